using System.IO.Compression;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>The zlib stream that PDF calls FlateDecode.</summary>
internal static class Flate
{
    public static byte[] Compress(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressed = new MemoryStream(data.Length / 2);
        using (var zlib = new ZLibStream(compressed, level, leaveOpen: true)) zlib.Write(data);
        return compressed.ToArray();
    }
}
