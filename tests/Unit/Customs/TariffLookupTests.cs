using Entrepot.Customs.Features;

namespace Entrepot.Unit.Customs;

/// <summary>What the tariff's page and its API say of a code.</summary>
public sealed class TariffLookupTests
{
    [Fact]
    public void Each_part_stands_with_its_rate_source_and_first_day()
    {
        var found = Find("6109100012", "US", "CN");

        found.Parts.Select(part => (part.Label, part.Rate, part.IsAdditional)).ShouldBe([("US general duty", "16.5 %", false), ("US Section 301", "7.5 %", true)]);
        found.Parts.ShouldAllBe(part => part.Source.Contains('[') && part.From.Year >= 2025);
        found.Lines.ShouldBeEmpty("the code is one line");
    }

    [Fact]
    public void Goods_of_another_origin_lack_its_part() => Find("6109100012", "US", "VN").Parts.Select(part => part.Label).ShouldBe(["US general duty"]);

    [Fact]
    public void A_code_with_several_lines_shows_each_with_every_part_on_it()
    {
        var found = Find("420292", "US", "CN");

        found.Parts[0].Differs.ShouldBeTrue();
        found.Lines.Count.ShouldBeGreaterThan(5);
        found.Lines.Single(line => line.Code == "42029231").Rates.ShouldBe([("US general duty", "17.6 %"), ("US Section 301", "25 %")]);
    }

    [Fact]
    public void What_gives_way_is_said_not_added()
    {
        var found = Find("732393", "US", "VN", new(2026, 4, 6));

        found.Parts.Select(part => (part.Label, part.Yields)).ShouldBe([("US general duty", false), ("US Section 232 metals", false), ("US Section 122", true)]);
    }

    [Fact]
    public void A_member_state_answers_with_the_customs_union_and_its_remedies()
    {
        var found = Find("691110", "FR", "CN");

        found.Territory.ShouldBe("EU");
        found.Remedies.Single().ShouldContain("2019/1198");
        found.Regimes.Select(regime => regime.Name).ShouldContain("eu-flat");
    }

    [Theory]
    [InlineData("bag", "US", "customs.not_a_tariff_code")]
    [InlineData("420292", "ZW", "customs.no_rate")]
    public void What_is_no_code_and_who_is_not_known_is_refused(string code, string to, string problem) =>
        ImportWorld.Get<TariffLookup>().Find(code, to, "CN", ImportWorld.Today).Problem!.Code.ShouldBe(problem);

    /// <summary>The page and a quote must never differ.</summary>
    [Theory]
    [InlineData("US", "USD", "6109100012", 24_000)]
    [InlineData("US", "USD", "871160", 25_000)]
    [InlineData("DE", "EUR", "61091000", 12_000)]
    [InlineData("GB", "GBP", "94054231", 4_000)]
    public void The_parts_add_up_to_what_a_quote_charges(string to, string currency, string code, long duty)
    {
        var parts = Find(code, to, "CN").Parts.Where(part => !part.Yields).Sum(part => decimal.Parse(part.Rate == "free" ? "0" : part.Rate.ToString().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
        var quote = ImportWorld.Quote(ImportWorld.From("CN", to, currency, 0, ImportWorld.TShirts(100_000, hs: code)) with { BuyerIsBusiness = true }).Value;

        quote.Duty.Minor.ShouldBe(duty);
        (parts * 1_000).ShouldBe(duty);
    }

    private static TariffFoundView Find(string code, string to, string origin, DateOnly? on = null) =>
        ImportWorld.Get<TariffLookup>().Find(code, to, origin, on ?? ImportWorld.Today).Value;
}
