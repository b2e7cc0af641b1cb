using Entrepot.Kernel;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The commercial invoice on A4, over as many pages as its lines need.</summary>
public static class CommercialInvoicePaper
{
    private const string Declaration =
        "We declare that all information contained in this invoice is true and correct to the best of our knowledge, and that the goods are of the origin stated.";

    /// <exception cref="InvalidOperationException">Lines and charges are in several currencies.</exception>
    public static byte[] Render(CommercialInvoice invoice, FontLibrary fonts, DateTime createdAt)
    {
        var document = new PdfDocument(fonts, new(Title(invoice), createdAt, invoice.Seller.Address.Name));
        AddTo(document, invoice);
        return document.ToBytes();
    }

    /// <summary>Adds its pages to a document of several papers.</summary>
    /// <param name="logo">The picture of its hash.</param>
    /// <param name="document">Of several papers.</param>
    /// <param name="invoice">What it says.</param>
    public static void AddTo(PdfDocument document, CommercialInvoice invoice, LogoPicture? logo = null)
    {
        if (invoice.Lines.Count == 0) throw new ArgumentException("An invoice has at least one line.", nameof(invoice));

        var title = Title(invoice);
        var words = PaperLanguage.Of(invoice.Language);
        var flow = new PdfFlow(document, title, words);

        if (logo is not null) flow.Logo(logo);
        PaperBlocks.Title(flow, words.Both(invoice.IsProForma ? "PRO-FORMA INVOICE" : "COMMERCIAL INVOICE"), invoice.Seller.Address.Name, Facts(invoice, words));
        flow.Space(3);
        PaperBlocks.Parties(flow, Parties(invoice, words));
        flow.Space(3);
        DrawTransport(flow, invoice, words);
        flow.Space(3);
        PdfTable.Draw(flow, Columns(words), [.. invoice.Lines.Select(Row)], keepWithLast: 65);
        DrawTotals(flow, invoice, words);
        flow.Space(5);
        if (invoice.Statement.Length > 0)
        {
            flow.Paragraph(invoice.Statement, PaperBlocks.Plain);
            flow.Space(3);
        }
        if (invoice.IsProForma)
        {
            flow.Paragraph(words.Both(invoice.IsSold ? NotYet : NoSale), PaperBlocks.Plain);
            flow.Space(3);
        }
        PaperBlocks.Signature(flow, words.Both(Declaration, "\n"), invoice.SignedBy, invoice.SignedAt, invoice.Date, words);
        flow.Finish();
    }

    private const string NotYet = "Not a tax invoice: the commercial invoice comes with the goods.";

    private const string NoSale = "No sale: this value is stated for customs only.";

    private static TableColumn[] Columns(PaperLanguage words) =>
    [
        new(words.Both("No.", "\n"), 8, HorizontalAlign.Right),
        new(words.Both("Description of goods", "\n"), 64),
        new(words.Both("HS code", "\n"), 21),
        new(words.Both("Origin", "\n"), 13),
        new(words.Both("Quantity", "\n"), 16, HorizontalAlign.Right),
        new(words == PaperLanguage.English ? "Net weight\nkg" : words.Both("Net weight kg", "\n"), 18, HorizontalAlign.Right),
        new(words.Both("Unit price", "\n"), 21, HorizontalAlign.Right),
        new(words.Both("Amount", "\n"), 23, HorizontalAlign.Right),
    ];

    private static string Title(CommercialInvoice invoice) => $"{PaperLanguage.Of(invoice.Language)[invoice.IsProForma ? "Pro-forma invoice" : "Commercial invoice"]} {invoice.Number}";

    private static (string Name, string Value)[] Facts(CommercialInvoice invoice, PaperLanguage words) =>
    [
        (words.Both("Invoice number"), invoice.Number),
        (words.Both("Invoice date"), PaperText.Date(invoice.Date)),
        .. invoice.OrderNumber.Length > 0 ? [(words.Both("Order number"), invoice.OrderNumber)] : Array.Empty<(string, string)>(),
        (words.Both("Incoterms 2020"), $"{invoice.Incoterm} {invoice.IncotermPlace}"),
        (words.Both("Currency"), Currency(invoice)),
    ];

    private static (string Caption, TradeParty Party)[] Parties(CommercialInvoice invoice, PaperLanguage words) => invoice.Consignee is { } consignee
        ? [(words.Both("SELLER / EXPORTER"), invoice.Seller), (words.Both("BUYER / IMPORTER"), invoice.Buyer), (words.Both("CONSIGNEE"), consignee)]
        : [(words.Both("SELLER / EXPORTER"), invoice.Seller), (words.Both("BUYER / IMPORTER / CONSIGNEE"), invoice.Buyer)];

