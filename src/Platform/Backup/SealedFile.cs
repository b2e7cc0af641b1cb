using System.IO.Compression;
using System.Security.Cryptography;

namespace Entrepot.Platform.Backup;

/// <summary>One file of a backup: compressed, then sealed. Both ways stream; nothing is held whole in memory.</summary>
internal static class SealedFile
{
    /// <summary>Writes a file and says what a manifest says of it.</summary>
    public static async Task<BackupItem> WriteAsync(string path, string backup, string item, BackupSecret secret, byte[] salt, byte[] fileSalt, Func<Stream, Task> content, CancellationToken ct)
    {
        long plain;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
        await using (var sealing = new SealingStream(file, SealedHeader.Make(secret, salt, fileSalt), NameOf(backup, item)))
        {
            await using (var counted = new CountedStream(new BrotliStream(sealing, CompressionLevel.Fastest, leaveOpen: true)))
            {
                await content(counted);
                plain = counted.Bytes;
            }

            await sealing.FinishAsync(ct);
        }

        await using var written = File.OpenRead(path);
        return new(item, written.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(written, ct)), plain);
    }

    /// <exception cref="BackupException">While reading, too: the file was changed or cut off.</exception>
    public static Stream Read(Stream stored, string backup, string item, BackupSecret secret) =>
        new BrotliStream(new OpeningStream(stored, secret, NameOf(backup, item)), CompressionMode.Decompress);

    private static string NameOf(string backup, string item) => $"{backup}/{item}";

    private sealed class CountedStream(Stream to) : WriteOnlyStream
    {
        public long Bytes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Bytes += buffer.Length;
            to.Write(buffer);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) to.Dispose(); // Writes the compression's end.
            base.Dispose(disposing);
        }
    }
}
