namespace Entrepot.Platform.Backup;

/// <summary>Reads what <see cref="SealingStream"/> wrote; nothing is given out that is not exactly what was put in.</summary>
internal sealed class OpeningStream : Stream
{
    private const int StoredSize = SealedChunks.PlainSize + SealedChunks.TagSize;

    private readonly Stream from;
    private readonly string name;
    private readonly SealedChunks chunks;
    private readonly byte[] plain = new byte[SealedChunks.PlainSize];

    /// <summary>One byte more than a chunk: whether there is one tells whether the chunk is the last.</summary>
    private readonly byte[] stored = new byte[StoredSize + 1];
    private int held;
    private int at;
    private int end;
    private long number;
    private bool isOver;

    /// <exception cref="BackupException">See <see cref="SealedHeader.Read"/>.</exception>
    public OpeningStream(Stream from, BackupSecret secret, string name)
    {
        (this.from, this.name) = (from, name);
        var header = new byte[SealedHeader.Size];
        if (from.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length) throw new BackupException($"{name} is cut off: it ends within its first bytes.");
        chunks = new(SealedHeader.Read(header, secret), name);
    }

    /// <exception cref="BackupException">The file was changed or cut off.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (at == end)
        {
            if (isOver) return 0;
            Next();
        }

        var take = Math.Min(buffer.Length, end - at);
        plain.AsSpan(at, take).CopyTo(buffer);
        at += take;
        return take;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    private void Next()
    {
        held += from.ReadAtLeast(stored.AsSpan(held), stored.Length - held, throwOnEndOfStream: false);
        var isLast = held <= StoredSize;
        var size = Math.Min(held, StoredSize);
        if (size < SealedChunks.TagSize) throw CutOff(number);
        if (!chunks.TryOpen(number, isLast, stored.AsSpan(0, size), plain))
            throw isLast && chunks.TryOpen(number, isLast: false, stored.AsSpan(0, size), plain) ? CutOff(number + 1)
                : new BackupException($"{name} is damaged in its chunk {number}: bytes were changed, moved or cut off. Restore another backup.");

        (at, end, isOver) = (0, size - SealedChunks.TagSize, isLast);
        number++;
        held -= size;
        stored.AsSpan(size, held).CopyTo(stored);
    }

    private BackupException CutOff(long whole) => new($"{name} is cut off after {whole} chunks: the rest is missing. Restore another backup.");

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            chunks.Dispose();
            from.Dispose();
        }

        base.Dispose(disposing);
    }
}
