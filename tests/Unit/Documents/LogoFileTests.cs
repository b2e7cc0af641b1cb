using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Pdf;

namespace Entrepot.Unit.Documents;

/// <summary>Whatever is uploaded as a logo, nothing of it is kept but a picture.</summary>
public sealed class LogoFileTests
{
    [Theory]
    [InlineData(0, 8)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(4, 8)]
    [InlineData(6, 8)]
    public void A_picture_of_any_kind_is_read_to_its_pixels_and_written_anew_without_the_rest(int colour, int depth)
    {
        var logo = LogoFile.Take(APng(40, 20, colour, depth, secret: "photographed at home")).Value;

        Encoding.Latin1.GetString(logo.Png).ShouldNotContain("photographed");
        var again = LogoFile.Take(logo.Png).Value;
        again.ShouldSatisfyAllConditions(() => again.Png.ShouldBe(logo.Png), () => again.Hash.ShouldBe(logo.Hash, "what we wrote we read to the same"));
    }

    [Fact]
    public void What_is_transparent_lies_on_white_and_a_large_picture_is_made_smaller()
    {
        var clear = LogoFile.Take(APng(2_000, 1_000, 6, 8, alpha: 0)).Value;

        (BinaryPrimitives.ReadInt32BigEndian(clear.Png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(clear.Png.AsSpan(20))).ShouldBe((500, 250));
        using var zlib = new ZLibStream(new MemoryStream(clear.Png, 41, BinaryPrimitives.ReadInt32BigEndian(clear.Png.AsSpan(33))), CompressionMode.Decompress);
        var row = new byte[1 + (3 * 500)];
        zlib.ReadExactly(row);
        row[1..].ShouldAllBe(part => part == 255);
    }

    [Fact]
    public void What_is_no_picture_is_refused()
    {
        Refused("<svg onload='alert(1)'/>"u8.ToArray()).ShouldBe("documents.no_picture");
        Refused([.. APng(40, 20, 2, 8)[..60]]).ShouldBe("documents.no_picture", "cut off");
        Refused(APng(40, 20, 5, 8)).ShouldBe("documents.no_picture", "a kind of colour that does not exist");
        Refused(APng(40, 20, 2, 8, interlaced: 1)).ShouldBe("documents.interlaced_picture");
        Refused(APng(5_000, 1, 2, 8)).ShouldBe("documents.picture_too_large");
        Refused(new byte[LogoFile.BytesMax + 1]).ShouldBe("documents.file_too_large");
    }

    /// <summary>It says that it is as wide as a street, and brings two bytes.</summary>
    [Fact]
    public void A_picture_that_promises_more_than_it_brings_takes_no_room()
    {
        var file = APng(4_000, 4_000, 6, 8, rows: 1);

        Refused(file).ShouldBe("documents.no_picture");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ar")]
    public void An_invoice_shows_the_logo_and_its_file_is_sound(string? language)
    {
        var logo = LogoFile.Take(APng(300, 80, 6, 8)).Value;
        var document = new PdfDocument(TestFonts.Library, new("Invoices", SamplePapers.Noon));
        foreach (var lines in (int[])[3, 5]) CommercialInvoicePaper.AddTo(document, SamplePapers.AnInvoice(lines) with { Language = language, Logo = logo.Hash }, logo);

        var pdf = document.ToBytes();

        PdfTools.Check(pdf);
        PdfTools.Images(pdf).ShouldBe(["300x80", "300x80"], "on each of the two");
        Encoding.Latin1.GetString(pdf).Split("/Subtype/Image").Length.ShouldBe(2, "it is in the file once");
        PdfTools.Fonts(pdf).ShouldAllBe(font => font.Contains("yes yes yes"));
        Overflow.Of(PdfTools.Boxes(pdf)).ShouldBeEmpty();
    }

    private static string Refused(byte[] file) => LogoFile.Take(file).Problem!.Code;

    /// <summary>A slope of colour, every row with another of the five filters' numbers but filter nought's bytes; readable as any picture.</summary>
    internal static byte[] APng(int width, int height, int colour, int depth, byte alpha = 200, int interlaced = 0, string secret = "", int? rows = null)
    {
        var channels = colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };
        var bytes = depth / 8;
        using var raw = new MemoryStream();
        for (var y = 0; y < (rows ?? height); y++)
        {
            raw.WriteByte((byte)(y % 5));
            for (var x = 0; x < width; x++)
                for (var channel = 0; channel < channels; channel++)
                    for (var part = 0; part < bytes; part++) raw.WriteByte(alpha == 0 ? (byte)0 : (byte)((x + y + (40 * channel)) % 251));
        }

        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(raw.ToArray());
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)colour, (byte)interlaced);
        Chunk(file, "IHDR", header);
        if (secret.Length > 0) Chunk(file, "tEXt", Encoding.Latin1.GetBytes("Comment\0" + secret));
        Chunk(file, "IDAT", packed.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    /// <summary>With a checksum that is not looked at.</summary>
    private static void Chunk(MemoryStream file, string kind, byte[] data)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(Encoding.ASCII.GetBytes(kind));
        file.Write(data);
        file.Write(new byte[4]);
    }
}
