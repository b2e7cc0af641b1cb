using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Platform.Backup;

/// <summary>
/// The first 80 bytes of a sealed file: <c>ENTREPOT</c>, format 1, the kind of secret, the compression, a zero, the
/// effort for a passphrase (big-endian), the backup's salt (16 bytes), the file's salt (32) and a check of the key (16).
/// </summary>
/// <remarks>Written down in docs/how-to/back-up-and-restore.md, so that a backup can be opened without us.</remarks>
internal sealed class SealedHeader
{
    public const int Size = 80;
    public const int SaltSize = 16;
    private const int FileSaltSize = 32;
    private const int CheckSize = 16;
    private const byte Format = 1;
    private const byte Brotli = 1;

    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("ENTREPOT");

    private SealedHeader(byte[] bytes, byte[] key) => (Bytes, Key) = (bytes, key);

    public byte[] Bytes { get; }

    /// <summary>Of this file alone.</summary>
    public byte[] Key { get; }

    /// <param name="fileSalt">32 random bytes: no two files have the same key, so that their nonces can count from zero.</param>
    public static SealedHeader Make(BackupSecret secret, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> fileSalt)
    {
        var bytes = new byte[Size];
        Magic.CopyTo(bytes, 0);
        (bytes[8], bytes[9], bytes[10]) = (Format, (byte)secret.Kind, Brotli);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), BackupSecret.Iterations);
        salt.CopyTo(bytes.AsSpan(16, SaltSize));
        fileSalt.CopyTo(bytes.AsSpan(32, FileSaltSize));
        var key = KeyOf(secret, bytes);
        CheckOf(key).CopyTo(bytes, Size - CheckSize);
        return new(bytes, key);
    }

    /// <exception cref="BackupException">It is no sealed file, one of a newer program, or the secret is another one.</exception>
    public static SealedHeader Read(byte[] bytes, BackupSecret secret)
    {
        if (!bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)) throw new BackupException("This is no file of a backup, or its beginning was changed.");
        if (bytes[8] != Format || bytes[10] != Brotli) throw new BackupException($"The file has format {bytes[8]}.{bytes[10]}, which this program does not know. Restore it with the newest program.");
        if (bytes[9] != (byte)secret.Kind) throw new BackupException(secret.Kind == SecretKind.KeyFile ? "The backup was made with a passphrase, not with a key file." : "The backup was made with a key file, not with a passphrase.");

        var key = KeyOf(secret, bytes);
        if (!CryptographicOperations.FixedTimeEquals(CheckOf(key), bytes.AsSpan(Size - CheckSize))) throw new BackupException("The passphrase or key file is not the one that the backup was made with, or the file's beginning was changed.");
        return new(bytes, key);
    }

    private static byte[] KeyOf(BackupSecret secret, byte[] bytes) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret.Stretch(bytes.AsSpan(16, SaltSize), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(12))), 32,
        salt: bytes.AsSpan(32, FileSaltSize).ToArray(), info: Encoding.ASCII.GetBytes("entrepot backup file"));

    private static byte[] CheckOf(byte[] key) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("entrepot backup check"))[..CheckSize];
}
