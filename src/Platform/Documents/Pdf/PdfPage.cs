using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Pdf;

/// <summary>One page: what is drawn on it becomes the operators of its content stream.</summary>
public sealed class PdfPage : ICanvas
{
    private readonly PdfDocument document;
    private readonly double heightPoints;
    private Ink ink = Ink.Black;

    internal PdfPage(PdfDocument document, double width, double height)
    {
        this.document = document;
        heightPoints = height * Lengths.PointsPerMillimetre;
        Sheet = new(0, 0, width, height);
    }

    public FontLibrary Fonts => document.Fonts;
    public Box Sheet { get; }
    internal PdfBuffer Content { get; } = new();

    public void Line(TextLine line, double x, double baseline, double sizePoints, TextStyle style)
    {
        if (line.Glyphs.Length == 0) return;

        Use(style.Ink);
        Content.Raw("BT "u8).Number(x * Lengths.PointsPerMillimetre).Number(FromBottom(baseline)).Raw("Td "u8);
        FontUse? current = null;
        foreach (ref readonly var glyph in line.Glyphs.AsSpan())
        {
            if (current?.Face != glyph.Face)
            {
                if (current is not null) Content.Raw(">Tj "u8);
                current = document.UseOf(glyph.Face, out var number);
                Content.Raw("/F"u8).Number(number).Number(sizePoints).Raw("Tf <"u8);
            }
            Content.Hex(current.CidOf(glyph.Glyph, line.TextOf(glyph)));
        }
        Content.Raw(">Tj ET\n"u8);
    }

    public void Fill(Box box, Ink ink)
    {
        Use(ink);
        Content.Number(box.X * Lengths.PointsPerMillimetre).Number(FromBottom(box.Bottom))
            .Number(box.Width * Lengths.PointsPerMillimetre).Number(box.Height * Lengths.PointsPerMillimetre).Raw("re f\n"u8);
    }

    public void Bars(LinearBarcode barcode, Box box)
    {
        var module = PrinterDots.Module(box.Width, barcode.ModuleCount + (2 * barcode.Quiet), PrinterDots.BarDotsMax);
        BeginModules(box.X + PrinterDots.Centred(box.Width - (module * barcode.ModuleCount)), box.Bottom, module, box.Height);
        var x = 0;
        for (var i = 0; i < barcode.Widths.Count; i++)
        {
            if (i % 2 == 0) Content.Number(x).Raw("0 "u8).Number((long)barcode.Widths[i]).Raw("1 re "u8);
            x += barcode.Widths[i];
        }
        Content.Raw("f Q\n"u8);
    }

    public void Modules(MatrixBarcode barcode, Box box)
    {
        var module = PrinterDots.Module(Math.Min(box.Width, box.Height), Math.Max(barcode.Width, barcode.Height) + (2 * barcode.QuietModules), PrinterDots.MatrixDotsMax);
        var (left, top) = (box.X + ((box.Width - (module * barcode.Width)) / 2), box.Y + ((box.Height - (module * barcode.Height)) / 2));
        BeginModules(left, top + (module * barcode.Height), module, module);
        foreach (var (column, row, length) in barcode.Runs())
            Content.Number(column).Number((long)(barcode.Height - 1 - row)).Number((long)length).Raw("1 re "u8);
        Content.Raw("f Q\n"u8);
    }

    /// <summary>As large as the box allows without being distorted, from its upper left corner, or its upper right one.</summary>
    internal void Logo(LogoPicture logo, Box box, bool fromRight)
    {
        var image = document.UseOf(logo, out var number);
        var scale = Math.Min(box.Width / image.Width, box.Height / image.Height);
        var (width, height) = (image.Width * scale, image.Height * scale);
        var left = fromRight ? box.Right - width : box.X;
        Content.Raw("q "u8).Precise(width * Lengths.PointsPerMillimetre).Raw("0 0 "u8).Precise(height * Lengths.PointsPerMillimetre)
            .Precise(left * Lengths.PointsPerMillimetre).Precise(FromBottom(box.Y + height)).Raw("cm /I"u8).Number(number).Raw("Do Q\n"u8);
    }

    /// <summary>From here to <c>Q</c> one unit is one module, from the lower left corner: short numbers and edges without rounding.</summary>
    private void BeginModules(double left, double bottom, double moduleWidth, double moduleHeight)
    {
        Use(Ink.Black);
        Content.Raw("q "u8).Precise(moduleWidth * Lengths.PointsPerMillimetre).Raw("0 0 "u8).Precise(moduleHeight * Lengths.PointsPerMillimetre)
            .Precise(left * Lengths.PointsPerMillimetre).Precise(FromBottom(bottom)).Raw("cm "u8);
    }

    private void Use(Ink wanted)
    {
        if (ink == wanted) return;
        ink = wanted;
        Content.Raw(wanted switch { Ink.Black => "0 g "u8, Ink.Grey => ".35 g "u8, Ink.LightGrey => ".92 g "u8, _ => "1 g "u8 });
    }

    private double FromBottom(double millimetres) => heightPoints - (millimetres * Lengths.PointsPerMillimetre);
}
