namespace Entrepot.Faults.Disk;

/// <summary>A disk of so many megabytes, in memory, that can be filled to its last byte. Mounting takes a right that not every user has.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder, int megabytes) => (Folder, Megabytes) = (folder, megabytes);

    public string Folder { get; }
    public int Megabytes { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    /// <returns>Null where disks cannot be mounted.</returns>
    public static async Task<SmallDisk?> MountAsync(int megabytes)
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-disk-").FullName;
        if (await ProgramRun.TryAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "entrepot-faults", folder)) return new(folder, megabytes);
        Directory.Delete(folder);
        return null;
    }

    /// <summary>A new folder on it.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Takes all that is left, to the last byte.</summary>
    public void Fill() => Fill(long.MaxValue);

    /// <summary>Takes so much that so many percent are in use.</summary>
    public void FillTo(int percent)
    {
        var drive = new DriveInfo(Folder);
        Fill((drive.TotalSize * percent / 100) - (drive.TotalSize - drive.AvailableFreeSpace));
    }

    public void Free() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await ProgramRun.TryAsync("umount", "-l", Folder);
        Directory.Delete(Folder);
    }

    private void Fill(long bytes)
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
        {
            var block = new byte[size];
            try
            {
                while (bytes >= size)
                {
                    file.Write(block);
                    bytes -= size;
                }
            }
            catch (IOException)
            {
                // Not so much; perhaps less.
            }
        }
    }
}
