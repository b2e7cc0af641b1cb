namespace Entrepot.Platform.Backup;

/// <summary>
/// Somewhere that backups lie: objects with a name and bytes. An object is there whole or not at all; which objects make
/// up a backup says its manifest, which is put last.
/// </summary>
public interface IBackupPlace
{
    /// <summary>For people: never with a secret in it.</summary>
    string Where { get; }

    Task<IReadOnlyList<StoredObject>> ListAsync(CancellationToken ct);

    /// <summary>Puts a file's content under a name, in place of what was there.</summary>
    Task PutAsync(string name, string file, CancellationToken ct);

    /// <exception cref="BackupException">There is none of that name.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken ct);

    /// <summary>Removes an object; one that is not there is no error.</summary>
    Task RemoveAsync(string name, CancellationToken ct);

    /// <summary>Removes what uploads that were broken off before <paramref name="before"/> (UTC) have left, of which no list tells.</summary>
    Task TidyAsync(DateTime before, CancellationToken ct);
}

/// <param name="Name">With slashes, e.g. <c>20261122T104300Z-1a2b3/database</c>.</param>
public sealed record StoredObject(string Name, long Bytes);
