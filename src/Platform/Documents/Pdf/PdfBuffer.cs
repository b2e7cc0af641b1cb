using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>Bytes of a PDF under construction: operators, numbers and strings without a detour over .NET strings.</summary>
internal sealed class PdfBuffer
{
    private readonly ArrayBufferWriter<byte> bytes = new(4096);

    public int Length => bytes.WrittenCount;
    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public PdfBuffer Raw(ReadOnlySpan<byte> data)
    {
        bytes.Write(data);
        return this;
    }

    public PdfBuffer Ascii(string text)
    {
        Encoding.ASCII.GetBytes(text, bytes);
        return this;
    }

    /// <summary>An integer and a space.</summary>
    public PdfBuffer Number(long value)
    {
        Utf8Formatter.TryFormat(value, bytes.GetSpan(24), out var written);
        bytes.Advance(written);
        return Raw(" "u8);
    }

    /// <summary>At most three decimals and a space: a thousandth of a point is finer than any printer.</summary>
    public PdfBuffer Number(double value)
    {
        var thousandths = (long)Math.Round(value * 1000);
        if (thousandths < 0) Raw("-"u8);
        var (whole, rest) = Math.DivRem(Math.Abs(thousandths), 1000);
        if (rest == 0) return Number(whole);

        Utf8Formatter.TryFormat(whole, bytes.GetSpan(24), out var written);
        bytes.Advance(written);
        var span = bytes.GetSpan(5);
        (span[0], span[1], span[2], span[3], span[4]) = ((byte)'.', Digit(rest / 100), Digit(rest / 10 % 10), Digit(rest % 10), (byte)' ');
        var zeros = rest % 100 == 0 ? 2 : rest % 10 == 0 ? 1 : 0;
        if (zeros > 0) span[4 - zeros] = (byte)' ';
        bytes.Advance(5 - zeros);
        return this;
    }

    /// <summary>Six decimals and a space, for factors that are multiplied by large numbers afterwards.</summary>
    public PdfBuffer Precise(double value)
    {
        Utf8Formatter.TryFormat(value, bytes.GetSpan(32), out var written, new StandardFormat('F', 6));
        bytes.Advance(written);
        return Raw(" "u8);
    }

    /// <summary>Four hexadecimal digits.</summary>
    public PdfBuffer Hex(ushort value)
    {
        Utf8Formatter.TryFormat(value, bytes.GetSpan(4), out _, new StandardFormat('X', 4));
        bytes.Advance(4);
        return this;
    }

    /// <summary>A text string of the document's metadata: UTF-16 with a byte order mark, in hexadecimal.</summary>
    public PdfBuffer Text(string text)
    {
        Raw("<FEFF"u8);
        foreach (var unit in text) Hex(unit);
        return Raw(">"u8);
    }

    private static byte Digit(long value) => (byte)('0' + value);
}
