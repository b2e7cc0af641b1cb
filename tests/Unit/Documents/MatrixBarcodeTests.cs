using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Pdf;

namespace Entrepot.Unit.Documents;

public sealed class MatrixBarcodeTests
{
    [Theory]
    [InlineData("A")]
    [InlineData("30Q324343430794<OQQ")]
    [InlineData("https://t.example/NWP123456789012DE?x=1")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void A_data_matrix_is_read_back(string text) => PdfTools.ScanDataMatrix(Print(DataMatrix.Encode(text))).ShouldBe(text);

    [Theory]
    [InlineData(3), InlineData(5), InlineData(8), InlineData(12), InlineData(18), InlineData(22), InlineData(30), InlineData(36), InlineData(44), InlineData(62)]
    [InlineData(86), InlineData(114), InlineData(144), InlineData(174), InlineData(204), InlineData(280), InlineData(368), InlineData(456)]
    public void Every_size_of_data_matrix_is_read_back(int codewords)
    {
        var text = string.Concat(Enumerable.Range(0, codewords).Select(i => (char)('A' + (i * 7 % 26))));

        PdfTools.ScanDataMatrix(Print(DataMatrix.Encode(text))).ShouldBe(text);
    }

    [Fact]
    public void A_gs1_data_matrix_keeps_its_separators()
    {
        var elements = Gs1.Parse("(01)09506000134352(10)AB-12(21)S1").Value;

        PdfTools.ScanDataMatrix(Print(DataMatrix.EncodeGs1(elements).Value)).ShouldEndWith("010950600013435210AB-12\u001D21S1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("手机壳")]
    public void What_a_data_matrix_cannot_hold_is_said_beforehand(string text)
    {
        DataMatrix.CanEncode(text).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => DataMatrix.Encode(text));
    }

    [Fact]
    public void A_qr_code_of_chinese_is_read_back() => PdfTools.Scan(Print(QrCode.Encode("订单 SO-1 深圳 ✓"))).ShouldBe(["订单 SO-1 深圳 ✓"]);

    [Fact]
    public void A_qr_payload_has_a_limit() => Should.Throw<ArgumentException>(() => QrCode.Encode(new string('x', QrCode.BytesMax + 1)));

    private static byte[] Print(MatrixBarcode barcode)
    {
        var document = new PdfDocument(TestFonts.Library, new("A code", SamplePapers.Noon));
        var page = document.AddPage(60, 60);
        page.Modules(barcode, page.Sheet.Inset(5));
        return document.ToBytes();
    }
}
