using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Entrepot.Platform.Backup;

/// <summary>
/// AES-256-GCM over chunks of 64 KiB (Rogaway's STREAM). A chunk's nonce is its number and whether it is the last, so
/// that a chunk changed, moved, missing or added is noticed, and so is an end that was cut off; the file's header and name
/// are authenticated with each, so that no file passes for another's.
/// </summary>
internal sealed class SealedChunks(SealedHeader header, string name) : IDisposable
{
    public const int PlainSize = 64 << 10;
    public const int TagSize = 16;

    private readonly AesGcm cipher = new(header.Key, TagSize);
    private readonly byte[] bound = [.. header.Bytes, .. Encoding.UTF8.GetBytes(name)];

    public void Seal(long number, bool isLast, ReadOnlySpan<byte> plain, Span<byte> stored)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(number, isLast, nonce);
        cipher.Encrypt(nonce, plain, stored[..plain.Length], stored.Slice(plain.Length, TagSize), bound);
    }

    /// <returns>Whether it is the chunk of this number, unchanged.</returns>
    public bool TryOpen(long number, bool isLast, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(number, isLast, nonce);
        var length = stored.Length - TagSize;
        try
        {
            cipher.Decrypt(nonce, stored[..length], stored[length..], plain[..length], bound);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    public void Dispose() => cipher.Dispose();

    private static void Nonce(long number, bool isLast, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], number);
        nonce[11] = isLast ? (byte)1 : (byte)0;
    }
}
