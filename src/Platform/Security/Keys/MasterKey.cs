using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Platform.Security.Keys;

/// <summary>The one secret that lies outside the database: it seals the keys that lie in it (AES-256-GCM).</summary>
internal sealed class MasterKey
{
    public const int Bytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;

    private MasterKey(byte[] key)
    {
        this.key = key;
        // A keyed hash of a fixed text: the same for the same key, and no way back to it.
        Id = Convert.ToHexStringLower(HMACSHA256.HashData(key, "entrepot master key"u8))[..16];
    }

    /// <summary>Tells one master key from another.</summary>
    public string Id { get; }

    public static MasterKey New() => new(Chance.Bytes(Bytes));

    /// <param name="text">32 bytes in Base64, as <c>openssl rand -base64 32</c> makes them.</param>
    /// <param name="where">Where it was read, for the complaint; the text itself is never said.</param>
    /// <exception cref="InvalidOperationException">It is no such text.</exception>
    public static MasterKey Parse(string text, string where)
    {
        var bytes = new byte[Bytes];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == Bytes
            ? new(bytes)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The master key in {where} is not {Bytes} bytes in Base64. Make one with: openssl rand -base64 {Bytes}"));
    }

    public override string ToString() => Convert.ToBase64String(key);

    /// <param name="name">Goes into the seal, so that no row can take the place of another.</param>
    public string Seal(string name, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var all = new byte[NonceBytes + plain.Length + TagBytes];
        Chance.Bytes(NonceBytes).CopyTo(all, 0);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(all.AsSpan(0, NonceBytes), plain, all.AsSpan(NonceBytes, plain.Length), all.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(name));
        return Convert.ToBase64String(all);
    }

    /// <exception cref="CryptographicException">Another key sealed it, or somebody changed it.</exception>
    public string Open(string name, string stored)
    {
        var all = Convert.FromBase64String(stored);
        var plain = new byte[all.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(all.AsSpan(0, NonceBytes), all.AsSpan(NonceBytes, plain.Length), all.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(name));
        return Encoding.UTF8.GetString(plain);
    }
}
