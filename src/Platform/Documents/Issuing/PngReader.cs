using System.Buffers.Binary;
using System.IO.Compression;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>
/// Reads a PNG picture (W3C PNG, 3rd edition) to plain pixels and drops everything else in the file. It trusts no length in it:
/// sizes have a limit before anything is made room for, and no more is unpacked than the pixels take.
/// </summary>
internal static class PngReader
{
    /// <summary>A side of a picture that a printer could still show; sixteen million pixels are 64 MB in memory at most.</summary>
    public const int SideMax = 4_000;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    public static Result<Pixels> Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith(Signature)) return IssuingProblems.NoPicture();

        Header? header = null;
        byte[] palette = [], alphas = [];
        using var packed = new MemoryStream();
        for (var rest = file[Signature.Length..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12) return IssuingProblems.NoPicture();
            var kind = rest[4..8];
            var data = rest.Slice(8, (int)length);
            rest = rest[(12 + (int)length)..];
            if (kind.SequenceEqual("IHDR"u8))
            {
                if (Header.Of(data) is not { } read) return IssuingProblems.NoPicture();
                if (read.Width > SideMax || read.Height > SideMax) return IssuingProblems.PictureTooLarge(SideMax);
                if (read.IsInterlaced) return IssuingProblems.Interlaced();
                header = read;
            }
            else if (kind.SequenceEqual("PLTE"u8)) palette = data.ToArray();
            else if (kind.SequenceEqual("tRNS"u8)) alphas = data.ToArray();
            else if (kind.SequenceEqual("IDAT"u8)) packed.Write(data);
            else if (kind.SequenceEqual("IEND"u8)) break;
        }

        if (header is not { } head || (head.Colour == 3 && palette.Length < 3)) return IssuingProblems.NoPicture();
        packed.Position = 0;
        return Unpack(packed, head) is { } rows ? new Pixels(head.Width, head.Height, ToRgb(rows, head, palette, alphas)) : IssuingProblems.NoPicture();
    }

    /// <summary>The rows without their filters; null where the data are broken or too short.</summary>
    private static byte[]? Unpack(Stream packed, Header head)
    {
        var rows = new byte[head.RowBytes * head.Height];
        var step = Math.Max(1, head.BitsPerPixel / 8);
        try
        {
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            for (var y = 0; y < head.Height; y++)
            {
                var filter = zlib.ReadByte();
                var row = rows.AsSpan(y * head.RowBytes, head.RowBytes);
                zlib.ReadExactly(row);
                if (filter is < 0 or > 4) return null;
                Unfilter(filter, row, y == 0 ? default : rows.AsSpan((y - 1) * head.RowBytes, head.RowBytes), step);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            return null;
        }

        return rows;
    }

    private static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter == 0) return;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= step ? row[i - step] : 0, up = above.IsEmpty ? 0 : above[i], corner = i >= step && !above.IsEmpty ? above[i - step] : 0;
            row[i] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (a, b, c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    /// <summary>Three bytes a pixel; what is transparent lies on white, as it will on paper.</summary>
    private static byte[] ToRgb(byte[] rows, Header head, byte[] palette, byte[] alphas)
    {
        var pixels = new byte[3 * head.Width * head.Height];
        for (var y = 0; y < head.Height; y++)
        {
            var row = rows.AsSpan(y * head.RowBytes, head.RowBytes);
            for (var x = 0; x < head.Width; x++)
            {
                var (red, green, blue, alpha) = Colour(row, x, head, palette, alphas);
                var at = 3 * ((y * head.Width) + x);
                pixels[at] = OnWhite(red, alpha);
                pixels[at + 1] = OnWhite(green, alpha);
                pixels[at + 2] = OnWhite(blue, alpha);
            }
        }

        return pixels;
    }

    private static (int Red, int Green, int Blue, int Alpha) Colour(ReadOnlySpan<byte> row, int x, Header head, byte[] palette, byte[] alphas)
    {
        int Sample(ReadOnlySpan<byte> bytes, int channel)
        {
            if (head.Depth >= 8) return bytes[((x * head.Channels) + channel) * head.Depth / 8]; // Of sixteen bits the upper eight.
            var bit = x * head.Depth;
            return (bytes[bit / 8] >> (8 - head.Depth - (bit % 8))) & ((1 << head.Depth) - 1);
        }

        var first = Sample(row, 0);
        switch (head.Colour)
        {
            case 3:
                var entry = 3 * first;
                return entry + 2 >= palette.Length ? (255, 255, 255, 255) : (palette[entry], palette[entry + 1], palette[entry + 2], first < alphas.Length ? alphas[first] : 255);
            case 0:
                var grey = head.Depth < 8 ? first * 255 / ((1 << head.Depth) - 1) : first;
                return (grey, grey, grey, 255);
            case 4: return (first, first, first, Sample(row, 1));
            default: return (first, Sample(row, 1), Sample(row, 2), head.Colour == 6 ? Sample(row, 3) : 255);
        }
    }

    private static byte OnWhite(int value, int alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);

    private readonly record struct Header(int Width, int Height, int Depth, int Colour, bool IsInterlaced)
    {
        public int Channels => Colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };
        public int BitsPerPixel => Depth * Channels;
        public int RowBytes => ((Width * BitsPerPixel) + 7) / 8;

        /// <summary>Null where the file says what no picture has.</summary>
        public static Header? Of(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13) return null;
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
            var (depth, colour) = (data[8], data[9]);
            var known = colour switch { 0 => depth is 1 or 2 or 4 or 8 or 16, 3 => depth is 1 or 2 or 4 or 8, 2 or 4 or 6 => depth is 8 or 16, _ => false };
            if (!known || width == 0 || height == 0 || data[10] != 0 || data[11] != 0) return null;
            return new((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue), depth, colour, data[12] != 0);
        }
    }
}

/// <param name="Rgb">Three bytes a pixel, row by row from the top.</param>
internal sealed record Pixels(int Width, int Height, byte[] Rgb);
