using System.Text.Json;

namespace Entrepot.Platform.Backup;

/// <summary>What lies in a place.</summary>
public static class Backups
{
    /// <summary>Put beside a manifest when the backup has been restored and everything in it was right.</summary>
    private const string CheckedName = "checked";

    /// <summary>A manifest lists tables; one larger than this is none.</summary>
    private const int ManifestMax = 4 << 20;

    /// <summary>Newest first.</summary>
    public static async Task<BackupList> ListAsync(IBackupPlace place, CancellationToken ct)
    {
        var found = new List<FoundBackup>();
        var unreadable = new List<string>();
        var unfinished = new List<string>();
        foreach (var backup in (await place.ListAsync(ct)).Where(stored => IsId(stored.Name.Split('/')[0])).GroupBy(stored => stored.Name.Split('/')[0], StringComparer.Ordinal).OrderByDescending(group => group.Key, StringComparer.Ordinal))
        {
            if (!backup.Any(stored => stored.Name.EndsWith("/" + BackupManifest.FileName, StringComparison.Ordinal)))
            {
                unfinished.Add(backup.Key);
                continue;
            }

            try
            {
                var manifest = BackupManifest.Read(await BytesAsync(place, $"{backup.Key}/{BackupManifest.FileName}", ct));
                found.Add(new(manifest, backup.Any(stored => stored.Name.EndsWith("/" + CheckedName, StringComparison.Ordinal))));
            }
            catch (BackupException)
            {
                unreadable.Add(backup.Key);
            }
        }

        return new(found, unreadable, unfinished);
    }

    /// <param name="id">Null for the newest.</param>
    /// <exception cref="BackupException">There is none, or it was changed, or the secret is another one.</exception>
    public static async Task<BackupManifest> FindAsync(IBackupPlace place, string? id, BackupSecret secret, CancellationToken ct)
    {
        if (id is null)
        {
            var list = await ListAsync(place, ct);
            id = list.Found.Select(backup => backup.Manifest.Id).Concat(list.Unreadable).OrderDescending(StringComparer.Ordinal).FirstOrDefault()
                ?? throw new BackupException(list.Unfinished.Count == 0 ? $"There is no backup in {place.Where}." : $"There is no whole backup in {place.Where}: {list.Unfinished.Count} were broken off.");
        }

        var manifest = BackupManifest.Read(await BytesAsync(place, $"{id}/{BackupManifest.FileName}", ct), secret);
        return manifest.Id == id ? manifest : throw new BackupException($"The manifest in {id} belongs to backup {manifest.Id}.");
    }

    public static async Task MarkCheckedAsync(IBackupPlace place, string id, BackupCheck check, string scratch, CancellationToken ct)
    {
        var file = Path.Combine(scratch, CheckedName);
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(check, JsonSerializerOptions.Web), ct);
        await place.PutAsync($"{id}/{CheckedName}", file, ct);
    }

    /// <summary>The manifest goes first: what is left, should this be broken off, is no backup.</summary>
    internal static async Task RemoveAsync(IBackupPlace place, string id, CancellationToken ct)
    {
        await place.RemoveAsync($"{id}/{BackupManifest.FileName}", ct);
        foreach (var stored in (await place.ListAsync(ct)).Where(stored => stored.Name.StartsWith(id + "/", StringComparison.Ordinal))) await place.RemoveAsync(stored.Name, ct);
    }

    internal static DateTime? TimeOf(string id) =>
        DateTime.TryParseExact(id.Split('-')[0], "yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal | System.Globalization.DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static bool IsId(string folder) => TimeOf(folder) is not null;

    private static async Task<byte[]> BytesAsync(IBackupPlace place, string name, CancellationToken ct)
    {
        await using var from = await place.OpenAsync(name, ct);
        var bytes = new byte[ManifestMax];
        var read = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return read < bytes.Length ? bytes[..read] : throw new BackupException($"{name} is too large to be a manifest.");
    }
}

/// <param name="Unreadable">Backups with a manifest that cannot be read.</param>
/// <param name="Unfinished">Broken off before their manifest: nothing can be restored from them.</param>
public sealed record BackupList(IReadOnlyList<FoundBackup> Found, IReadOnlyList<string> Unreadable, IReadOnlyList<string> Unfinished);

/// <param name="IsChecked">It has been restored once, and everything in it was right.</param>
public sealed record FoundBackup(BackupManifest Manifest, bool IsChecked);

/// <param name="Seconds">What fetching, opening and filling took.</param>
public sealed record BackupCheck(DateTime At, double Seconds, long Rows);
