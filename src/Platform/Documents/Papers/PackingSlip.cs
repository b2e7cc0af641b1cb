using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>One kind of goods in the buyer's parcel.</summary>
/// <param name="Amount">What the buyer paid for all pieces; null on the slip of a present.</param>
public sealed record PackingSlipLine(string Sku, string Name, long Quantity, Money? Amount = null);

/// <summary>What lies in the parcel, in the buyer's language. Amounts stand on it only where every line has one: a present has none.</summary>
public sealed record PackingSlip
{
    public required string OrderNumber { get; init; }
    public required DateOnly Date { get; init; }
    public required Address Seller { get; init; }
    public required Address ShipTo { get; init; }

    /// <summary>Of the buyer; null for English.</summary>
    public string? Language { get; init; }
    public required IReadOnlyList<PackingSlipLine> Lines { get; init; }

    /// <summary>What the buyer wrote to whoever gets the present; empty for none.</summary>
    public string Message { get; init; } = "";

    /// <summary>How long goods are taken back; zero leaves the notes on returns out.</summary>
    public int ReturnDays { get; init; }
}

/// <summary>The slip on A4 that lies on top of the goods.</summary>
public static class PackingSlipPaper
{
    public static byte[] Render(PackingSlip slip, Fonts.FontLibrary fonts, DateTime createdAt)
    {
        var document = new Pdf.PdfDocument(fonts, new(Title(slip), createdAt, slip.Seller.Name));
        AddTo(document, slip);
        return document.ToBytes();
    }

    /// <summary>Adds its pages to a document of several papers.</summary>
    public static void AddTo(Pdf.PdfDocument document, PackingSlip slip)
    {
        if (slip.Lines.Count == 0) throw new ArgumentException("A packing slip has at least one line.", nameof(slip));

        var words = PaperLanguage.Of(slip.Language);
        var flow = new Pdf.PdfFlow(document, Title(slip), words);
        PaperBlocks.Title(flow, words["PACKING SLIP"], slip.Seller.Name, [(words["Order number"], slip.OrderNumber), (words["Date"], PaperText.Date(slip.Date))]);
        flow.Space(3);
        PaperBlocks.Parties(flow, [(words["FROM"], new(slip.Seller)), (words["SHIP TO"], new(slip.ShipTo))]);
        flow.Space(5);
        DrawLines(flow, slip, words);
        if (slip.Message.Length > 0)
        {
            flow.Space(6);
            flow.Paragraph(slip.Message, new(12));
        }
        flow.Space(6);
        flow.Paragraph(words["Thank you for your order."], new(11) { Bold = true });
        if (slip.ReturnDays > 0)
        {
            flow.Space(5);
            flow.Paragraph(words["RETURNS"], PaperBlocks.Caption with { SizePoints = 8 });
            flow.Paragraph(words.Fill("You may send goods back within {0} days after they arrived, unused and in their packaging. Put this slip into the parcel and write to us first: {1}",
                slip.ReturnDays, slip.Seller.Email.Length > 0 ? slip.Seller.Email : slip.Seller.Name), PaperBlocks.Plain);
        }
        flow.Finish();
    }

    private static void DrawLines(Pdf.PdfFlow flow, PackingSlip slip, PaperLanguage words)
    {
        var hasAmounts = slip.Lines.All(line => line.Amount is not null);
        List<Pdf.TableColumn> columns = [new(words["SKU"], 40), new(words["Item"], hasAmounts ? 84 : 110), new(words["Quantity"], 22, Text.HorizontalAlign.Right)];
        if (hasAmounts) columns.Add(new(words["Amount"], 30, Text.HorizontalAlign.Right));
        Pdf.PdfTable.Draw(flow, [.. columns], [.. slip.Lines.Select(line => (IReadOnlyList<Pdf.TableCell>)
            [line.Sku, line.Name, new(PaperText.Count(line.Quantity)) { Bold = true, SizePoints = 11 }, .. hasAmounts && line.Amount is { } amount ? [PaperText.AmountWithCurrency(amount)] : Array.Empty<Pdf.TableCell>()])]);
    }

    private static string Title(PackingSlip slip) => $"{PaperLanguage.Of(slip.Language)["Packing slip"]} {slip.OrderNumber}";
}
