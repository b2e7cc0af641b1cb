using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Entrepot.Platform.Backup;

/// <summary>What a backup holds. Put last: a backup without it was broken off and is none. Readable by people, sealed by its last line.</summary>
/// <param name="Id">When and which, e.g. <c>20261122T104300Z-1a2b3</c>; ids sort by time.</param>
/// <param name="TakenAt">Everything committed before this moment (UTC) is in it.</param>
/// <param name="Engine"><c>SQLite</c> or <c>PostgreSQL</c>: a backup is restored into the kind of database it came from.</param>
/// <param name="Schema">The newest migration that had run.</param>
/// <param name="Rows">How many rows each table had, of all companies; a restore must find the same.</param>
public sealed record BackupManifest(
    string Id, DateTime TakenAt, string Engine, string EngineVersion, string Product, string Schema, long Companies,
    SortedDictionary<string, long> Rows, IReadOnlyList<BackupItem> Items, BackupKeying Key)
{
    public const string FileName = "manifest";
    private const string SealMark = "hmac-sha256 ";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long StoredBytes => Items.Sum(item => item.Bytes);

    public BackupItem? Database => Items.FirstOrDefault(item => item.Name == BackupItem.DatabaseName);

    internal static string NewId(DateTime at, int chance) => string.Create(CultureInfo.InvariantCulture, $"{at:yyyyMMdd'T'HHmmss'Z'}-{chance:x5}");

    internal byte[] ToBytes(BackupSecret secret)
    {
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this, Format) + "\n");
        return [.. body, .. Encoding.ASCII.GetBytes(SealMark + Convert.ToHexString(HMACSHA256.HashData(SealKey(secret, Key), body)) + "\n")];
    }

    /// <summary>Reads it without the secret, for lists: nothing may be restored by it.</summary>
    /// <exception cref="BackupException">It is no manifest, or one of a newer program.</exception>
    internal static BackupManifest Read(byte[] bytes) => Parse(bytes).Manifest;

    /// <exception cref="BackupException">It was changed, or the secret is another one.</exception>
    internal static BackupManifest Read(byte[] bytes, BackupSecret secret)
    {
        var (manifest, body, seal) = Parse(bytes);
        if (manifest.Key.Kind != secret.Kind) throw new BackupException(secret.Kind == SecretKind.KeyFile ? $"Backup {manifest.Id} was made with a passphrase, not with a key file." : $"Backup {manifest.Id} was made with a key file, not with a passphrase.");
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(SealKey(secret, manifest.Key), body), seal))
            throw new BackupException($"The passphrase or key file is not the one that backup {manifest.Id} was made with, or its manifest was changed.");
        return manifest;
    }

    private static (BackupManifest Manifest, byte[] Body, byte[] Seal) Parse(byte[] bytes)
    {
        try
        {
            var at = bytes.AsSpan().LastIndexOf(Encoding.ASCII.GetBytes("\n" + SealMark)) + 1;
            if (at < 1) throw new BackupException("The manifest lacks its last line: it was cut off.");
            var body = bytes[..at];
            return (JsonSerializer.Deserialize<BackupManifest>(body, Format) ?? throw new BackupException("The manifest is empty."), body,
                Convert.FromHexString(Encoding.ASCII.GetString(bytes.AsSpan(at + SealMark.Length)).Trim()));
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException)
        {
            throw new BackupException("The manifest cannot be read: it was changed, or a newer program wrote it.", wrong);
        }
    }

    private static byte[] SealKey(BackupSecret secret, BackupKeying key) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Stretch(Convert.FromHexString(key.Salt), key.Iterations), 32, info: Encoding.ASCII.GetBytes("entrepot backup manifest"));
}

/// <param name="Name"><c>database</c> or <c>keys</c>.</param>
/// <param name="Bytes">As stored.</param>
/// <param name="Sha256">Of what is stored, in hexadecimal: a damaged object is found without the secret.</param>
/// <param name="PlainBytes">Before compressing and sealing.</param>
public sealed record BackupItem(string Name, long Bytes, string Sha256, long PlainBytes)
{
    public const string DatabaseName = "database";
    public const string KeysName = "keys";
}

/// <summary>How the secret became keys. The salt is no secret.</summary>
public sealed record BackupKeying(SecretKind Kind, int Iterations, string Salt);
