using Entrepot.Kernel;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Domain;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Tax;

/// <summary>Who owes the tax of a sale, where, and how much of it each rate asks for.</summary>
public sealed class AssessmentTests
{
    private static readonly Assessment Assessment = new(new TaxRateTable());

    [Theory]
    [InlineData("DE", "DE", "domestic", false, false, "", TaxScheme.Domestic, "DE")]
    [InlineData("DE", "FR", "domestic", false, false, "", TaxScheme.Distance, "FR")]
    [InlineData("DE", "FR", "domestic", false, true, "FR12345678901", TaxScheme.IntraEu, "DE")]
    [InlineData("DE", "FR", "domestic", false, true, "", TaxScheme.Distance, "FR")] // A business without a number is a consumer to the tax office.
    [InlineData("CN", "FR", "eu-ioss", false, false, "", TaxScheme.Ioss, "FR")]
    [InlineData("CN", "FR", "eu-standard", false, false, "", TaxScheme.Export, "CN")]
    [InlineData("CN", "GB", "gb-135", false, false, "", TaxScheme.AtSale, "GB")]
    [InlineData("CN", "GB", "gb-135", true, false, "", TaxScheme.Marketplace, "GB")]
    [InlineData("DE", "DE", "domestic", true, false, "", TaxScheme.Marketplace, "DE")]
    [InlineData("CN", "AU", "au-low", false, false, "", TaxScheme.AtSale, "AU")]
    [InlineData("GB", "DE", "eu-flat", false, false, "", TaxScheme.Export, "GB")]
    public void The_way_of_the_goods_and_who_collects_decide(string from, string to, string regime, bool byChannel, bool isBusiness, string taxId, TaxScheme scheme, string country)
    {
        var supply = Assessment.Of(ASale(from, to) with { Regime = regime, CollectedByChannel = byChannel, BuyerIsBusiness = isBusiness, BuyerTaxId = taxId });

        (supply.Scheme, supply.Country).ShouldBe((scheme, country));
        supply.Trace.Sources.ShouldNotBeEmpty("every decision names its law");
    }

    [Fact]
    public void Books_and_clothes_stand_under_their_own_rates()
    {
        var supply = Assessment.Of(ASale("DE", "DE") with { NetMinor = 10_000, TaxMinor = 1_300, Lines = [new("490199", "Atlas", 1, 5_000), new("610910", "T-shirt", 2, 5_000)] });

        supply.Shares.Select(share => (share.RatePpm, share.NetMinor, share.TaxMinor, share.ExpectedMinor, share.Goods))
            .ShouldBe([(70_000L, 5_000, 350, 350L, "1 × Atlas"), (190_000L, 5_000, 950, 950L, "2 × T-shirt")]);
    }

    [Fact]
    public void Tax_that_differs_from_its_rate_is_recorded_as_paid_and_said() =>
        Assessment.Of(ASale("DE", "DE") with { NetMinor = 10_000, TaxMinor = 0 }).Trace.Detail.ToString().ShouldBe("0.00 EUR of 100.00 EUR is tax of DE; its rates ask for 19.00 EUR.");

    [Fact]
    public void Sales_tax_of_a_remote_seller_belongs_to_the_state()
    {
        var supply = Assessment.Of(ASale("CN", "US") with { Regime = "us-informal", Province = "TX", TaxMinor = 83 });

        (supply.Scheme, supply.Country, supply.Region, supply.Shares.Single().RatePpm).ShouldBe((TaxScheme.AtSale, "US", "TX", 62_500L));
        Assessment.Of(ASale("CN", "US") with { Regime = "us-informal", Province = "TX", TaxMinor = 0 }).Scheme.ShouldBe(TaxScheme.Export);
    }

    [Fact]
    public void Shares_add_up_to_the_whole_whatever_is_sold() => Prop.ForAll(
        ArbMap.Default.ArbFor<(NonNegativeInt Net, NonNegativeInt Tax, NonNegativeInt[] Lines)>().Filter(sale => sale.Lines.Length > 0),
        sale =>
        {
            string[] codes = ["490199", "610910", "611120", ""];
            var lines = sale.Lines.Select((line, i) => new TaxSaleLine(codes[i % codes.Length], "goods", 1, line.Get)).ToList();
            var supply = Assessment.Of(ASale("GB", "GB") with { NetMinor = sale.Net.Get, TaxMinor = sale.Tax.Get, Lines = lines });
            return supply.Shares.Sum(share => share.NetMinor) == sale.Net.Get && supply.Shares.Sum(share => share.TaxMinor) == sale.Tax.Get;
        }).QuickCheckThrowOnFailure();

    internal static TaxSale ASale(string from, string to) => new(
        new(1), "SO-1", 1, 1, "SO-1-1", new(2026, 11, 2), from, to, "", "domestic", "EUR", 10_000, 1_900, false, false, "", [new("610910", "T-shirt", 1, 10_000)]);
}
