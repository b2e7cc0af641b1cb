using System.Globalization;
using System.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>The objects of a PDF file and the table of where each begins (ISO 32000-1, 7.5).</summary>
internal sealed class PdfFile
{
    private readonly PdfBuffer buffer = new();
    private readonly List<int> offsets = [];

    public PdfFile() => buffer.Raw("%PDF-1.7\n%\u00e2\u00e3\n"u8);

    /// <summary>A number for an object that others point to before it is written.</summary>
    public int Reserve()
    {
        offsets.Add(0);
        return offsets.Count;
    }

    public int Add(string body) => Add(Reserve(), body);

    public int Add(int number, string body)
    {
        Begin(number).Raw(Encoding.Latin1.GetBytes(body)).Raw("\nendobj\n"u8);
        return number;
    }

    /// <summary>For bodies that carry more than ASCII.</summary>
    public int Add(Action<PdfBuffer> body)
    {
        var number = Reserve();
        body(Begin(number));
        buffer.Raw("\nendobj\n"u8);
        return number;
    }

    /// <summary>A stream that is compressed already.</summary>
    /// <param name="entries">Further entries of its dictionary.</param>
    /// <param name="compressed">The zlib stream.</param>
    public int AddStream(string entries, ReadOnlySpan<byte> compressed)
    {
        var number = Reserve();
        Begin(number).Ascii(string.Create(CultureInfo.InvariantCulture, $"<<{entries}/Filter/FlateDecode/Length {compressed.Length}>>\nstream\n"))
            .Raw(compressed).Raw("\nendstream\nendobj\n"u8);
        return number;
    }

    public byte[] Finish(int catalogue, int info)
    {
        var start = buffer.Length;
        buffer.Ascii(string.Create(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n"));
        foreach (var offset in offsets) buffer.Ascii(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        buffer.Ascii(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {offsets.Count + 1}/Root {catalogue} 0 R/Info {info} 0 R>>\nstartxref\n{start}\n%%EOF\n"));
        return buffer.Written.ToArray();
    }

    private PdfBuffer Begin(int number)
    {
        offsets[number - 1] = buffer.Length;
        return buffer.Ascii(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
    }
}
