namespace Entrepot.Platform.Backup;

/// <summary>Some bytes in the midst of a file, as a stream of their own.</summary>
internal sealed class FilePart : Stream
{
    private readonly FileStream file;
    private readonly long from;
    private long left;

    public FilePart(string path, long from, long length)
    {
        file = File.OpenRead(path);
        file.Position = from;
        (this.from, left, Length) = (from, length, length);
    }

    public override long Length { get; }

    public override int Read(Span<byte> buffer)
    {
        var read = file.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
        left -= read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Position { get => file.Position - from; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
