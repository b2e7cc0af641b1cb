using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Documents.Zpl;

namespace Entrepot.Unit.Documents;

public sealed partial class ZplLabelTests
{
    [Fact]
    public void The_printer_draws_the_tracking_number_and_the_qr_code()
    {
        var zpl = Render(SamplePapers.ALabel());

        zpl.ShouldMatch(@"^\^XA\n\^CI28\n\^PW813\n\^LL1219\n");
        zpl.ShouldEndWith("^XZ\n");
        zpl.ShouldMatch(@"\^BY3\^BCN,\d+,N,N,N,A\^FH\^FDNWP123456789012DE\^FS");
        zpl.ShouldContain("^FH^FDMA,https://t.example/NWP123456789012DE^FS");
    }

    [Theory]
    [InlineData("A^B~C_D", "^FH^FDA_5EB_7EC_5FD^FS")]
    [InlineData("A>12", ",N^FH^FD>:A>012^FS")]
    public void Signs_with_a_meaning_to_the_printer_are_spelt_out(string number, string field) =>
        Render(SamplePapers.ALabel(number)).ShouldContain(field);

    [Fact]
    public void A_gs1_barcode_keeps_its_separators()
    {
        var canvas = new ZplLabel(TestFonts.Library, 100, 50);

        canvas.Bars(Gs1.Encode(Gs1.Parse("(10)AB12(37)1234").Value).Value, canvas.Sheet);

        canvas.ToString().ShouldContain("^FD>:>810AB>512>8371234^FS");
    }

    [Fact]
    public void A_control_character_is_drawn_as_dots()
    {
        var canvas = new ZplLabel(TestFonts.Library, 100, 10);

        canvas.Bars(Code128.Encode("A\tB"), canvas.Sheet);

        canvas.ToString().ShouldContain("^GFA,");
    }

    [Fact]
    public void Chinese_is_sent_as_dots_and_latin_as_text()
    {
        var zpl = Render(SamplePapers.ALabel());

        zpl.ShouldNotContain("深圳");
        zpl.ShouldContain("^GFA,");
        zpl.ShouldContain("^FDJürgen Müller-Lüdenscheidt^FS");
    }

    [Fact]
    public void Dots_show_the_shape_of_the_character()
    {
        var raster = LineRaster.Draw(TextLayout.Wrap(TestFonts.Library, "口", new(8), 50).Lines[0], 16);

        Picture(raster).ShouldBe(
            """
            ..############..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..#..........#..
            ..############..
            ..#..........#..
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Nothing_leaves_the_label_however_long_the_names_are()
    {
        var endless = SamplePapers.Düsseldorf with { Name = string.Join(' ', Enumerable.Repeat("Müller", 60)), Line1 = string.Concat(Enumerable.Repeat("宝安区", 60)) };

        var zpl = Render(SamplePapers.ALabel() with { ShipTo = endless, ShipFrom = endless, RoutingCode = new string('W', 30), CustomsHint = endless.Name });

        foreach (Match text in TextField().Matches(zpl)) (Number(text, 1) + Number(text, 3)).ShouldBeLessThanOrEqualTo(813, text.Value);
        foreach (Match dots in DotsField().Matches(zpl))
        {
            (Number(dots, 1) + (Number(dots, 4) * 8)).ShouldBeLessThanOrEqualTo(813 + 7, dots.Value);
            (Number(dots, 2) + (Number(dots, 3) / Number(dots, 4))).ShouldBeLessThanOrEqualTo(1219, dots.Value);
        }
        TextField().Count(zpl).ShouldBeGreaterThan(8);
        DotsField().Count(zpl).ShouldBeGreaterThan(1);
    }

    private static string Picture(Raster raster)
    {
        var rows = Enumerable.Range(0, raster.Height).Select(row => string.Concat(Enumerable.Range(0, raster.Width).Select(dot =>
            (raster.Bits[(row * raster.RowBytes) + (dot / 8)] >> (7 - (dot % 8)) & 1) == 1 ? '#' : '.')));
        return string.Join('\n', rows.SkipWhile(row => !row.Contains('#')).Reverse().SkipWhile(row => !row.Contains('#')).Reverse());
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static string Render(CarrierLabel label) => CarrierLabelPaper.RenderZpl(label, TestFonts.Library);

    [GeneratedRegex(@"\^FT(\d+),(\d+)\^A0N,\d+,\d+\^FB(\d+),1")]
    private static partial Regex TextField();

    [GeneratedRegex(@"\^FO(\d+),(\d+)(?:\^FR)?\^GFA,(\d+),\d+,(\d+),")]
    private static partial Regex DotsField();
}