    private static void DrawTransport(PdfFlow flow, CommercialInvoice invoice, PaperLanguage words)
    {
        (string Name, string Value)[] facts =
        [
            (words.Both("REASON FOR EXPORT"), invoice.ReasonForExport),
            (words.Both("CARRIER"), invoice.Carrier),
            (words.Both("TRACKING NUMBER"), invoice.TrackingNumber),
            (words.Both("PARCELS"), PaperText.Count(invoice.ParcelCount)),
            (words.Both("GROSS WEIGHT"), invoice.GrossWeightGrams > 0 ? PaperText.Kilograms(invoice.GrossWeightGrams) : ""),
        ];
        var shown = facts.Where(fact => fact.Value.Length > 0).ToArray();
        var rest = flow.Take(10);
        var width = rest.Width / shown.Length;
        foreach (var (name, value) in shown)
        {
            (var cell, rest) = rest.CutLeft(width);
            var (head, body) = (cell with { Width = cell.Width - 3 }).CutTop(3.6);
            flow.Page.Text(name, head, PaperBlocks.Caption);
            flow.Page.Text(value, body, PaperBlocks.Plain);
        }
    }

    private static TableCell[] Row(CommercialInvoiceLine line, int index) =>
    [
        PaperText.Count(index + 1),
        Description(line),
        line.HsCode,
        line.Origin,
        PaperText.Count(line.Quantity),
        PaperText.KilogramsInColumn(line.NetWeightGrams),
        PaperText.Amount(line.UnitPrice),
        PaperText.Amount(line.Amount),
    ];

    private static string Description(CommercialInvoiceLine line) => string.Join('\n',
        ((string[])[line.Description, line.LocalName, line.Sku.Length > 0 ? "SKU " + line.Sku : ""]).Where(text => text.Length > 0));

    private static void DrawTotals(PdfFlow flow, CommercialInvoice invoice, PaperLanguage words)
    {
        var goods = invoice.Lines.Aggregate(Money.Zero(Currency(invoice)), (sum, line) => sum + line.Amount);
        var total = goods + (invoice.Freight ?? Money.Zero(goods.Currency)) + (invoice.Insurance ?? Money.Zero(goods.Currency));
        (string Name, Money Amount)[] rows =
        [
            (words.Both("Goods"), goods),
            .. invoice.Freight is { } freight ? [(words.Both("Freight"), freight)] : Array.Empty<(string, Money)>(),
            .. invoice.Insurance is { } insurance ? [(words.Both("Insurance"), insurance)] : Array.Empty<(string, Money)>(),
        ];

        const double RowHeight = 5.2, TotalHeight = 7.5, Width = 78, Padding = 1.4;
        flow.Space(1.5);
        var strip = flow.Take((rows.Length * RowHeight) + TotalHeight + 2);
        var (left, right) = strip.CutRight(Width);
        flow.Page.Text(words.FillBoth("Total quantity {0}, net weight {1}", PaperText.Count(invoice.Lines.Sum(line => line.Quantity)), PaperText.Kilograms(invoice.Lines.Sum(line => line.NetWeightGrams))),
            left.Inset(Padding, 0) with { Height = RowHeight + 1 }, new(8.5) { Vertical = VerticalAlign.Middle });

        foreach (var (name, amount) in rows)
        {
            (var row, right) = right.CutTop(RowHeight);
            Total(flow.Page, row.Inset(Padding, 0), name, PaperText.Amount(amount), new(9) { Vertical = VerticalAlign.Middle });
        }
        var sum = right with { Height = TotalHeight };
        flow.Page.Fill(sum, Ink.LightGrey);
        flow.Page.HorizontalRule(sum.X, sum.Y, sum.Width, 0.35);
        flow.Page.HorizontalRule(sum.X, sum.Bottom, sum.Width, 0.35);
        Total(flow.Page, sum.Inset(Padding, 0), words.Both("Total") + " " + invoice.Incoterm, PaperText.AmountWithCurrency(total), new(11) { Bold = true, Vertical = VerticalAlign.Middle });
    }

    private static void Total(ICanvas page, Box row, string name, string amount, TextStyle style)
    {
        page.Text(name, row with { Width = row.Width * 0.4 }, style);
        page.Text(amount, row.CutLeft(row.Width * 0.4).Beside, style with { Align = HorizontalAlign.Right });
    }

    private static string Currency(CommercialInvoice invoice) => invoice.Lines[0].Amount.Currency;
}
