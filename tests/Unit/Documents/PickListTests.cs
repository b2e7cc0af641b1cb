using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

public sealed class PickListTests
{
    [Fact]
    public void The_wave_and_every_sku_can_be_scanned() =>
        PdfTools.Scan(Render(AList("CASE-001-BLK", "USB-C-2M", "LAMP.7"))).ShouldBe(["CASE-001-BLK", "LAMP.7", "USB-C-2M", "W-20261103-07"]);

    [Theory]
    [InlineData("手机壳-黑色")]
    [InlineData("VERY-LONG-SKU-CODE-WITH-MANY-PARTS-2026-BLACK-XL")]
    public void A_sku_that_bars_cannot_hold_is_a_qr_code(string sku) => PdfTools.Scan(Render(AList(sku))).ShouldContain(sku);

    [Fact]
    public void Lines_stay_in_path_order_with_bin_quantity_and_slot()
    {
        var text = PdfTools.Text(Render(AList("FIRST-SKU", "SECOND-SKU")));

        text.IndexOf("A-01", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("A-02", StringComparison.Ordinal));
        foreach (var fact in (string[])["SZX1 深圳宝安仓", "3 Nov 2026 17:30 UTC+08:00 for 李娜", "2 lines, 3 pieces", "FIRST-SKU", "Phone case", "手机壳", "C2", "To slot"])
            text.ShouldContain(fact);
    }

    [Fact]
    public void A_long_list_repeats_its_head() =>
        PdfTools.Pages(Render(AList([.. Enumerable.Range(0, 60).Select(i => $"SKU-{i}")]))).ShouldAllBe(page => page.Contains("To slot"));

    private static byte[] Render(PickList list) => PickListPaper.Render(list, TestFonts.Library);

    private static PickList AList(params string[] skus) => new()
    {
        Wave = "W-20261103-07",
        Warehouse = "SZX1 深圳宝安仓",
        PrintedAt = new(2026, 11, 3, 17, 30, 0, TimeSpan.FromHours(8)),
        Picker = "李娜",
        Lines = [.. skus.Select((sku, i) => new PickListLine { Bin = $"A-{i + 1:D2}", Sku = sku, Name = "Phone case", LocalName = "手机壳", Quantity = i + 1, Slot = $"C{i + 1}" })],
    };
}
