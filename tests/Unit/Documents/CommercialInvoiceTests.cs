using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class CommercialInvoiceTests
{
    [Fact]
    public void Everything_that_customs_asks_for_stands_on_it()
    {
        var text = PdfTools.Text(Render(SamplePapers.AnInvoice(2)));

        foreach (var fact in (string[])["COMMERCIAL INVOICE", "INV-2026-000481", "3 Nov 2026", "深圳市前海跨境电子商务有限公司", "IOSS IM2760000742", "USCC 91440300MA5EXAMPL1",
            "Jürgen Müller-Lüdenscheidt", "VAT DE123456789", "EORI DE123456789012345", "DDP Düsseldorf", "EUR", "Sale of goods", "NWP123456789012DE", "12.85 kg",
            "Protective case 1 for mobile phones", "液态硅胶磁吸手机保护壳", "3926909790", "SKU CASE-002-BLK", "0.096", "25.98", "Freight", "18.50", "Insurance", "3.20",
            "Total DDP", "EUR 60.67", "true and correct", "王小明 (Wang Xiaoming)", "Shenzhen, 3 Nov 2026", "Page 1 of 1"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void Forty_lines_run_over_pages_whose_heads_are_repeated_and_no_line_is_lost()
    {
        var pages = PdfTools.Pages(Render(SamplePapers.AnInvoice(40)));

        pages.Length.ShouldBeGreaterThan(2);
        pages.Where(page => page.Contains("SKU CASE-")).ShouldAllBe(page => page.Contains("Description of goods") && page.Contains("Unit price"));
        pages.Select((page, i) => page.Contains($"Page {i + 1} of {pages.Length}")).ShouldAllBe(isThere => isThere);
        pages.Skip(1).ShouldAllBe(page => page.Contains("Commercial invoice INV-2026-000481 (continued)"));
        for (var i = 1; i <= 40; i++) pages.Count(page => page.Contains($"CASE-{i:D3}-BLK")).ShouldBe(1);
        pages[^1].ShouldContain("EUR 10,673.50"); // 820 × 12.99 + 18.50 + 3.20
    }

    [Fact]
    public void A_third_party_that_receives_the_goods_has_its_own_field() =>
        PdfTools.Text(Render(SamplePapers.AnInvoice(1) with { Consignee = new(SamplePapers.California) })).ShouldContain("CONSIGNEE John Q. Public");

    [Fact]
    public void Yen_have_no_decimals()
    {
        var invoice = SamplePapers.AnInvoice(1) with { Freight = null, Insurance = null };
        var yen = invoice with { Lines = [invoice.Lines[0] with { UnitPrice = new(1980, "JPY"), Amount = new(1980, "JPY") }] };

        PdfTools.Text(Render(yen)).ShouldContain("JPY 1,980 ");
    }

    [Fact]
    public void Amounts_in_two_currencies_are_a_fault()
    {
        var fonts = TestFonts.Library;

        Should.Throw<InvalidOperationException>(() => CommercialInvoicePaper.Render(SamplePapers.AnInvoice(1) with { Freight = new Money(5, "USD") }, fonts, SamplePapers.Noon));
    }

    [Fact]
    public void A_description_of_any_length_stays_on_the_page()
    {
        var invoice = SamplePapers.AnInvoice(1);
        var endless = invoice.Lines[0] with { Description = string.Join(' ', Enumerable.Repeat("Donaudampfschifffahrtsgesellschaftskapitänsmütze", 200)), HsCode = new string('9', 40) };

        Overflow.Of(PdfTools.Boxes(Render(invoice with { Lines = [endless], ReasonForExport = new string('W', 100) }))).ShouldBeEmpty();
    }

    private static byte[] Render(CommercialInvoice invoice) => CommercialInvoicePaper.Render(invoice, TestFonts.Library, SamplePapers.Noon);
}
