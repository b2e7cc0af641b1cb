using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

/// <summary>Papers in the languages that they are printed in.</summary>
public sealed class NewPapersTests
{
    public static TheoryData<string, string> InvoiceWords() => new()
    {
        { "zh-CN", "商业发票" }, { "es", "FACTURA COMERCIAL" }, { "ar", "COMMERCIAL INVOICE" }, { "en", "COMMERCIAL INVOICE" },
    };

    [Theory]
    [MemberData(nameof(InvoiceWords))]
    public void An_invoice_of_several_pages_is_set_in_its_language_with_english_beside(string language, string title)
    {
        var pdf = CommercialInvoicePaper.Render(SamplePapers.AnInvoice(40) with { Language = language }, TestFonts.Library, SamplePapers.Noon);

        var text = PdfTools.Text(pdf);
        text.ShouldContain(title);
        text.ShouldContain("COMMERCIAL INVOICE");
        text.ShouldContain("INV-2026-000481");
        PdfTools.Check(pdf);
        PdfTools.Fonts(pdf).ShouldAllBe(font => font.Contains("yes yes yes"));
        Overflow.Of(PdfTools.Boxes(pdf)).ShouldBeEmpty();
        var pages = PdfTools.Pages(pdf);
        pages.Length.ShouldBeGreaterThan(2);
        foreach (var page in pages[..^1]) page.ShouldContain("HS code", Case.Sensitive, "the head of the table on every page");
    }

    [Fact]
    public void Arabic_is_kept_as_letters_that_can_be_copied() =>
        PdfTools.Text(PackingSlipPaper.Render(ASlip("ar"), TestFonts.Library, SamplePapers.Noon)).Normalize(System.Text.NormalizationForm.FormKC).ShouldContain("شكر");

    [Fact]
    public void A_pro_forma_invoice_says_that_nothing_was_sold()
    {
        var text = PdfTools.Text(CommercialInvoicePaper.Render(SamplePapers.AnInvoice(1) with { IsProForma = true }, TestFonts.Library, SamplePapers.Noon));

        text.ShouldContain("PRO-FORMA INVOICE");
        text.ShouldContain("No sale");
        text.ShouldNotContain("COMMERCIAL INVOICE");
    }

    [Theory]
    [InlineData("en", "You may send goods back within 14 days")]
    [InlineData("es", "Puede devolver la mercancía en un plazo de 14 días")]
    [InlineData("zh-CN", "14 天内退回")]
    public void A_packing_slip_tells_the_buyer_how_to_send_goods_back(string language, string said)
    {
        var pdf = PackingSlipPaper.Render(ASlip(language), TestFonts.Library, SamplePapers.Noon);

        PdfTools.Text(pdf).ShouldContain(said);
        PdfTools.Check(pdf);
    }

    [Fact]
    public void A_manifest_breaks_over_pages_with_its_head_and_its_number_is_scanned()
    {
        var pdf = ManifestPaper.Render(AManifest(90), TestFonts.Library, SamplePapers.Noon);

        PdfTools.Scan(pdf).ShouldBe(["MF-20261102-00001"]);
        var pages = PdfTools.Pages(pdf);
        pages.Length.ShouldBe(3);
        pages.ShouldAllBe(page => page.Contains("Tracking number"));
        pages[^1].ShouldContain("The driver has taken the parcels");
        PdfTools.Check(pdf);
    }

    [Fact]
    public void A_statement_carries_its_balance_from_line_to_line()
    {
        var text = PdfTools.Text(StatementPaper.Render(AStatement("en"), TestFonts.Library, SamplePapers.Noon));

        foreach (var balance in (string[])["100.00", "350.00", "150.00"]) text.ShouldContain(balance);
        text.ShouldContain("Balance due EUR 150.00");
    }

    [Fact]
    public void A_cart_sheet_visits_each_bin_once_and_says_what_goes_into_which_slot()
    {
        var pdf = CartSheetPaper.Render(ACart(), TestFonts.Library);

        var text = PdfTools.Text(pdf);
        text.ShouldContain("1: 2 × 2: 3 ×");
        text.Split("A-01-02-1").Length.ShouldBe(2);
        PdfTools.Scan(pdf).ShouldBe(["W7"]);
    }

