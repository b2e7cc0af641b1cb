namespace Entrepot.Platform.Backup;

public static class BackupPlaces
{
    private const string S3 = "s3://";

    /// <summary>A part of a backup goes up within this, over a poor line too.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>The place that a destination names: a folder, or <c>s3://bucket/prefix</c> with its server and keys in the environment.</summary>
    /// <exception cref="BackupException">It names none.</exception>
    public static IBackupPlace Of(string destination)
    {
        if (destination.StartsWith(S3, StringComparison.OrdinalIgnoreCase)) return OfBucket(destination[S3.Length..], Environment.GetEnvironmentVariable);
        if (destination.Length == 0 || destination.Contains("://", StringComparison.Ordinal)) throw new BackupException($"'{destination}' is no place for backups. Name a folder, or s3://bucket/prefix.");
        return new FolderPlace(Path.TrimEndingDirectorySeparator(Path.GetFullPath(destination)));
    }

    internal static IBackupPlace OfBucket(string bucketAndPrefix, Func<string, string?> environment)
    {
        var parts = bucketAndPrefix.Trim('/').Split('/', 2);
        if (parts[0].Length == 0) throw new BackupException("Name the bucket: s3://bucket/prefix.");
        return new S3Place(new(new HttpClient { Timeout = Patience }, S3Settings.Read(environment), parts[0], TimeProvider.System), parts.Length > 1 ? parts[1] + "/" : "");
    }
}
