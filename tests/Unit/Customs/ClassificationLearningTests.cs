using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Kernel;

namespace Entrepot.Unit.Customs;

/// <summary>What is learnt from goods with codes, and the model that ships.</summary>
public sealed class ClassificationLearningTests
{
    private static readonly IClassification Classification = ImportWorld.Get<IClassification>();

    private static readonly GoodsExample[] Goods =
    [
        new("cotton t-shirt", "610910", 1), new("printed cotton t shirt men", "610910", 1), new("polyester t-shirt", "610990", 1),
        new("scented candle", "340600", 1), new("pillar candles", "340600", 1), new("red wine", "220421", 1), new("sparkling wine", "220410", 1),
    ];

    [Fact]
    public void Goods_like_those_learnt_get_their_code()
    {
        var model = GoodsTraining.Learn(Goods, 1, "test");

        Best(model, "Candle, vanilla").HsCode.ShouldBe("340600");
        Best(model, "Polyester T-shirts").HsCode.ShouldBe("610990");
        Best(model, "sparkling wines").HsCode.ShouldBe("220410");
    }

    [Fact]
    public void Abbreviations_and_misspellings_are_seen_through_by_their_letters() =>
        Best(GoodsTraining.Learn(Goods, 1, "test"), "candl").HsCode.ShouldBe("340600");

    [Fact]
    public void The_same_goods_give_the_same_model_and_it_reads_back_as_it_was_written()
    {
        var (first, second) = (Bytes(GoodsTraining.Learn(Goods, 1.1, "test")), Bytes(GoodsTraining.Learn(Goods, 1.1, "test")));
        second.ShouldBe(first);

        var read = GoodsModelFile.Read(new MemoryStream(first));
        read.Temperature.ShouldBe(1.1);
        read.Suggest(GoodsFeatures.Of("cotton shirt and candle"), 10).ShouldBe(GoodsTraining.Learn(Goods, 1.1, "test").Suggest(GoodsFeatures.Of("cotton shirt and candle"), 10));
    }

    [Fact]
    public void Chances_of_all_codes_together_are_one()
    {
        var model = GoodsTraining.Learn(Goods, 1, "test");

        model.Suggest(GoodsFeatures.Of("wine"), 100).Sum(code => code.Chance).ShouldBe(1, 0.01);
    }

    [Theory]
    [InlineData("shampoo", "330510")]
    [InlineData("mens leather belt", "420330")]
    [InlineData("lithium-ion battery", "850760")]
    [InlineData("dog food", "230910")]
    [InlineData("纯棉T恤", "610910")] // cotton T-shirt
    [InlineData("洗发水", "330510")] // shampoo
    [InlineData("不锈钢菜刀", "821192")] // kitchen knife of stainless steel
    public void The_model_that_ships_knows_common_goods_in_English_and_Chinese(string description, string hsCode) =>
        Suggest(new(default, description, "")).Select(found => found.HsCode).ShouldContain(hsCode);

    [Fact]
    public void Suggestions_come_best_first_with_chances_below_one_together()
    {
        var found = Suggest(new(default, "ceramic coffee mug", ""));

        found.Count.ShouldBe(5);
        found.Select(one => one.ConfidencePpm).ShouldBeInOrder(SortDirection.Descending);
        found.Sum(one => one.ConfidencePpm).ShouldBeLessThanOrEqualTo(1_000_005);
    }

    [Fact]
    public void A_material_given_apart_decides_as_if_it_stood_in_the_description() =>
        Suggest(new(default, "T-shirt", "") { Material = "cotton" })[0].HsCode.ShouldBe("610910");

    [Fact]
    public void A_code_gets_its_line_in_the_tariff_of_the_destination_where_there_is_one_only()
    {
        var found = Suggest(new(default, "scented candle", "") { Destination = "US" });

        found.Where(one => one.NationalCode.Length > 0).ShouldAllBe(one => one.NationalCode.StartsWith(one.HsCode) && one.NationalCode.Length >= 8);
    }

    [Fact]
    public void Every_code_the_model_can_say_stands_in_HS_2022() =>
        GoodsModel.Shared.Nodes.Where(node => node.Prefix.Length == 4).SelectMany(node => node.Children.Select(child => $"{node.Prefix}{child:00}"))
            .ShouldAllBe(code => Classification.Validate(code).IsOk);

    /// <summary>Learnt from four fifths of HMRC's goods, asked for the rest; the whole set is measured by <c>customs train</c>.</summary>
    [Fact]
    public void Goods_kept_apart_are_mostly_in_the_right_chapter()
    {
        var read = GoodsExamples.ReadFrom(SharedData.Find("customs/uk-goods-descriptions"));
        var learnt = read.Goods.Where(one => !GoodsExamples.IsKeptApart(one.Description)).Where((_, i) => i % 3 == 0).ToList();
        var apart = read.Goods.Where(one => GoodsExamples.IsKeptApart(one.Description)).Where((_, i) => i % 6 == 0).ToList();

        var scores = GoodsMeasure.Score(apart, GoodsTraining.Learn([.. learnt, .. read.Words], 1, "test") is var model ? (text, most) => model.Suggest(GoodsFeatures.Of(text), most) : null!);

        scores[0].FirstFive.ShouldBeGreaterThan(0.6);
        scores[2].FirstFive.ShouldBeGreaterThan(0.25);
    }

    private static IReadOnlyList<HsSuggestion> Suggest(ClassificationRequest request) => Classification.Suggest([request])[0];

    private static CodeChance Best(GoodsModel model, string description) => model.Suggest(GoodsFeatures.Of(description), 1)[0];

    private static byte[] Bytes(GoodsModel model)
    {
        using var bytes = new MemoryStream();
        GoodsModelFile.Write(model, bytes);
        return bytes.ToArray();
    }
}