    [Fact]
    public void A_cart_has_so_many_slots_and_no_more() =>
        Should.Throw<ArgumentException>(() => CartSheetPaper.Render(ACart() with { Lines = [.. Enumerable.Range(0, 37).Select(i => ALine("A-01-01-1", $"F{i}", 1))] }, TestFonts.Library));

    [Theory]
    [InlineData(PaperSheet.A4)]
    [InlineData(PaperSheet.Label100x100)]
    public void A_bins_label_is_scanned(PaperSheet sheet) =>
        PdfTools.Scan(ShelfLabelPaper.Render([new() { Title = "A-03-12-2", Code = "A-03-12-2", Note = "SZX" }, new() { Title = "B-01-01-1", Code = "B-01-01-1" }], TestFonts.Library, SamplePapers.Noon, sheet))
            .ShouldBe(["A-03-12-2", "B-01-01-1"]);

    [Fact]
    public void A_products_label_has_its_gtin_as_gs1_data_matrix()
    {
        ShelfLabel[] labels = [new() { Title = "陶瓷马克杯 Ceramic mug", Code = "MUG-330-BLU", Gtin = "09506000134352", Note = "Made in China" }];

        var pdf = ShelfLabelPaper.Render(labels, TestFonts.Library, SamplePapers.Noon, PaperSheet.Label100x100);

        PdfTools.Scan(pdf).ShouldBe(["MUG-330-BLU"]);
        PdfTools.ScanDataMatrix(pdf).ShouldBe("0109506000134352");
        PdfTools.ScanPicture(ZplPrinter.Print(ShelfLabelPaper.RenderZpl(labels, TestFonts.Library, PaperSheet.Label100x100, 300))).ShouldBe(["MUG-330-BLU"]);
    }

    internal static PackingSlip ASlip(string language) => new()
    {
        OrderNumber = "SO-305-1234567",
        Date = new(2026, 11, 3),
        Seller = SamplePapers.Shenzhen with { Email = "hola@quillfeather.example" },
        ShipTo = SamplePapers.Düsseldorf,
        Language = language,
        ReturnDays = 14,
        Lines = [new("MUG-330-BLU", "Ceramic mug, blue / 陶瓷马克杯", 2), new("LAMP-1", "Lámpara de mesa con pantalla de lino", 1)],
    };

    internal static ManifestSheet AManifest(int parcels) => new()
    {
        Number = "MF-20261102-00001",
        Carrier = "Northwind Parcels",
        Warehouse = "FRA Frankfurt",
        Date = new(2026, 11, 2),
        Parcels = [.. Enumerable.Range(1, parcels).Select(i => new ManifestParcel($"NWP{i:D12}DE", $"SO-{i:D7}-1", "DE", 1_000 + i))],
    };

    internal static AccountStatement AStatement(string language) => new()
    {
        Number = "ST-2026-11",
        From = new(2026, 11, 1),
        To = new(2026, 11, 30),
        Issuer = new(SamplePapers.Shenzhen),
        Recipient = new(SamplePapers.Düsseldorf),
        Language = language,
        Opening = new(10_000, "EUR"),
        Lines = [new(new(2026, 11, 3), "INV-481", "Goods of order SO-305", new(25_000, "EUR")), new(new(2026, 11, 20), "PAY-9", "Bank transfer", new(-20_000, "EUR"))],
    };

    internal static PickList ACart() => new()
    {
        Wave = "W7",
        Warehouse = "SZX Shenzhen",
        PrintedAt = new(2026, 11, 3, 20, 0, 0, TimeSpan.FromHours(8)),
        Lines = [ALine("A-01-02-1", "F17", 2), ALine("A-01-02-1", "F18", 3), ALine("B-02-01-1", "F18", 1)],
    };

    private static PickListLine ALine(string bin, string order, long quantity) => new() { Bin = bin, Sku = bin[0] == 'A' ? "MUG-330-BLU" : "LAMP-1", Name = "Ceramic mug", LocalName = "陶瓷马克杯", Quantity = quantity, Slot = order };
}
