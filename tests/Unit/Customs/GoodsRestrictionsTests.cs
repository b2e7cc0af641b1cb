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
    [InlineData("QA")]
    [InlineData("AE")]
    [InlineData("BH")]
    [InlineData("OM")]
    [InlineData("YE")]
    public void Alcohol_stops_by_itself_before_Saudi_Arabia_and_its_neighbours(string country) =>
        Check("", country, Today, Wine()).ShouldNotBeNull().Code.ShouldBe("customs.restricted_goods");

    [Theory]
    [InlineData("DE")]
    [InlineData("US")]
    [InlineData("JP")]
    public void Alcohol_goes_where_nothing_forbids_it(string country) => Check("", country, Today, Wine()).ShouldBeNull();

    [Fact]
    public void Other_goods_go_to_Saudi_Arabia() => Check("", "SA", Today, Wine() with { IsAlcohol = false }).ShouldBeNull();

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
        problem.Message.ShouldContain("1952");
    }

    private static Problem? Check(string from, string to, DateOnly on, RestrictedGoods goods) => new GoodsRestrictions().Check([new(from, to, on, [goods])])[0];

    private static RestrictedGoods Wine() => new("WINE-1", "wine", "220421", IsAlcohol: true, IsLiquid: true, BatteryKind.None);
}
