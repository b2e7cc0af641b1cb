using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Pdf;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>
/// Makes an uploaded picture harmless: its pixels are read, made small enough for paper and written anew, so that nothing of the
/// file is kept but the picture.
/// </summary>
public static class LogoFile
{
    /// <summary>Of an uploaded file; a logo of any size that prints well is smaller.</summary>
    public const long BytesMax = 1_048_576;

    /// <summary>At the 45 × 14 mm that a logo takes on paper, 600 dots an inch: no printer of papers shows more.</summary>
    private const int WidthMax = 1_060, HeightMax = 330;

    public static Result<LogoPicture> Take(ReadOnlySpan<byte> file)
    {
        if (file.Length > BytesMax) return IssuingProblems.FileTooLarge(BytesMax / 1024);
        var read = PngReader.Read(file);
        if (read.Problem is { } problem) return problem;

        var png = Write(Shrink(read.Value));
        return new LogoPicture(Convert.ToHexStringLower(SHA256.HashData(png)), png);
    }

    /// <summary>Each pixel the mean of those that it stands for.</summary>
    private static Pixels Shrink(Pixels picture)
    {
        var factor = Math.Max((picture.Width + WidthMax - 1) / WidthMax, (picture.Height + HeightMax - 1) / HeightMax);
        if (factor <= 1) return picture;

        var (width, height) = (Math.Max(1, picture.Width / factor), Math.Max(1, picture.Height / factor));
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < rgb.Length; i++)
        {
            var (x, y, channel) = (i / 3 % width, i / 3 / width, i % 3);
            var (sum, count) = (0, 0);
            for (var dy = 0; dy < factor && (y * factor) + dy < picture.Height; dy++)
                for (var dx = 0; dx < factor && (x * factor) + dx < picture.Width; dx++, count++)
                    sum += picture.Rgb[(3 * ((((y * factor) + dy) * picture.Width) + (x * factor) + dx)) + channel];
            rgb[i] = (byte)(sum / count);
        }

        return new(width, height, rgb);
    }

    private static byte[] Write(Pixels picture)
    {
        var rows = new byte[picture.Height * (1 + (3 * picture.Width))];
        for (var y = 0; y < picture.Height; y++) // The first byte of each row says that it has no filter.
            picture.Rgb.AsSpan(3 * picture.Width * y, 3 * picture.Width).CopyTo(rows.AsSpan((y * (1 + (3 * picture.Width))) + 1));

        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (8, 2);
        Chunk(file, "IHDR"u8, header);
        Chunk(file, "IDAT"u8, Flate.Compress(rows, CompressionLevel.SmallestSize));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(kind);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(kind, data));
        file.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, as PNG wants it behind every chunk.</summary>
    private static uint Crc(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var part in kind) crc = Step(crc, part);
        foreach (var part in data) crc = Step(crc, part);
        return ~crc;

        static uint Step(uint crc, byte part)
        {
            crc ^= part;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            return crc;
        }
    }
}
