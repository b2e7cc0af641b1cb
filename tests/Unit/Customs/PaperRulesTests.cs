using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Kernel;

namespace Entrepot.Unit.Customs;

public sealed class PaperRulesTests
{
    [Theory]
    [InlineData("DE", "FR", "dhl-express/worldwide", 5_000, 900, "")] // One customs territory.
    [InlineData("DE", "DE", "dhl-parcel-de/paket", 5_000, 900, "")]
    [InlineData("DE", "GB", "dhl-express/worldwide", 5_000, 900, "commercial invoice, packing list")]
    [InlineData("CN", "DE", "ups/saver", 100, 100, "commercial invoice, packing list")]
    [InlineData("DE", "CH", "dhl-parcel-de/paket-international", 100, 100, "commercial invoice, packing list, CN 23")] // A postal parcel carries a CN 23 whatever its value.
    [InlineData("DE", "CH", "dhl-parcel-de/warenpost-international", 34_000, 900, "CN 22")]
    [InlineData("DE", "CH", "dhl-parcel-de/warenpost-international", 34_001, 900, "commercial invoice, CN 23")]
    [InlineData("DE", "CH", "dhl-parcel-de/warenpost-international", 5_000, 2_001, "CN 23")] // No letter any more.
    [InlineData("DE", "CH", "somebody-new/world", 5_000, 900, "commercial invoice, packing list")]
    public void The_way_of_travelling_and_the_value_say_which_papers_go_along(string from, string to, string service, long euroCents, long grams, string names)
    {
        var needed = Ask(from, to, service, new(euroCents, "EUR"), grams);

        (needed.Names ?? "").ShouldBe(names);
        needed.Trace.Sources.Count.ShouldBe(needed.Kinds.Count(kind => grams <= 2_000 || kind != PaperKind.Cn23));
    }

    [Theory]
    [InlineData(27_200, "GBP", "CN 22")] // 340.00 EUR
    [InlineData(27_201, "GBP", "commercial invoice, CN 23")]
    [InlineData(100, "XOF", "commercial invoice, CN 23")] // Without a rate the fuller form is the right one.
    public void A_value_in_another_currency_is_compared_at_the_days_rate(long minor, string currency, string names) =>
        Ask("DE", "CH", "dhl-parcel-de/warenpost-international", new(minor, currency), 900).Names.ShouldBe(names);

    [Fact]
    public void Every_service_of_the_carriers_travels_in_a_known_way()
    {
        PaperRules.WayOf("dhl-parcel-de/warenpost-international").Way.ShouldBe("letter-post");
        PaperRules.WayOf("dhl-parcel-de/warenpost-international-premium").Way.ShouldBe("parcel-post", "another service of the same carrier");
        PaperRules.WayOf("dhl-parcel-de/paket-international").Operator.ShouldBe("Deutsche Post DHL");
        PaperRules.WayOf("upside/one").Way.ShouldBe("express", "a carrier's name is no beginning of another's");
    }

    private static PapersNeeded Ask(string from, string to, string service, Money value, long grams) =>
        PaperRules.Needed(new(from, to, service, value, grams, ImportWorld.Today, ImportWorld.Fx));
}
