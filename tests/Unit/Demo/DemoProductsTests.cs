using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Server.Demo.Founding;
using Entrepot.Unit.Customs;

namespace Entrepot.Unit.Demo;

/// <summary>The demo's own data must be such that a customs office, a carrier and a scanner would take it.</summary>
public sealed class DemoProductsTests
{
    private static readonly IReadOnlyList<DemoProduct> Products = DemoProducts.Load();

    [Fact]
    public void Every_hs_code_stands_in_the_nomenclature_of_2022()
    {
        var known = File.ReadLines(SharedData.Find("customs/hs-nomenclature/data/harmonized-system.csv")).Skip(1).Select(line => line.Split(',')[1]).ToHashSet();

        Products.Where(product => product.Product.Product.HsCode is { Length: > 0 } code && !known.Contains(code)).Select(product => product.Sku).ShouldBeEmpty();
    }

    [Fact]
    public void Every_gtin_has_thirteen_digits_a_right_check_digit_and_one_product()
    {
        Products.Where(product => !HasRightCheckDigit(product.Product.Product.Gtin)).Select(product => product.Sku).ShouldBeEmpty();
        Products.Select(product => product.Product.Product.Gtin).ShouldBeUnique();
        Products.Select(product => product.Sku).ShouldBeUnique();
    }

    [Fact]
    public void The_assortment_holds_what_a_demo_needs()
    {
        Products.Count.ShouldBeInRange(200, 260);
        Products.Count(product => product.Product.Product.IsAlcohol).ShouldBeGreaterThanOrEqualTo(6);
        Products.Count(product => product.Product.Product.Battery != BatteryKind.None).ShouldBeGreaterThanOrEqualTo(12);
        Plain().Count(product => product.Product.Product.HsCode.Length == 0).ShouldBeInRange(3, 5, "unclassified goods show a hold");
        Plain().Count(product => product.Product.Product.WeightGrams == 0).ShouldBe(2, "unweighed goods show a hold");
        Products.Count(product => product.Product.Parts.Count > 0).ShouldBeGreaterThanOrEqualTo(12);
    }

    [Fact]
    public void Every_other_product_has_all_that_shipping_asks_for()
    {
        foreach (var (product, _) in Plain().Select(plain => plain.Product))
        {
            product.Name.ShouldNotBeEmpty();
            product.NameChinese.ShouldNotBeEmpty();
            product.Category.ShouldBe(product.Category.ToLowerInvariant());
            product.Cost.Minor.ShouldBeGreaterThan(0, product.Sku);
            Currencies.IsKnown(product.Cost.Currency).ShouldBeTrue(product.Sku);
            if (product.HsCode.Length > 0)
            {
                product.CustomsDescription.ShouldNotBeEmpty(product.Sku);
                Countries.IsKnown(product.Origin).ShouldBeTrue(product.Sku);
            }

            if (product.WeightGrams > 0) product.Size.IsKnown.ShouldBeTrue(product.Sku);
        }
    }

    /// <summary>Dear enough for the normal tariff everywhere. What still waits is meant to: see the reasons.</summary>
    [Theory]
    [InlineData("US", "USD", "HM-CLOCK-W", "KI-CUTL-24", "JW-WATCH-Q")] // Rates on the case and the battery, and "the highest rate in the set".
    [InlineData("GB", "GBP", "KI-BOWL-4", "KI-TEA-SET")] // Anti-dumping duty by exporter.
    [InlineData("DE", "EUR", "KI-BOWL-4", "KI-TEA-SET", "FO-CHOC-12")] // The last one: agricultural component.
    public void Every_product_has_one_duty_rate_where_the_shops_sell_most(string to, string currency, params string[] waiting)
    {
        var asked = Plain().Select(product => product.Product.Product).Where(product => product is { HsCode.Length: > 0, WeightGrams: > 0, IsAlcohol: false }).ToList();
        var territory = Countries.CustomsTerritory(to);
        var answers = ImportWorld.LandedCost.Quote([.. asked.Select(product => ImportWorld.From(
            "CN", to, currency, 1000, new LandedCostLine(1, product.HsCodeIn(territory), product.Origin, product.CustomsDescription, 20, 100_000, product.WeightGrams * 20)) with { BuyerIsBusiness = true })]);

        asked.Zip(answers).Where(pair => !pair.Second.IsOk).Select(pair => pair.First.Sku).Order().ShouldBe(waiting.Order());
    }

    [Fact]
    public void Stock_lies_in_known_warehouses_and_is_scarce_in_places()
    {
        var (onHand, inbound) = DemoOpeningStock.Load();
        var skus = Plain().Select(product => product.Sku).ToHashSet();

        onHand.Where(lot => !skus.Contains(lot.Sku)).ShouldBeEmpty();
        inbound.Where(lot => !skus.Contains(lot.Sku)).ShouldBeEmpty();
        onHand.Select(lot => lot.Warehouse).Distinct().Order().ShouldBe(["BHX", "FRA", "LAX", "SZX"]);
        skus.Where(sku => onHand.Where(lot => lot.Sku == sku).Sum(lot => lot.Quantity) < 40).Count().ShouldBeInRange(10, 30);
    }

    [Fact]
    public void Every_warehouse_has_an_address_a_zone_and_a_place_on_the_globe()
    {
        var next = 0L;
        foreach (var site in DemoWarehouses.Load("Lanting", () => ++next))
        {
            AddressRules.Check(site.Address).ShouldBeNull(site.Code);
            TimeZoneInfo.TryFindSystemTimeZoneById(site.TimeZone, out _).ShouldBeTrue(site.TimeZone);
            Geography.KilometresTo(site.Latitude, site.Longitude, site.Address.Country).ShouldBeLessThan(2_500, site.Code);
        }
    }

    private static IEnumerable<DemoProduct> Plain() => Products.Where(product => product.Product.Parts.Count == 0);

    private static bool HasRightCheckDigit(string gtin)
    {
        if (gtin.Length != 13 || !gtin.All(char.IsAsciiDigit)) return false;
        var sum = gtin.Take(12).Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum();
        return (10 - (sum % 10)) % 10 == gtin[12] - '0';
    }
}
