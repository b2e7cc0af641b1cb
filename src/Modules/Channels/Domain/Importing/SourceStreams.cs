using System.IO.Compression;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>A stream that is only read, from its beginning.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public abstract override int Read(Span<byte> buffer);
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>Reads on up to a limit and then fails; fails too when it ends before <paramref name="expected"/> bytes. Closes what it stands on.</summary>
internal sealed class BoundedStream(Stream inner, long limit, long? expected, IDisposable? also) : ForwardStream
{
    private long done;

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        done += read;
        if (done > limit) throw new FileTooLargeException();
        return read == 0 && buffer.Length > 0 && expected is { } whole && done != whole ? throw new InvalidDataException("The text is shorter than it was when it was packed.") : read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            also?.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>
/// Unpacks gzip, and fails when the end is missing. The framework's stream ends silently where the data end, so a
/// small gzip member of our own is put behind the file: only behind a whole file does it come out as it went in.
/// </summary>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Mark = "\nentrepot: the file ends here\n"u8.ToArray();
    private static readonly byte[] PackedMark = Pack(Mark);

    private readonly GZipStream unpacked;
    private readonly byte[] held = new byte[1 << 16];
    private int from;
    private int to;
    private bool atEnd;

    public WholeGzipStream(Stream packed) => unpacked = new(new FollowedStream(packed, PackedMark), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back until it is known whether they are the mark.
        while (!atEnd && to - from <= Mark.Length) Fill();
        var count = Math.Min(buffer.Length, to - from - Mark.Length);
        held.AsSpan(from, count).CopyTo(buffer);
        from += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        held.AsSpan(from, to - from).CopyTo(held);
        (from, to) = (0, to - from);
        var read = unpacked.Read(held.AsSpan(to));
        to += read;
        if (read > 0) return;
        atEnd = true;
        if (!held.AsSpan(0, to).EndsWith(Mark)) throw new InvalidDataException("The packed file ends before its end.");
    }

    private static byte[] Pack(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private sealed class FollowedStream(Stream first, byte[] then) : ForwardStream
    {
        private int at;

        public override int Read(Span<byte> buffer)
        {
            var read = at == 0 ? first.Read(buffer) : 0;
            if (read > 0 || at == then.Length) return read;
            read = Math.Min(buffer.Length, then.Length - at);
            then.AsSpan(at, read).CopyTo(buffer);
            at += read;
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>More was unpacked than any order file holds.</summary>
internal sealed class FileTooLargeException() : IOException("The file unpacks to more than the limit.");
