using System.Globalization;

namespace Entrepot.Platform.Backup;

/// <summary>A folder for what is needed on the way, readable by this user alone, gone afterwards.</summary>
public sealed class Scratch : IDisposable
{
    /// <summary>What a process that was killed has left is removed by a later one; no run takes this long.</summary>
    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromDays(1);

    private Scratch(string folder) => Folder = folder;

    public string Folder { get; }

    /// <param name="root">Where it may take room: as much as the database, once more.</param>
    public static Scratch Take(string root, DateTime now, int chance)
    {
        var parent = Path.Combine(root, "entrepot-backup-scratch");
        if (Directory.Exists(parent))
            foreach (var left in new DirectoryInfo(parent).GetDirectories().Where(left => left.LastWriteTimeUtc < now - AbandonedAfter)) left.Delete(recursive: true);

        var folder = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMddHHmmss}-{chance:x5}"));
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
