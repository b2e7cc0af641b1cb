using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Unit.Customs;

public sealed class ClassificationTests
{
    private static readonly IClassification Classification = ImportWorld.Get<IClassification>();

    [Theory]
    [InlineData("WHITE HANGING HEART T-LIGHT HOLDER", "940550")]
    [InlineData("PACK OF 72 RETROSPOT CAKE CASES", "482369")]
    [InlineData("JUMBO BAG RED RETROSPOT", "420292")]
    [InlineData("ALARM CLOCK BAKELIKE RED", "910519")]
    [InlineData("Men's cotton T-Shirt, navy", "610910")]
    [InlineData("Soft toy bear", "950300")]
    [InlineData("Wireless Bluetooth headphones", "851830")]
    [InlineData("20000 mAh power bank", "850760")]
    [InlineData("Red wine 0.75 l", "220421")]
    [InlineData("REGENCY CAKESTAND 3 TIER", "691200")]
    [InlineData("DOORMAT RED RETROSPOT", "570220")]
    [InlineData("CLOTHES PEGS RETROSPOT PACK 24", "442199")]
    [InlineData("TRADITIONAL WOODEN SKIPPING ROPE", "950691")]
    [InlineData("RED TOADSTOOL LED NIGHT LIGHT", "940521")]
    [InlineData("ENAMEL BREAD BIN CREAM", "732394")]
    [InlineData("PANTRY WASHING UP BRUSH", "960390")]
    public void Goods_are_recognised_by_their_words(string description, string hsCode) =>
        Suggest(description)[0].HsCode.ShouldBe(hsCode);

    /// <summary>What one word alone says (Christmas, metal) may weigh more than the other.</summary>
    [Theory]
    [InlineData("WHITE METAL LANTERN", "940550")]
    [InlineData("PARTY BUNTING", "630790")]
    [InlineData("SET OF 20 VINTAGE CHRISTMAS NAPKINS", "481830")]
    public void Goods_that_two_codes_lay_claim_to_have_both_suggested(string description, string hsCode) =>
        Suggest(description).Select(suggestion => suggestion.HsCode).ShouldContain(hsCode);

    [Fact]
    public void More_words_are_better_evidence_than_fewer()
    {
        var suggestions = Suggest("Cotton t-shirt");

        suggestions.Take(2).Select(suggestion => suggestion.HsCode).ShouldBe(["610910", "610990"]);
        suggestions[0].ConfidencePpm.ShouldBeGreaterThan(suggestions[1].ConfidencePpm);
        suggestions[0].Evidence.ShouldContain("in the description");
    }

    [Fact]
    public void The_category_helps_but_counts_for_less()
    {
        var alone = Suggest("Candle")[0];
        var byCategory = Suggest("Vanilla dream", "Candles")[0];

        byCategory.HsCode.ShouldBe(alone.HsCode);
        byCategory.ConfidencePpm.ShouldBeLessThan(alone.ConfidencePpm);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Miscellaneous")]
    [InlineData("!!!")]
    public void Nothing_is_suggested_where_nothing_fits(string description) => Suggest(description).ShouldBeEmpty();

    [Fact]
    public void All_at_once_and_one_by_one_give_the_same_suggestions()
    {
        ClassificationRequest[] requests = [new(new(1), "Scented candle", ""), new(new(2), "nothing", ""), new(new(3), "Ceramic mug", "Kitchen")];

        var together = Classification.Suggest(requests);

        for (var i = 0; i < requests.Length; i++) Classification.Suggest([requests[i]])[0].ShouldBe(together[i]);
    }

    [Theory]
    [InlineData("610910", null)]
    [InlineData("6109.10.00", null)]
    [InlineData("8517130000", null)]
    [InlineData("851712", "customs.not_in_hs2022")] // Left the nomenclature with the 2022 edition.
    [InlineData("6109", "customs.not_a_code")]
    [InlineData("6109100", "customs.not_a_code")]
    [InlineData("shirts", "customs.not_a_code")]
    public void A_code_must_have_the_right_length_and_stand_in_HS_2022(string code, string? problem) =>
        Classification.Validate(code).Problem?.Code.ShouldBe(problem);

    [Fact]
    public void Every_code_of_the_keyword_table_stands_in_HS_2022()
    {
        var rows = RuleFile.Rows(typeof(Entrepot.Customs.CustomsModule).Assembly, "hs-keywords.tsv");

        rows.Count.ShouldBeGreaterThan(250);
        rows.Where(row => !Classification.Validate(row[1]).IsOk).ShouldBeEmpty();
    }

    private static IReadOnlyList<HsSuggestion> Suggest(string description, string category = "") =>
        Classification.Suggest([new ClassificationRequest(new ProductId(1), description, category)])[0];
}
