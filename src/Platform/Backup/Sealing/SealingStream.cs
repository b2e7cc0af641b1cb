namespace Entrepot.Platform.Backup;

/// <summary>Takes what is to be kept and writes it sealed; holds one chunk in memory.</summary>
/// <remarks>Only <see cref="FinishAsync"/> writes the last chunk: what was broken off is not readable as if it were whole.</remarks>
internal sealed class SealingStream : WriteOnlyStream
{
    private readonly Stream to;
    private readonly SealedHeader header;
    private readonly SealedChunks chunks;
    private readonly byte[] plain = new byte[SealedChunks.PlainSize];
    private readonly byte[] stored = new byte[SealedChunks.PlainSize + SealedChunks.TagSize];
    private int filled;
    private long number;

    /// <param name="to">Where the sealed bytes go; stays open.</param>
    /// <param name="name">What the file is, e.g. <c>20261122T104300Z-1a2b3/database</c>.</param>
    public SealingStream(Stream to, SealedHeader header, string name)
    {
        (this.to, this.header, chunks) = (to, header, new(header, name));
        to.Write(header.Bytes);
    }

    public long PlainBytes { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        PlainBytes += buffer.Length;
        while (buffer.Length > 0)
        {
            if (filled == plain.Length) Put(isLast: false); // Only now is it known that it is not the last.
            var take = Math.Min(buffer.Length, plain.Length - filled);
            buffer[..take].CopyTo(plain.AsSpan(filled));
            filled += take;
            buffer = buffer[take..];
        }
    }

    public async Task FinishAsync(CancellationToken ct)
    {
        Put(isLast: true);
        await to.FlushAsync(ct);
    }

    private void Put(bool isLast)
    {
        chunks.Seal(number++, isLast, plain.AsSpan(0, filled), stored);
        to.Write(stored, 0, filled + SealedChunks.TagSize);
        filled = 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) chunks.Dispose();
        base.Dispose(disposing);
    }
}
