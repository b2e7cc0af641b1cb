using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>The packing list on A4: each parcel with its size and weight, and under it what it holds.</summary>
public static class PackingListPaper
{
    public static byte[] Render(PackingList list, FontLibrary fonts, DateTime createdAt)
    {
        var document = new PdfDocument(fonts, new(Title(list), createdAt, list.Shipper.Address.Name));
        AddTo(document, list);
        return document.ToBytes();
    }

    /// <summary>Adds its pages to a document of several papers.</summary>
    /// <param name="logo">The picture of its hash.</param>
    /// <param name="document">Of several papers.</param>
    /// <param name="list">What it says.</param>
    public static void AddTo(PdfDocument document, PackingList list, LogoPicture? logo = null)
    {
        if (list.Parcels.Count == 0) throw new ArgumentException("A packing list has at least one parcel.", nameof(list));

        var title = Title(list);
        var words = PaperLanguage.Of(list.Language);
        var flow = new PdfFlow(document, title, words);

        if (logo is not null) flow.Logo(logo);
        PaperBlocks.Title(flow, words.Both("PACKING LIST"), list.Shipper.Address.Name, Facts(list, words));
        flow.Space(3);
        PaperBlocks.Parties(flow, [(words.Both("SHIPPER"), list.Shipper), (words.Both("CONSIGNEE"), list.Consignee)]);
        flow.Space(5);
        PdfTable.Draw(flow, Columns(words), [.. list.Parcels.SelectMany(Rows)], keepWithLast: 16);
        DrawTotals(flow, list.Parcels, words);
        flow.Finish();
    }

    private static string Title(PackingList list) => $"{PaperLanguage.Of(list.Language)["Packing list"]} {list.Number}";

    private static TableColumn[] Columns(PaperLanguage words) =>
    [
        new(words.Both("Parcel", "\n"), 19),
        new(words.Both("Tracking number, SKU", "\n"), 37),
        new(words.Both("Size, description of goods", "\n"), 72),
        new(words.Both("Quantity", "\n"), 16, HorizontalAlign.Right),
        new(words == PaperLanguage.English ? "Net weight\nkg" : words.Both("Net weight kg", "\n"), 18, HorizontalAlign.Right),
        new(words == PaperLanguage.English ? "Gross weight\nkg" : words.Both("Gross weight kg", "\n"), 21, HorizontalAlign.Right),
    ];

    private static (string Name, string Value)[] Facts(PackingList list, PaperLanguage words)
    {
        (string Name, string Value)[] facts =
        [
            (words.Both("Packing list number"), list.Number), (words.Both("Date"), PaperText.Date(list.Date)), (words.Both("Invoice number"), list.InvoiceNumber),
            (words.Both("Order number"), list.OrderNumber), (words.Both("Carrier"), list.Carrier),
        ];
        return [.. facts.Where(fact => fact.Value.Length > 0)];
    }

    /// <summary>The parcel's own row, then its items.</summary>
    private static IEnumerable<TableCell[]> Rows(PackedParcel parcel)
    {
        yield return
        [
            Head(parcel.Mark), Head(parcel.TrackingNumber), Head(parcel.Size.IsKnown ? PaperText.Size(parcel.Size) : ""),
            Head(PaperText.Count(parcel.Items.Sum(item => item.Quantity))), Head(PaperText.KilogramsInColumn(parcel.Items.Sum(item => item.NetWeightGrams))),
            Head(PaperText.KilogramsInColumn(parcel.GrossWeightGrams)),
        ];
        foreach (var item in parcel.Items)
            yield return
            [
                "", item.Sku, item.LocalName.Length > 0 ? $"{item.Description}\n{item.LocalName}" : item.Description,
                PaperText.Count(item.Quantity), PaperText.KilogramsInColumn(item.NetWeightGrams), "",
            ];
    }

    private static TableCell Head(string text) => new(text) { Bold = true, Shaded = true };

    private static void DrawTotals(PdfFlow flow, IReadOnlyList<PackedParcel> parcels, PaperLanguage words)
    {
        (string Name, string Value)[] totals =
        [
            ("Parcels", PaperText.Count(parcels.Count)),
            ("Pieces", PaperText.Count(parcels.Sum(parcel => parcel.Items.Sum(item => item.Quantity)))),
            ("Net weight", PaperText.Kilograms(parcels.Sum(parcel => parcel.Items.Sum(item => item.NetWeightGrams)))),
            ("Gross weight", PaperText.Kilograms(parcels.Sum(parcel => parcel.GrossWeightGrams))),
            .. parcels.All(parcel => parcel.Size.IsKnown)
                ? [("Volume", PaperText.CubicMetres(parcels.Sum(parcel => parcel.Size.VolumeCubicMillimetres)))] : Array.Empty<(string, string)>(),
        ];

        flow.Space(4);
        var strip = flow.Take(12);
        flow.Page.Fill(strip, Ink.LightGrey);
        var rest = strip.Inset(2, 1.5);
        var width = rest.Width / totals.Length;
        foreach (var (name, value) in totals)
        {
            (var cell, rest) = rest.CutLeft(width);
            var (head, body) = cell.CutTop(3.6);
            flow.Page.Text(words == PaperLanguage.English ? "TOTAL " + name.ToUpperInvariant() : $"{words["Total"]}: {words.Both(name)}", head, PaperBlocks.Caption);
            flow.Page.Text(value, body, new(10.5) { Bold = true });
        }
    }
}
