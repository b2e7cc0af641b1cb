using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Platform.Backup;

/// <summary>What opens backups: a passphrase that a person remembers, or a file of random bytes.</summary>
public sealed class BackupSecret
{
    /// <summary>What OWASP asks of PBKDF2 with HMAC-SHA-512 (Password Storage Cheat Sheet, 2023). Stored in each file, so that it may rise.</summary>
    public const int Iterations = 210_000;

    /// <summary>A forged file must not keep a restore busy for hours.</summary>
    private const int IterationsMax = 10_000_000;

    /// <summary>Shorter ones are found by trying, however slowly each is tried.</summary>
    private const int PassphraseMin = 12;

    private const int KeyFileMin = 32;
    private const int KeyFileMax = 4096;

    private readonly byte[] secret;
    private readonly Dictionary<string, byte[]> stretched = new(StringComparer.Ordinal);

    private BackupSecret(SecretKind kind, byte[] secret) => (Kind, this.secret) = (kind, secret);

    public SecretKind Kind { get; }

    /// <exception cref="BackupException">It is too short.</exception>
    public static BackupSecret OfPassphrase(string passphrase) => passphrase.Length >= PassphraseMin
        ? new(SecretKind.Passphrase, Encoding.UTF8.GetBytes(passphrase.Normalize()))
        : throw new BackupException($"The passphrase has {passphrase.Length} characters. Take {PassphraseMin} or more, or a key file.");

    /// <exception cref="BackupException">There is no such file, or it is too short to be a key.</exception>
    public static BackupSecret OfFile(string path)
    {
        if (new FileInfo(path) is not { Exists: true } file) throw new BackupException($"There is no key file {path}. 'entrepot backup key --out {path}' makes one.");
        if (file.Length is < KeyFileMin or > KeyFileMax) throw new BackupException($"{path} has {file.Length} bytes; a key file has {KeyFileMin} to {KeyFileMax}. 'entrepot backup key --out FILE' makes one.");
        return new(SecretKind.KeyFile, File.ReadAllBytes(path));
    }

    /// <summary>The key that all files of one backup come from.</summary>
    internal byte[] Stretch(ReadOnlySpan<byte> salt, int iterations)
    {
        if (Kind == SecretKind.KeyFile) return HKDF.Extract(HashAlgorithmName.SHA256, secret, salt.ToArray());
        if (iterations is < 1 or > IterationsMax) throw new BackupException("The backup's file names an impossible effort for its passphrase: it was changed.");

        var name = $"{iterations} {Convert.ToHexString(salt)}";
        lock (stretched)
        {
            if (!stretched.TryGetValue(name, out var key)) stretched[name] = key = Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA512, 32);
            return key;
        }
    }
}

public enum SecretKind : byte { Passphrase = 1, KeyFile = 2 }
