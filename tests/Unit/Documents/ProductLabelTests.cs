using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

/// <summary>Labels for goods: what a scanner reads on them is what the catalogue knows.</summary>
public sealed class ProductLabelTests
{
    private static readonly ProductLabel[] Labels =
    [
        new() { Name = "Ceramic mug, blue, with lid", LocalName = "陶瓷马克杯，蓝色", Sku = "MUG-330-BLU", Code = "4006381333931", Note = "Made in China" },
        new() { Name = "Coffee pot", LocalName = "إبريق قهوة", Sku = "POT-1", Code = "96385074" },
        new() { Name = "Lamp", Sku = "LAMP-1", Code = "036000291452" },
        new() { Name = "Without a barcode", Sku = "NO-GTIN/7", Code = "NO-GTIN/7" },
    ];

    private static readonly string[] Codes = ["0036000291452", "4006381333931", "96385074", "NO-GTIN/7"];

    [Theory]
    [InlineData(PaperSheet.A4)]
    [InlineData(PaperSheet.Label100x50)]
    public void A_label_on_paper_is_read(PaperSheet sheet)
    {
        var pdf = ProductLabelPaper.Render(Labels, TestFonts.Library, SamplePapers.Noon, sheet);

        PdfTools.Scan(pdf, "ean13", "ean8").ShouldBe(Codes);
        PdfTools.Check(pdf);
        PdfTools.Fonts(pdf).ShouldAllBe(font => font.Contains("yes yes yes"));
        PdfTools.Text(pdf).ShouldContain("陶瓷马克杯");
        Overflow.Of(PdfTools.Boxes(pdf)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(203)]
    [InlineData(300)]
    public void A_label_of_a_thermal_printer_is_read(int dpi)
    {
        foreach (var (label, code) in Labels.Zip(["4006381333931", "96385074", "0036000291452", "NO-GTIN/7"]))
            PdfTools.ScanPicture(ZplPrinter.Print(ProductLabelPaper.RenderZpl([label], TestFonts.Library, PaperSheet.Label100x50, dpi)), "ean13", "ean8").ShouldBe([code]);
    }

    [Fact]
    public void A_code_that_no_bars_can_hold_becomes_a_matrix() =>
        PdfTools.Scan(ProductLabelPaper.Render([new() { Name = "Cup", Sku = "杯子-1", Code = "杯子-1" }], TestFonts.Library, SamplePapers.Noon, PaperSheet.Label100x50)).ShouldBe(["杯子-1"]);

    [Theory]
    [InlineData("4006381333931", true)]
    [InlineData("4006381333932", false)]
    [InlineData("96385074", true)]
    [InlineData("036000291452", true)]
    [InlineData("09506000134352", false)]
    [InlineData("400638133393", false)]
    [InlineData("ABC", false)]
    public void Only_a_number_with_its_check_digit_has_bars_of_an_article(string code, bool has)
    {
        Ean.CanEncode(code).ShouldBe(has);
        if (!has) Should.Throw<ArgumentException>(() => Ean.Encode(code));
    }
}
