using System.Formats.Tar;
using Entrepot.Kernel;

namespace Entrepot.Platform.Backup;

/// <summary>What is backed up.</summary>
/// <param name="Database">Its address, as <c>--database</c> names it.</param>
/// <param name="KeysFolder">Where key files of versions lie that did not keep them in the database; need not exist.</param>
/// <param name="Product">The program's version.</param>
/// <param name="IsCell">One beside the home, which gives it its ids.</param>
public sealed record BackupSource(string Database, string KeysFolder, string Product, bool IsCell = false);

/// <summary>
/// Copies a running database as it is at one moment, seals the copy and puts it in one or more places. It is a backup
/// once its manifest lies there, which comes last: whatever ends this halfway leaves nothing that is listed.
/// </summary>
public sealed class MakeBackup(BackupSource source, BackupSecret secret, TimeProvider clock)
{
    /// <param name="scratch">A folder of its own; takes the size of the database once more, and that of the backup.</param>
    /// <exception cref="BackupException">The database cannot be read whole, or a place does not take it.</exception>
    public async Task<BackupManifest> RunAsync(IReadOnlyList<IBackupPlace> places, string scratch, CancellationToken ct)
    {
        var id = BackupManifest.NewId(clock.GetUtcNow().UtcDateTime, Chance.Below(1 << 20));
        var salt = Convert.FromBase64String(Pad(Chance.Secret(SealedHeader.SaltSize)));
        CopiedDatabase? copied = null;
        var items = new List<BackupItem>();
        try
        {
            items.Add(await WriteAsync(BackupItem.DatabaseName, async to => copied = await DatabaseCopy.Of(source.Database).CopyAsync(to, scratch, clock, ct)));
            if (Directory.Exists(source.KeysFolder) && Directory.EnumerateFiles(source.KeysFolder, "*.xml").Any()) items.Add(await WriteAsync(BackupItem.KeysName, to => KeysAsync(source.KeysFolder, to, ct)));
        }
        catch (IOException failed)
        {
            throw new BackupException($"The scratch folder {scratch} does not take the copy: {failed.Message} Name another one with --scratch.", failed);
        }

        if (copied is null) throw new InvalidOperationException("The database was not copied.");
        var manifest = new BackupManifest(id, copied.TakenAt, DatabaseCopy.Of(source.Database).Engine, copied.EngineVersion, source.Product, copied.Schema, copied.Companies, copied.Rows, items,
            new(secret.Kind, BackupSecret.Iterations, Convert.ToHexStringLower(salt)));
        var last = Path.Combine(scratch, BackupManifest.FileName);
        await File.WriteAllBytesAsync(last, manifest.ToBytes(secret), ct);
        foreach (var place in places)
        {
            foreach (var item in items) await place.PutAsync($"{id}/{item.Name}", Path.Combine(scratch, item.Name), ct);
            await place.PutAsync($"{id}/{BackupManifest.FileName}", last, ct);
        }

        return manifest;

        Task<BackupItem> WriteAsync(string item, Func<Stream, Task> content) =>
            SealedFile.WriteAsync(Path.Combine(scratch, item), id, item, secret, salt, Convert.FromBase64String(Pad(Chance.Secret(32))), content, ct);
    }

    /// <summary>The framework's key files alone: the master key that lies there too is kept apart from what it seals.</summary>
    private static async Task KeysAsync(string folder, Stream to, CancellationToken ct)
    {
        await using var tar = new TarWriter(to, leaveOpen: true);
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal)) await tar.WriteEntryAsync(file, Path.GetFileName(file), ct);
    }

    /// <summary>Secrets are written for addresses, without their padding.</summary>
    private static string Pad(string secret) => secret.Replace('-', '+').Replace('_', '/').PadRight((secret.Length + 3) / 4 * 4, '=');
}
