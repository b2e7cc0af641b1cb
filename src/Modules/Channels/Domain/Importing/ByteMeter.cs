namespace Entrepot.Channels.Domain.Importing;

/// <summary>How much of one file was read, written on one thread and shown on another; also the place where a reader learns that it shall stop.</summary>
/// <param name="scale">Bytes on disk for each byte that is read.</param>
internal sealed class ByteMeter(double scale = 1)
{
    private long read;

    /// <summary>When it is cancelled, the next read throws.</summary>
    public CancellationToken Stop { get; set; }

    /// <summary>Bytes on disk, over all passes since the last <see cref="Reset"/>.</summary>
    public long Bytes => (long)(Interlocked.Read(ref read) * scale);

    public void Add(int count)
    {
        Stop.ThrowIfCancellationRequested();
        Interlocked.Add(ref read, count);
    }

    public void Reset() => Interlocked.Exchange(ref read, 0);
}

/// <summary>Tells a meter what is read through it.</summary>
internal sealed class MeteredStream(Stream inner, ByteMeter meter) : ForwardStream
{
    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        meter.Add(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
