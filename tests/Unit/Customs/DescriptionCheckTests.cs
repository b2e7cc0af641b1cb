using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Server.Demo.Founding;

namespace Entrepot.Unit.Customs;

public sealed class DescriptionCheckTests
{
    [Theory]
    [InlineData("Accessories", "DE", true)]
    [InlineData("accessory", "FR", true)] // Singular and plural, small and large letters count alike.
    [InlineData("Auto Parts", "US", true)]
    [InlineData("GIFT", "DE", true)]
    [InlineData("FAK", "DE", true)]
    [InlineData("WH/OUT/00019", "DE", true)] // A number of ours says nothing of the goods.
    [InlineData("n/a", "DE", true)]
    [InlineData("", "DE", true)]
    [InlineData("Accessories", "BR", false)] // A recommendation only, where no rule of the country is known.
    [InlineData("Phone accessories", "DE", false)] // Contains a general word and says little more.
    public void A_description_that_says_too_little_is_found(string description, string shipTo, bool holds)
    {
        var finding = Check(description, shipTo).ShouldNotBeNull();

        finding.Holds.ShouldBe(holds);
        finding.Rule.Source.ShouldNotBeEmpty();
        finding.Rule.ValidFrom.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("Knitted cotton T-shirt for men", "DE")]
    [InlineData("Silicone phone case", "US")]
    [InlineData("Leather bag for cables and other accessories of cameras", "DE")] // More than three words say what it is.
    [InlineData("陶瓷杯", "DE")]
    [InlineData("Mug", "GB")]
    [InlineData("Phone accessories", "BR")]
    public void A_description_that_says_what_the_goods_are_passes(string description, string shipTo) => Check(description, shipTo).ShouldBeNull();

    [Fact]
    public void A_better_description_is_proposed_from_the_product_its_heading_and_the_lists_example()
    {
        var finding = Check("Accessories", "DE", "Silicone case for mobile phones", "340600").ShouldNotBeNull();

        finding.Better.ShouldBe(["Silicone case for mobile phones", "Candles, tapers and the like", "leather belt for men, silicone phone case"]);
        Check("Accessories", "DE", "Accessories", "").ShouldNotBeNull().Better.ShouldBe(["leather belt for men, silicone phone case"], "a name that is no better is not proposed");
    }

    [Fact]
    public void The_rule_begins_on_its_day() =>
        ImportWorld.Get<IDescriptionCheck>().Check([new("S", "Gift", "Gift", "", "DE", new(2021, 3, 14)), new("S", "Gift", "Gift", "", "DE", new(2021, 3, 15))])
            .Select(finding => finding?.Holds ?? false).ShouldBe([false, true]);

    [Fact]
    public void Nothing_that_the_demo_company_sells_is_described_too_vaguely() =>
        DemoProducts.Load().Select(product => product.Product.Product).Where(product => Check(Described(product), "DE", product.Name, product.HsCode) is { Holds: true }).Select(product => product.Sku).ShouldBeEmpty();

    private static string Described(Product product) => product.CustomsDescription.Length > 0 ? product.CustomsDescription : product.Name;

    private static DescriptionFinding? Check(string description, string shipTo, string name = "A product of ours", string hsCode = "") =>
        ImportWorld.Get<IDescriptionCheck>().Check([new("SKU-1", description, name, hsCode, shipTo, ImportWorld.Today)])[0];
}
