using System.Formats.Tar;
using System.Security.Cryptography;

namespace Entrepot.Platform.Backup;

/// <summary>Where a backup is restored to.</summary>
/// <param name="Database">An address, as <c>--database</c> names it.</param>
/// <param name="KeysFolder">Takes the installation's keys; those that are there are kept.</param>
/// <param name="NewestSchema">The newest migration that this program knows: a backup of a newer program is refused.</param>
public sealed record RestoreTarget(string Database, string KeysFolder, bool Overwrite, string NewestSchema);

/// <summary>Fetches a backup, proves that every byte is what was put in, fills the target and counts what arrived.</summary>
public sealed class RestoreBackup(IBackupPlace place, BackupSecret secret)
{
    /// <exception cref="BackupException">The backup is damaged, or the target does not take it. Before everything has been proved, nothing in the target is touched.</exception>
    public async Task RunAsync(BackupManifest manifest, RestoreTarget target, string scratch, CancellationToken ct)
    {
        var copy = DatabaseCopy.Of(target.Database);
        if (copy.Engine != manifest.Engine) throw new BackupException($"Backup {manifest.Id} is of a {manifest.Engine} database; {copy.Where} is one of {copy.Engine}.");
        if (string.CompareOrdinal(manifest.Schema, target.NewestSchema) > 0) throw new BackupException($"Backup {manifest.Id} has the schema {manifest.Schema}, this program knows {target.NewestSchema}. Restore it with version {manifest.Product} or newer.");
        if (manifest.Database is not { } database) throw new BackupException($"Backup {manifest.Id} holds no database.");
        if (!target.Overwrite && await copy.TablesAsync(ct) is > 0 and var tables) throw new BackupException($"{copy.Where} is not empty: it has {tables} tables. Name an empty place, or say --overwrite.");

        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var item in manifest.Items) files[item.Name] = await FetchAsync(manifest, item, scratch, ct);
        foreach (var item in manifest.Items) await ProveAsync(manifest, item, files[item.Name], ct);

        await copy.FillAsync(_ => Task.FromResult(Open(manifest, database.Name, files[database.Name])), manifest, target.Overwrite, ct);
        var found = await copy.CountAsync(ct);
        var apart = manifest.Rows.Keys.Union(found.Keys, StringComparer.Ordinal)
            .Where(table => manifest.Rows.GetValueOrDefault(table) != found.GetValueOrDefault(table))
            .Select(table => $"{table}: {manifest.Rows.GetValueOrDefault(table)} backed up, {found.GetValueOrDefault(table)} restored").ToList();
        if (apart.Count > 0) throw new BackupException($"Not every row has arrived. {string.Join("; ", apart)}");

        if (files.TryGetValue(BackupItem.KeysName, out var keys)) await RestoreKeysAsync(manifest, keys, target.KeysFolder, scratch, ct);
    }

    /// <summary>Whether what lies in the place is what was put there; found without opening it.</summary>
    public async Task CompareAsync(BackupManifest manifest, CancellationToken ct)
    {
        foreach (var item in manifest.Items)
        {
            await using var from = await place.OpenAsync($"{manifest.Id}/{item.Name}", ct);
            Compare(manifest, item, Convert.ToHexStringLower(await SHA256.HashDataAsync(from, ct)));
        }
    }

    private async Task<string> FetchAsync(BackupManifest manifest, BackupItem item, string scratch, CancellationToken ct)
    {
        var path = Path.Combine(scratch, "fetched-" + item.Name);
        await using (var from = await place.OpenAsync($"{manifest.Id}/{item.Name}", ct))
        await using (var to = File.Create(path)) await from.CopyToAsync(to, ct);

        await using var fetched = File.OpenRead(path);
        // A damaged chunk is named by opening the file; only where that finds nothing is the sum the reason.
        if (fetched.Length != item.Bytes || Convert.ToHexStringLower(await SHA256.HashDataAsync(fetched, ct)) != item.Sha256)
        {
            await ProveAsync(manifest, item, path, ct);
            Compare(manifest, item, "");
        }

        return path;
    }

    private static void Compare(BackupManifest manifest, BackupItem item, string found)
    {
        if (found != item.Sha256) throw new BackupException($"{manifest.Id}/{item.Name} is not what its manifest says: it was changed. Restore another backup.");
    }

    private async Task ProveAsync(BackupManifest manifest, BackupItem item, string path, CancellationToken ct)
    {
        await using var plain = Open(manifest, item.Name, path);
        var buffer = new byte[1 << 16];
        long bytes = 0;
        try
        {
            while (await plain.ReadAsync(buffer, ct) is > 0 and var read) bytes += read;
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
        {
            throw new BackupException($"{manifest.Id}/{item.Name} cannot be expanded: it was changed. Restore another backup.", broken);
        }

        if (bytes != item.PlainBytes) throw new BackupException($"{manifest.Id}/{item.Name} holds {bytes:N0} bytes; its manifest says {item.PlainBytes:N0}.");
    }

    private Stream Open(BackupManifest manifest, string item, string path) => SealedFile.Read(File.OpenRead(path), manifest.Id, item, secret);

    private async Task RestoreKeysAsync(BackupManifest manifest, string sealedKeys, string folder, string scratch, CancellationToken ct)
    {
        var unpacked = Directory.CreateDirectory(Path.Combine(scratch, "keys-unpacked")).FullName;
        await using (var plain = Open(manifest, BackupItem.KeysName, sealedKeys)) await TarFile.ExtractToDirectoryAsync(plain, unpacked, overwriteFiles: false, ct);

        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(unpacked))
            if (!File.Exists(Path.Combine(folder, Path.GetFileName(file)))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
    }
}
