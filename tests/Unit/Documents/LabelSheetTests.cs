using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

/// <summary>The same label on every sheet and for every printer: its codes are read from what comes out.</summary>
public sealed class LabelSheetTests
{
    private const string Sscc = "340123450000000017";

    public static TheoryData<PaperSheet, int> Printers()
    {
        var all = new TheoryData<PaperSheet, int>();
        foreach (var sheet in (PaperSheet[])[PaperSheet.Label4x6, PaperSheet.Label100x150, PaperSheet.Label100x100, PaperSheet.A6])
            foreach (var dpi in (int[])[203, 300]) all.Add(sheet, dpi);
        return all;
    }

    [Theory]
    [MemberData(nameof(Printers))]
    public void A_thermal_label_is_read_from_its_dots(PaperSheet sheet, int dpi)
    {
        var zpl = CarrierLabelPaper.RenderZpl(ALabel(), TestFonts.Library, sheet, dpi);

        PdfTools.ScanPicture(ZplPrinter.Print(zpl)).ShouldBe(["00" + Sscc, "LX123456785CN", "https://t.example/LX123456785CN"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(PaperSheet.Label4x6)]
    [InlineData(PaperSheet.Label100x150)]
    [InlineData(PaperSheet.Label100x100)]
    [InlineData(PaperSheet.A6)]
    [InlineData(PaperSheet.A4)]
    public void A_label_on_paper_is_read_and_has_its_sheets_size(PaperSheet sheet)
    {
        var pdf = CarrierLabelPaper.Render(ALabel(), TestFonts.Library, SamplePapers.Noon, sheet);

        PdfTools.Scan(pdf).ShouldBe(["00" + Sscc, "LX123456785CN", "https://t.example/LX123456785CN"], ignoreOrder: true);
        PdfTools.Check(pdf);
        var (width, height) = sheet.Size();
        PdfTools.PageSize(pdf).ShouldBe((width, height));
        Overflow.Of(PdfTools.Boxes(pdf)).ShouldBeEmpty();
    }

    [Fact]
    public void A_data_matrix_takes_the_place_of_the_qr_code()
    {
        var label = ALabel() with { Matrix = LabelMatrix.DataMatrix, QrPayload = "LX123456785CN|DE" };

        PdfTools.ScanDataMatrix(CarrierLabelPaper.Render(label, TestFonts.Library, SamplePapers.Noon)).ShouldBe("LX123456785CN|DE");
        PdfTools.ScanDataMatrixPicture(ZplPrinter.Print(CarrierLabelPaper.RenderZpl(label, TestFonts.Library))).ShouldBe("LX123456785CN|DE");
    }

    [Fact]
    public void A_number_with_signs_that_mean_something_to_the_printer_is_read_too() =>
        PdfTools.ScanPicture(ZplPrinter.Print(CarrierLabelPaper.RenderZpl(ALabel() with { TrackingNumber = "A>B^C~D_E", QrPayload = "x" }, TestFonts.Library))).ShouldContain("A>B^C~D_E");

    [Fact]
    public void The_check_digit_of_the_sscc_is_right() => Gs1.CheckDigit(Sscc.AsSpan(0, 17)).ShouldBe(Sscc[17]);

    private static CarrierLabel ALabel() => SamplePapers.ALabel("LX123456785CN") with { Sscc = Sscc };
}
