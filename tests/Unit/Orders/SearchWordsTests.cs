using Entrepot.Orders.Domain;

namespace Entrepot.Unit.Orders;

/// <summary>The keys that orders are found by.</summary>
public sealed class SearchWordsTests
{
    [Theory]
    [InlineData("Grace Hopper", "grace hopper")]
    [InlineData("  JOSÉ  Muñoz-Vega ", "jose munoz vega")]
    [InlineData("Siobhán O'Brien", "siobhan obrien")]
    [InlineData("Grace Grace", "grace")]
    [InlineData("王小明", "王小明 小明 明")]
    [InlineData("محمد علي", "محمد علي")]
    [InlineData("--- ", "")]
    [InlineData("", "")]
    public void A_name_becomes_words_without_case_and_marks(string name, string words) =>
        SearchWords.OfName(name).ShouldBe(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void A_number_is_kept_whole_and_apart_from_names() => SearchWords.OfNumber("A-1_x").ShouldBe("#a-1_x");

    [Fact]
    public void A_long_number_is_not_cut_within_a_character() => SearchWords.OfNumber(new string('x', 62) + "🧺").ShouldBe("#" + new string('x', 62));

    [Fact]
    public void Keys_are_short_and_few_however_long_a_name()
    {
        var words = SearchWords.OfName(string.Join(' ', Enumerable.Range(0, 1_000).Select(i => $"{i}{new string('x', 200)}")));

        words.Count.ShouldBe(12);
        words.ShouldAllBe(word => word.Length == 64);
        SearchWords.OfName(new string('王', 500)).Count.ShouldBe(12);
    }
}
