using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class CarrierLabelTests
{
    [Theory]
    [InlineData("NWP123456789012DE")]
    [InlineData("1Z999AA10123456784")]
    [InlineData("JJD0099999999999999999999999999")]
    [InlineData("LX123456785CN")]
    [InlineData("9")]
    [InlineData("420940439405511899560000000000")]
    public void The_scanner_reads_the_tracking_number_and_the_qr_code(string number) =>
        PdfTools.Scan(Render(SamplePapers.ALabel(number))).ShouldBe([number, "https://t.example/" + number], ignoreOrder: true);

    [Fact]
    public void A_qr_code_may_hold_chinese() =>
        PdfTools.Scan(Render(SamplePapers.ALabel() with { QrPayload = "订单 SO-1 深圳" })).ShouldContain("订单 SO-1 深圳");

    [Fact]
    public void Every_fact_can_be_searched_and_copied()
    {
        var text = PdfTools.Text(Render(SamplePapers.ALabel()));

        foreach (var fact in (string[])["Northwind Parcels", "Cross-border tracked", "DE-403-7", "深圳市前海跨境电子商务有限公司", "518103", "CHINA",
            "Jürgen Müller-Lüdenscheidt", "Straßenbahn Größe GmbH & Co. KG", "40212 Düsseldorf", "GERMANY", "3 Nov 2026", "1.25 kg", "1 of 2",
            "FO-2026-000123", "DDP · IOSS IM2760000742", "NWP123456789012DE"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void Fonts_are_embedded_subsets_with_their_characters_known() =>
        PdfTools.Fonts(Render(SamplePapers.ALabel())).ShouldAllBe(font => font.Contains("CID TrueType") && font.Contains("yes yes yes"));

    [Fact]
    public void Several_labels_are_pages_of_one_document_in_the_order_given()
    {
        var pdf = CarrierLabelPaper.Render([SamplePapers.ALabel("FIRST1"), SamplePapers.ALabel("SECOND2")], TestFonts.Library, SamplePapers.Noon);

        PdfTools.Pages(pdf).Select(page => page.Contains("FIRST1") ? 1 : page.Contains("SECOND2") ? 2 : 0).ShouldBe([1, 2]);
    }

    [Fact]
    public void Names_and_addresses_of_any_length_stay_on_the_label()
    {
        var endless = SamplePapers.Shenzhen with
        {
            Name = string.Concat(Enumerable.Repeat("全球跨境供应链管理", 12)),
            Company = new string('W', 120),
            Line1 = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaftskapitän", 8)),
            Line2 = new string('9', 200),
        };

        var label = SamplePapers.ALabel() with
        {
            ShipFrom = endless,
            ShipTo = endless,
            Carrier = endless.Company,
            Service = endless.Line1,
            RoutingCode = new string('R', 40),
            Reference = new string('8', 60),
            CustomsHint = endless.Name + endless.Name,
        };

        Overflow.Of(PdfTools.Boxes(Render(label))).ShouldBeEmpty();
    }

    [Fact]
    public void However_long_the_names_are_city_postcode_and_country_stay_legible()
    {
        var endless = SamplePapers.Düsseldorf with { Company = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrt", 40)), Line2 = string.Concat(Enumerable.Repeat("宝安区", 90)) };

        var text = PdfTools.Text(Render(SamplePapers.ALabel() with { ShipTo = endless }));

        text.ShouldContain("…");
        text.ShouldContain("40212 Düsseldorf GERMANY");
    }

    [Fact]
    public void A_number_too_long_for_the_label_is_a_fault_of_the_caller()
    {
        var fonts = TestFonts.Library;

        Should.Throw<ArgumentException>(() => CarrierLabelPaper.Render(SamplePapers.ALabel(new string('a', 80)), fonts, SamplePapers.Noon)).Message.ShouldContain("mm");
    }

    private static byte[] Render(CarrierLabel label) => CarrierLabelPaper.Render(label, TestFonts.Library, SamplePapers.Noon);
}
