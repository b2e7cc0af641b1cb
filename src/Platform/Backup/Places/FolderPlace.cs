namespace Entrepot.Platform.Backup;

/// <summary>A folder: another disk, or a share of another machine.</summary>
internal sealed class FolderPlace(string folder) : IBackupPlace
{
    /// <summary>What is being written; never listed.</summary>
    private const string Unfinished = ".part";

    public string Where => folder;

    public Task<IReadOnlyList<StoredObject>> ListAsync(CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Task.FromResult<IReadOnlyList<StoredObject>>([]);
        return Task.FromResult<IReadOnlyList<StoredObject>>([.. new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension != Unfinished)
            .Select(file => new StoredObject(Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length))
            .OrderBy(file => file.Name, StringComparer.Ordinal)]);
    }

    public async Task PutAsync(string name, string file, CancellationToken ct)
    {
        var target = PathOf(name);
        var unfinished = target + Unfinished;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? folder);
            await using (var from = File.OpenRead(file))
            await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await from.CopyToAsync(to, ct);
                to.Flush(flushToDisk: true); // Before the name says that it is whole.
            }

            File.Move(unfinished, target, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            try { File.Delete(unfinished); } catch (Exception still) when (still is IOException or UnauthorizedAccessException) { } // The place may be gone altogether.
            throw new BackupException($"{folder} does not take the backup: {failed.Message} Nothing that is listed there was changed.", failed);
        }
    }

    public Task<Stream> OpenAsync(string name, CancellationToken ct)
    {
        var path = PathOf(name);
        if (!File.Exists(path)) throw new BackupException($"{name} is missing in {folder}.");
        return Task.FromResult<Stream>(File.OpenRead(path));
    }

    public Task RemoveAsync(string name, CancellationToken ct)
    {
        var path = PathOf(name);
        if (File.Exists(path)) File.Delete(path);
        if (Path.GetDirectoryName(path) is { } parent && parent != folder && Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
        return Task.CompletedTask;
    }

    public Task TidyAsync(DateTime before, CancellationToken ct)
    {
        if (!Directory.Exists(folder)) return Task.CompletedTask;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*" + Unfinished, SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc < before)) file.Delete();
        return Task.CompletedTask;
    }

    private string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new BackupException($"The backup names a file outside {folder}: {name}.");
    }
}
