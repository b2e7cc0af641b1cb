namespace Entrepot.Platform.Backup;

public static class BackupPlaces
{
    /// <summary>The place that a destination names: a folder.</summary>
    /// <exception cref="BackupException">It names none.</exception>
    public static IBackupPlace Of(string destination)
    {
        if (destination.Contains("://", StringComparison.Ordinal)) throw new BackupException($"'{destination}' is no place for backups. Name a folder.");
        return new FolderPlace(Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination)));
    }
}
