using System.Globalization;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The pick list on A4: large bins and quantities, a barcode for every SKU, a box to tick.</summary>
public static class PickListPaper
{
    private const double BarcodeHeight = 11;

    public static byte[] Render(PickList list, FontLibrary fonts)
    {
        if (list.Lines.Count == 0) throw new ArgumentException("A pick list has at least one line.", nameof(list));

        var words = PaperLanguage.Of(list.Language);
        var title = $"{words["Pick list"]} {list.Wave}";
        var document = new PdfDocument(fonts, new(title, list.PrintedAt.UtcDateTime));
        var flow = new PdfFlow(document, title, words);

        DrawTitle(flow, list, words);
        flow.Space(3);
        PdfTable.Draw(flow, Columns(words), [.. list.Lines.Select(Row)]);
        flow.Finish();
        return document.ToBytes();
    }

    private static TableColumn[] Columns(PaperLanguage words) =>
    [
        new(words["Bin"], 27),
        new(words["SKU"], 58),
        new(words["Name"], 51),
        new(words["Quantity"], 16, HorizontalAlign.Right),
        new(words["To slot"], 19),
        new(words["Picked"], 12),
    ];

    private static void DrawTitle(PdfFlow flow, PickList list, PaperLanguage words)
    {
        var strip = flow.Take(24);
        var (left, right) = strip.CutRight(72);
        flow.Page.Text(words["PICK LIST"], left with { Height = 9 }, new(19) { Bold = true, Vertical = VerticalAlign.Middle });
        PaperBlocks.Facts(flow.Page, left with { Y = left.Y + 10, Height = 15 },
        [
            (words["Warehouse"], list.Warehouse),
            (words["Printed at"], list.PrintedAt.ToString("d MMM yyyy HH:mm 'UTC'zzz", CultureInfo.InvariantCulture) + (list.Picker.Length > 0 ? $" for {list.Picker}" : "")),
            (words["To pick"], words.Fill("{0} lines, {1} pieces", PaperText.Count(list.Lines.Count), PaperText.Count(list.Lines.Sum(line => line.Quantity)))),
        ], 22);
        DrawCode(flow.Page, right, list.Wave, new(13) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });
    }

    private static TableCell[] Row(PickListLine line) =>
    [
        new(line.Bin) { Bold = true, SizePoints = 13 },
        new(line.Sku) { Draw = (canvas, box) => DrawCode(canvas, box, line.Sku, new(8.5) { Align = HorizontalAlign.Centre }), HeightMillimetres = BarcodeHeight + 4 },
        line.LocalName.Length > 0 ? $"{line.Name}\n{line.LocalName}" : line.Name,
        new(PaperText.Count(line.Quantity)) { Bold = true, SizePoints = 15 },
        new(line.Slot) { Bold = true, SizePoints = 11 },
        new("") { Draw = (canvas, box) => canvas.TickBox(new(box.X + 1, box.Y, 7, 7), false), HeightMillimetres = 7 },
    ];

    /// <summary>Code 128 over its text; a QR code beside it where the code is not ASCII or too long for the column.</summary>
    internal static void DrawCode(ICanvas canvas, Box box, string code, TextStyle style)
    {
        if (Code128.CanEncode(code) && Code128.Encode(code) is { } barcode && PrinterDots.HasRoomFor(barcode, box.Width))
        {
            var (bars, text) = box.CutTop(Math.Max(BarcodeHeight - 0.5, box.Height - 8));
            canvas.Bars(barcode, bars);
            canvas.Text(code, text, style);
        }
        else
        {
            var (matrix, text) = box.CutLeft(box.Height);
            canvas.Modules(QrCode.Encode(code), matrix);
            canvas.Text(code, text, style with { Vertical = VerticalAlign.Middle });
        }
    }
}
