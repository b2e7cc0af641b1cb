using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>One parcel on a manifest.</summary>
public sealed record ManifestParcel(string TrackingNumber, string Reference, string Country, long WeightGrams);

/// <summary>The closed list that the driver signs.</summary>
public sealed record ManifestSheet
{
    /// <summary>ASCII: it is drawn in Code 128.</summary>
    public required string Number { get; init; }
    public required string Carrier { get; init; }
    public required string Warehouse { get; init; }

    /// <summary>In the warehouse's zone.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Of the warehouse; null for English.</summary>
    public string? Language { get; init; }
    public required IReadOnlyList<ManifestParcel> Parcels { get; init; }
}

/// <summary>The manifest on A4: every parcel a row, the head on each page, and a line for the driver's signature.</summary>
public static class ManifestPaper
{
    public static byte[] Render(ManifestSheet manifest, FontLibrary fonts, DateTime createdAt)
    {
        if (manifest.Parcels.Count == 0) throw new ArgumentException("A manifest has at least one parcel.", nameof(manifest));

        var words = PaperLanguage.Of(manifest.Language);
        var title = $"{words["Manifest"]} {manifest.Number}";
        var document = new PdfDocument(fonts, new(title, createdAt, manifest.Warehouse));
        var flow = new PdfFlow(document, title, words);

        var strip = flow.Take(34);
        var (left, right) = strip.CutRight(72);
        flow.Page.Text(words["MANIFEST"], left with { Height = 10 }, new(19) { Bold = true, Vertical = VerticalAlign.Middle });
        PaperBlocks.Facts(flow.Page, left with { Y = left.Y + 12, Height = 20 },
        [
            (words["Carrier"], manifest.Carrier), (words["Warehouse"], manifest.Warehouse), (words["Date"], PaperText.Date(manifest.Date)),
            (words["Parcels"], $"{PaperText.Count(manifest.Parcels.Count)}, {PaperText.Kilograms(manifest.Parcels.Sum(parcel => parcel.WeightGrams))}"),
        ], 26);
        PickListPaper.DrawCode(flow.Page, right with { Height = 20 }, manifest.Number, new(11) { Bold = true, Align = HorizontalAlign.Centre, Vertical = VerticalAlign.Middle });

        flow.Space(3);
        PdfTable.Draw(flow,
            [new(words["No."], 12, HorizontalAlign.Right), new(words["Tracking number"], 66), new(words["Reference"], 50), new(words["To"], 16), new(words["Weight kg"], 26, HorizontalAlign.Right)],
            [.. manifest.Parcels.Select((parcel, i) => (IReadOnlyList<TableCell>)[PaperText.Count(i + 1), parcel.TrackingNumber, parcel.Reference, parcel.Country, PaperText.KilogramsInColumn(parcel.WeightGrams)])],
            keepWithLast: 38);
        flow.Space(5);
        PaperBlocks.Signature(flow, words["The driver has taken the parcels listed above."], "", "", manifest.Date, words);
        flow.Finish();
        return document.ToBytes();
    }
}
