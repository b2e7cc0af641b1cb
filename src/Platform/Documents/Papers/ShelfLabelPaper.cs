using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>A label that sticks to a bin or to goods.</summary>
public sealed record ShelfLabel
{
    /// <summary>What is read from afar: the bin, or the product's name.</summary>
    public required string Title { get; init; }

    /// <summary>What is scanned: the bin's code or the SKU. Drawn in Code 128 where that fits, else as a Data Matrix or QR code; empty where nothing is scanned.</summary>
    public required string Code { get; init; }

    /// <summary>A smaller line: the warehouse, the name in another language, the country of origin.</summary>
    public string Note { get; init; } = "";

    /// <summary>GTIN of 14 digits, drawn as GS1 DataMatrix beside the code; empty where there is none.</summary>
    public string Gtin { get; init; } = "";
}

/// <summary>Labels of bins and products: on a thermal printer one a label, on A4 three columns of eight stickers.</summary>
public static class ShelfLabelPaper
{
    /// <exception cref="ArgumentException">No labels, or a GTIN that is none.</exception>
    public static byte[] Render(IReadOnlyList<ShelfLabel> labels, FontLibrary fonts, DateTime createdAt, PaperSheet sheet = PaperSheet.A4) =>
        StickerSheet.Render(labels, Draw, labels.Count == 1 ? labels[0].Title : $"{labels.Count} labels", fonts, createdAt, sheet);

    /// <summary>One ZPL format a label.</summary>
    public static string RenderZpl(IReadOnlyList<ShelfLabel> labels, FontLibrary fonts, PaperSheet sheet, int dpi) => StickerSheet.RenderZpl(labels, Draw, fonts, sheet, dpi);

    private static void Draw(ICanvas canvas, ShelfLabel label, Box box)
    {
        var foot = label.Code == label.Title || label.Code.Length == 0 ? label.Note : label.Note.Length > 0 ? $"{label.Code}\n{label.Note}" : label.Code;
        var (title, below) = box.CutTop(box.Height * (label.Code.Length == 0 ? 0.7 : 0.32));
        canvas.Text(label.Title, title, new(Math.Min(40, title.Height * 2)) { Bold = true, Vertical = VerticalAlign.Middle, Align = HorizontalAlign.Centre });
        var (codes, text) = below.CutTop(below.Height * (label.Code.Length == 0 ? 0 : foot.Length == 0 ? 1 : 0.62));
        canvas.Text(foot, text, new(9) { Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
        if (label.Code.Length == 0) return;

        var bars = codes;
        if (label.Gtin.Length > 0)
        {
            (bars, var matrix) = codes.CutRight(codes.Height);
            canvas.Modules(DataMatrix.EncodeGs1([new("01", label.Gtin, "GTIN")]).Value, matrix);
        }
        if (Code128.CanEncode(label.Code) && Code128.Encode(label.Code) is { } barcode && PrinterDots.HasRoomFor(barcode, bars.Width)) canvas.Bars(barcode, bars);
        else canvas.Modules(DataMatrix.CanEncode(label.Code) ? DataMatrix.Encode(label.Code) : QrCode.Encode(label.Code), bars);
    }
}
