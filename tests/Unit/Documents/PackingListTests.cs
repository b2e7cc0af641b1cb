using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class PackingListTests
{
    [Fact]
    public void Each_parcel_says_what_it_holds_and_the_totals_are_theirs()
    {
        var text = PdfTools.Text(Render(AList(3)));

        foreach (var fact in (string[])["PACKING LIST", "PL-1", "INV-1", "Parcel", "1 of 3", "NWP0003", "40 × 30 × 12.5 cm", "CASE-BLK", "液态硅胶手机壳", "5.130", "0.960",
            "TOTAL PARCELS 3", "TOTAL PIECES 60", "TOTAL NET WEIGHT 2.88 kg", "TOTAL GROSS WEIGHT 15.39 kg", "TOTAL VOLUME 0.045 m³"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void The_volume_is_left_out_where_a_size_is_not_known()
    {
        var list = AList(2);

        PdfTools.Text(Render(list with { Parcels = [list.Parcels[0], list.Parcels[1] with { Size = default }] })).ShouldNotContain("TOTAL VOLUME");
    }

    [Fact]
    public void A_parcel_is_never_parted_from_its_first_item()
    {
        var pages = PdfTools.Pages(Render(AList(60)));

        pages.Length.ShouldBeGreaterThan(2);
        foreach (var page in pages)
        {
            var rows = page.Split('\n').Where(line => line.Contains(" of 60") && line.Contains("NWP") || line.Contains("CASE-BLK")).ToArray();
            rows[0].ShouldContain("NWP");
            rows[^1].ShouldContain("CASE-BLK");
        }
    }

    private static byte[] Render(PackingList list) => PackingListPaper.Render(list, TestFonts.Library, SamplePapers.Noon);

    private static PackingList AList(int parcels) => new()
    {
        Number = "PL-1",
        Date = new(2026, 11, 3),
        InvoiceNumber = "INV-1",
        Shipper = new(SamplePapers.Shenzhen),
        Consignee = new(SamplePapers.Düsseldorf),
        Parcels = [.. Enumerable.Range(1, parcels).Select(i => new PackedParcel
        {
            Mark = $"{i} of {parcels}", TrackingNumber = $"NWP{i:D4}", Size = new(400, 300, 125), GrossWeightGrams = 5130,
            Items = [new() { Sku = "CASE-BLK", Description = "Protective case", LocalName = "液态硅胶手机壳", Quantity = 20, NetWeightGrams = 960 }],
        })],
    };
}
