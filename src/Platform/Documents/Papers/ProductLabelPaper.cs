using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>A label that is stuck on a piece of goods.</summary>
public sealed record ProductLabel
{
    public required string Name { get; init; }

    /// <summary>The name in Chinese or another language; empty for none.</summary>
    public string LocalName { get; init; } = "";
    public required string Sku { get; init; }

    /// <summary>What is scanned: a GTIN is drawn as EAN-13 or EAN-8, anything else in Code 128 or as a matrix code.</summary>
    public required string Code { get; init; }

    /// <summary>A smaller line, such as <c>Made in China</c>; empty for none.</summary>
    public string Note { get; init; } = "";
}

/// <summary>Labels of goods on a roll or on stickers.</summary>
public static class ProductLabelPaper
{
    /// <exception cref="ArgumentException">No labels.</exception>
    public static byte[] Render(IReadOnlyList<ProductLabel> labels, FontLibrary fonts, DateTime createdAt, PaperSheet sheet = PaperSheet.A4) =>
        StickerSheet.Render(labels, Draw, labels.Count == 1 ? labels[0].Sku : $"{labels.Count} labels", fonts, createdAt, sheet);

    /// <summary>One ZPL format a label.</summary>
    public static string RenderZpl(IReadOnlyList<ProductLabel> labels, FontLibrary fonts, PaperSheet sheet, int dpi) => StickerSheet.RenderZpl(labels, Draw, fonts, sheet, dpi);

    private static void Draw(ICanvas canvas, ProductLabel label, Box box)
    {
        var (names, below) = box.CutTop(box.Height * 0.36);
        var points = Math.Min(14, box.Height * 0.3);
        canvas.Text(label.LocalName.Length > 0 ? $"{label.Name}\n{label.LocalName}" : label.Name, names, new(points) { Bold = true, SizeMinPoints = 5, LineHeight = 1.15 });
        var (codes, foot) = below.CutTop(below.Height - 4.2);
        var (bars, digits) = codes.CutTop(codes.Height - 4.2);
        DrawCode(canvas, label.Code, bars with { Y = bars.Y + 0.8, Height = bars.Height - 0.8 });
        canvas.Text(label.Code, digits, new(9) { Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle, SizeMinPoints = 5 });
        var (sku, note) = foot.CutLeft(label.Note.Length > 0 ? foot.Width * 0.55 : foot.Width);
        canvas.Text(label.Code == label.Sku ? "" : label.Sku, sku, new(7.5) { Vertical = VerticalAlign.Middle, SizeMinPoints = 4 });
        if (label.Note.Length > 0) canvas.Text(label.Note, note, new(7.5) { Vertical = VerticalAlign.Middle, Align = HorizontalAlign.Right, SizeMinPoints = 4 });
    }

    private static void DrawCode(ICanvas canvas, string code, Box box)
    {
        if (Ean.CanEncode(code)) canvas.Bars(Ean.Encode(code), box);
        else if (Code128.CanEncode(code) && Code128.Encode(code) is { } barcode && PrinterDots.HasRoomFor(barcode, box.Width)) canvas.Bars(barcode, box);
        else canvas.Modules(DataMatrix.CanEncode(code) ? DataMatrix.Encode(code) : QrCode.Encode(code), box);
    }
}
