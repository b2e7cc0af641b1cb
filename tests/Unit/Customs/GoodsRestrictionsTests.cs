using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Restrictions;
using Entrepot.Kernel;

namespace Entrepot.Unit.Customs;

public sealed class GoodsRestrictionsTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    [Theory]
    [InlineData("SA")]
    [InlineData("KW")]
    [InlineData("AE")]
    [InlineData("OM")]
    public void Alcohol_stops_by_itself_before_Saudi_Arabia_and_its_neighbours(string country) =>
        Check("", country, Today, Wine()).ShouldNotBeNull().Code.ShouldBe("customs.restricted_goods");

    [Theory]
    [InlineData("DE")]
    [InlineData("US")]
    [InlineData("JP")]
    public void Alcohol_goes_where_nothing_forbids_it(string country) => Check("", country, Today, Wine()).ShouldBeNull();

    [Fact]
    public void Other_goods_go_to_Saudi_Arabia() => Check("", "SA", Today, Wine() with { IsAlcohol = false }).ShouldBeNull();

    [Theory]
    [InlineData("SA", "020329", true)]
    [InlineData("SA", "020230", false)] // Beef.
    [InlineData("AE", "300490", true)]
    [InlineData("KW", "711311", true)]
    [InlineData("IR", "950300", true)] // An embargo is for all goods.
    [InlineData("CU", "950300", true)]
    [InlineData("DE", "950300", false)]
    public void Goods_are_meant_by_any_of_a_rules_headings_or_all_of_them(string to, string hs, bool stops) =>
        (Check("", to, Today, Wine() with { IsAlcohol = false, HsCode = hs }) is not null).ShouldBe(stops);

    [Fact]
    public void Every_rule_has_a_source_and_says_how_sure_it_is() =>
        RuleFile.Rows(typeof(GoodsRestrictions).Assembly, "restrictions.tsv").ShouldAllBe(row => row.Length == 8 && (row[5] == "V1" || row[5] == "V2") && row[6].Length > 20 && row[2].Length == 10);

    [Fact]
    public void A_rule_holds_from_its_first_day()
    {
        var vape = Wine() with { IsAlcohol = false, HsCode = "8543400000" };
        Check("CN", "AU", new(2024, 2, 29), vape).ShouldBeNull();
        Check("CN", "AU", new(2024, 3, 1), vape).ShouldNotBeNull();
    }

    [Fact]
    public void Cells_without_their_device_do_not_cross_a_border_by_parcel()
    {
        var cell = Wine() with { IsAlcohol = false, Battery = BatteryKind.LithiumIonAlone };
        Check("CN", "US", Today, cell).ShouldNotBeNull();
        Check("DE", "FR", Today, cell).ShouldBeNull("inside one customs territory they go by road");
    }

    [Fact]
    public void A_refusal_names_the_article_the_rule_and_its_source()
    {
        var problem = Check("", "SA", Today, Wine()).ShouldNotBeNull();
        problem.Message.ShouldContain("WINE-1");
        problem.Message.ShouldContain("Saudi Arabia");
        problem.Message.ShouldContain("[V2]");
        problem.Message.ShouldContain("attested from 2018-08-16");
    }

    private static Problem? Check(string from, string to, DateOnly on, RestrictedGoods goods) => new GoodsRestrictions().Check([new(from, to, on, [goods])])[0];

    private static RestrictedGoods Wine() => new("WINE-1", "wine", "220421", IsAlcohol: true, IsLiquid: true, BatteryKind.None);
}
