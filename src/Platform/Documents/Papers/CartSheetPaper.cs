using System.Globalization;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>
/// Picking into a cart of slots: each bin is visited once, and beside it stands how many pieces go into which slot. Lines of
/// the same bin and SKU become one stop; slots are numbered in the order in which their orders are met.
/// </summary>
public static class CartSheetPaper
{
    /// <summary>A cart has room for so many boxes; what goes beyond is another walk.</summary>
    public const int SlotsMax = 36;

    /// <exception cref="ArgumentException">Nothing to pick, or more orders than the cart has slots.</exception>
    public static byte[] Render(PickList list, FontLibrary fonts)
    {
        var slots = list.Lines.Select(line => line.Slot).Distinct().Select((order, i) => (order, Slot: i + 1)).ToDictionary(pair => pair.order, pair => pair.Slot);
        if (slots.Count is 0 or > SlotsMax) throw new ArgumentException($"A cart takes 1 to {SlotsMax} orders, not {slots.Count}.", nameof(list));

        var words = PaperLanguage.Of(list.Language);
        var title = $"{words["PICK BY CART"]} {list.Wave}";
        var document = new PdfDocument(fonts, new(title, list.PrintedAt.UtcDateTime));
        var flow = new PdfFlow(document, title, words);

        var strip = flow.Take(26);
        var (left, right) = strip.CutRight(72);
        flow.Page.Text(words["PICK BY CART"], left with { Height = 9 }, new(19) { Bold = true, Vertical = VerticalAlign.Middle });
        PaperBlocks.Facts(flow.Page, left with { Y = left.Y + 10, Height = 15 },
        [
            (words["Warehouse"], list.Warehouse),
            (words["Printed at"], list.PrintedAt.ToString("d MMM yyyy HH:mm 'UTC'zzz", CultureInfo.InvariantCulture)),
            (words["To pick"], words.Fill("{0} lines, {1} pieces", PaperText.Count(list.Lines.Count), PaperText.Count(list.Lines.Sum(line => line.Quantity)))),
        ], 26);
        PickListPaper.DrawCode(flow.Page, right, list.Wave, new(13) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });

        DrawSlots(flow, words, slots);
        flow.Space(4);
        PdfTable.Draw(flow,
            [new(words["Bin"], 28), new(words["SKU"], 36), new(words["Name"], 46), new(words["Quantity"], 18, HorizontalAlign.Right), new(words["Slots"], 46), new(words["Picked"], 12)],
            [.. list.Lines.GroupBy(line => (line.Bin, line.Sku)).Select(stop => Row([.. stop], slots))]);
        flow.Finish();
        return document.ToBytes();
    }

    /// <summary>The cart as it stands before the picker: which order lies in which slot.</summary>
    private static void DrawSlots(PdfFlow flow, PaperLanguage words, Dictionary<string, int> slots)
    {
        const int Columns = 6;
        const double Height = 11;
        flow.Paragraph(words["Slots of the cart"], PaperBlocks.Caption with { SizePoints = 8 });
        foreach (var row in slots.Chunk(Columns))
        {
            var rest = flow.Take(Height);
            var width = rest.Width / Columns;
            foreach (var (order, slot) in row)
            {
                (var cell, rest) = rest.CutLeft(width);
                flow.Page.Frame(cell, 0.25);
                var (number, name) = cell.Inset(1).CutLeft(8);
                flow.Page.Text(slot.ToString(CultureInfo.InvariantCulture), number, new(15) { Bold = true, Vertical = VerticalAlign.Middle });
                flow.Page.Text(order, name, new(8) { Vertical = VerticalAlign.Middle });
            }
        }
    }

    private static TableCell[] Row(IReadOnlyList<PickListLine> stop, Dictionary<string, int> slots)
    {
        var shares = stop.GroupBy(line => slots[line.Slot]).OrderBy(share => share.Key).Select(share => $"{share.Key}: {PaperText.Count(share.Sum(line => line.Quantity))} ×");
        return
        [
            new(stop[0].Bin) { Bold = true, SizePoints = 13 }, stop[0].Sku, stop[0].LocalName.Length > 0 ? $"{stop[0].Name}\n{stop[0].LocalName}" : stop[0].Name,
            new(PaperText.Count(stop.Sum(line => line.Quantity))) { Bold = true, SizePoints = 15 },
            new(string.Join("   ", shares)) { Bold = true, SizePoints = 11 },
            new("") { Draw = (canvas, box) => canvas.TickBox(new(box.X + 1, box.Y, 7, 7), false), HeightMillimetres = 7 },
        ];
    }
}
