using Entrepot.Platform.Documents.Text;

namespace Entrepot.Unit.Documents;

public sealed class TextLayoutTests
{
    [Fact]
    public void Words_wrap_at_spaces() => Wrap("the quick brown fox", 23).ShouldBe(["the quick", "brown fox"]);

    [Fact]
    public void Chinese_wraps_between_characters_but_never_before_a_comma() =>
        Wrap("深圳市宝安区，福永街道", 21.5).ShouldBe(["深圳市宝安", "区，福永街", "道"]);

    [Fact]
    public void An_opening_bracket_goes_with_what_it_opens() => Wrap("深圳市宝安（福永街道）", 21.5).ShouldBe(["深圳市宝安", "（福永街", "道）"]);

    [Fact]
    public void Line_ends_are_kept() => Wrap("one\r\ntwo\n\nthree", 50).ShouldBe(["one", "two", "", "three"]);

    [Fact]
    public void A_text_shrinks_before_it_is_cut()
    {
        var layout = TextLayout.Fit(TestFonts.Library, "Donaudampfschifffahrtsgesellschaft", new(12), 40, 6);

        layout.Lines.Count.ShouldBe(1);
        layout.IsComplete.ShouldBeTrue();
        layout.SizePoints.ShouldBeInRange(5, 8);
        layout.WidthMillimetres.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public void A_text_that_is_hopelessly_long_ends_in_an_ellipsis_within_its_box()
    {
        var layout = TextLayout.Fit(TestFonts.Library, new string('W', 500), new(12), 30, 8);

        layout.IsComplete.ShouldBeFalse();
        layout.Lines[^1].ToString().ShouldEndWith("…");
        layout.HeightMillimetres.ShouldBeLessThanOrEqualTo(8);
        layout.WidthMillimetres.ShouldBeLessThanOrEqualTo(30);
    }

    private static string[] Wrap(string text, double width) =>
        [.. TextLayout.Wrap(TestFonts.Library, text, new TextStyle(12), width).Lines.Select(line => line.ToString())];
}
