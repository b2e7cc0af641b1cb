using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Transport;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Rates;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

[Storage]
public sealed class RateShoppingTests
{
    private static readonly DateTime MondayMorning = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);
    private static readonly FxTable Fx = new(new(2026, 11, 2), "EUR", new Dictionary<string, long> { ["USD"] = 1_080_000, ["GBP"] = 860_000, ["CNY"] = 7_800_000 }.ToFrozenDictionary(), "test");

    [Fact]
    public void A_small_parcel_in_germany_goes_by_the_cheapest_domestic_service_and_says_why()
    {
        var plan = Plan(ARequest("DE", "DE", "10115"));

        plan.Service.ShouldBe("dhl-parcel-de/kleinpaket");
        plan.Parcels.ShouldHaveSingleItem().Carton.ShouldBe("C01");
        plan.Trace.Outcome.ShouldBe(plan.Service);
        plan.Trace.Alternatives.Single(alternative => alternative.Chosen).Name.ShouldBe("DHL Kleinpaket");
        plan.Trace.Alternatives.ShouldContain(alternative => alternative.Name == "UPS Standard" && alternative.Note.Contains("dearer"));
        plan.Trace.Alternatives.ShouldContain(alternative => alternative.Name == "Warenpost International" && alternative.Note == "does not go there");
        plan.Trace.Sources.ShouldContain(source => source.Source == "demo rate card" && source.ValidFrom == new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void The_parts_add_up_to_the_price_in_the_currency_asked_for()
    {
        var plan = Plan(ARequest("CN", "DE", "10115") with { Currency = "EUR" });

        plan.Price.Currency.ShouldBe("EUR");
        plan.Components.Aggregate(Money.Zero("EUR"), (sum, part) => sum + part.Amount).ShouldBe(plan.Price);
        plan.Components.ShouldContain(part => part.Name == "Fuel surcharge" && part.Amount.Minor > 0);
    }

    [Fact]
    public void Volume_counts_where_it_is_more_than_weight()
    {
        // Pillows: 300 × 300 × 200 mm in carton C06, 313 × 313 × 212 mm outside, 20,769,428 mm³.
        var request = ARequest("DE", "FR", "75001", weightGrams: 700, size: new(300, 300, 200)) with { Service = "ups/standard" };

        var plan = Plan(request);

        plan.Parcels[0].GrossWeightGrams.ShouldBe(990);
        plan.ChargeableWeightGrams.ShouldBe(4_500, "20,769,428 ÷ 5,000 is 4,154 g, rounded up to half a kilogram");
    }

    [Fact]
    public void A_remote_postcode_costs_more_than_its_neighbour()
    {
        var glasgow = Plan(ARequest("GB", "GB", "G1 1AA") with { Service = "ups/standard" });
        var shetland = Plan(ARequest("GB", "GB", "ze1 0aa") with { Service = "ups/standard" });

        shetland.Price.ShouldBeGreaterThan(glasgow.Price);
        shetland.Components[0].Source.Rule.ShouldContain("Northern Ireland, islands and Highlands");
        shetland.Components.ShouldContain(part => part.Name == "Remote area");
        glasgow.Components.ShouldNotContain(part => part.Name == "Remote area");
    }

    [Theory]
    [InlineData("90210", "Zone 2")]
    [InlineData("85001", "Zone 4")]
    [InlineData("79936", "Zone 6")]
    [InlineData("77001", "Zone 7")]
    [InlineData("10001-2345", "Zone 8")]
    [InlineData("96801", "Alaska, Hawaii and Puerto Rico")]
    public void American_ground_zones_follow_the_postcode(string postcode, string zone) =>
        Plan(ARequest("US", "US", postcode) with { Service = "ups/ground" }).Components[0].Source.Rule.ShouldEndWith(zone);

    [Fact]
    public void Loose_batteries_are_kept_off_services_that_do_not_take_them()
    {
        var request = ARequest("DE", "DE", "10115");
        var plan = Plan(request with { Items = [request.Items[0] with { Battery = BatteryKind.LithiumIonAlone }] });

        plan.Service.ShouldBe("dhl-parcel-de/paket");
        plan.Trace.Alternatives.Single(alternative => alternative.Name == "DHL Kleinpaket").Note.ShouldBe("does not take these batteries");
    }

    [Fact]
    public void Where_nothing_goes_the_refusal_names_every_reason()
    {
        var request = ARequest("CN", "DE", "10115");
        var problem = Planner().Plan(request with { Items = [request.Items[0] with { Battery = BatteryKind.LithiumMetalAlone }] }).Problem!;

        problem.Code.ShouldBe("transport.no_service");
        problem.Message.ShouldContain("DHL Express Worldwide does not take these batteries");
        problem.Message.ShouldContain("UPS Worldwide Economy DDP delivers DDP, not DAP");
    }

    [Fact]
    public void From_a_country_without_a_rate_card_nothing_can_be_planned() =>
        Planner().Plan(ARequest("FR", "DE", "10115")).Problem!.Message.ShouldContain("no rate card is valid for goods from 'FR'");

    [Fact]
    public void A_service_that_was_asked_for_is_used_even_when_others_are_cheaper()
    {
        var plan = Plan(ARequest("DE", "DE", "10115") with { Service = "dhl-express/domestic" });

        plan.Service.ShouldBe("dhl-express/domestic");
        plan.Trace.Alternatives.Single(alternative => alternative.Chosen).Note.ShouldBe("asked for");
    }

    [Theory]
    [InlineData(Incoterm.Dap, "UPS Worldwide Economy DDP", "delivers DDP, not DAP")]
    [InlineData(Incoterm.Ddp, "UPS Worldwide Economy DDU", "delivers DAP, not DDP")]
    [InlineData(Incoterm.Fca, "UPS Worldwide Economy DDP", "delivers DDP, not FCA")]
    public void A_service_that_does_not_deliver_under_the_orders_terms_is_out_and_says_so(Incoterm terms, string other, string why)
    {
        var plan = Plan(ARequest("CN", "DE", "10115") with { Incoterm = terms });

        plan.Trace.Alternatives.Single(alternative => alternative.Name == other).Note.ShouldBe(why);
        plan.Trace.Detail.ShouldEndWith($", delivered {terms.ToString().ToUpperInvariant()}");
    }

    [Theory]
    [InlineData("CH", true)]
    [InlineData("US", true)]
    [InlineData("CA", false)]
    [InlineData("FR", true)]
    public void A_post_that_prepays_duty_to_some_countries_is_left_out_for_the_others(string to, bool isCompared)
    {
        var post = Plan(ARequest("DE", to, "1000") with { Incoterm = Incoterm.Ddp }).Trace.Alternatives.Single(alternative => alternative.Name == "DHL Paket International");

        (post.Note != "delivers DAP, not DDP").ShouldBe(isCompared);
        (post.Value.ToString().Length > 0).ShouldBe(isCompared);
    }

    [Fact]
    public void Where_no_customs_lies_between_the_terms_do_not_matter()
    {
        var dap = Plan(ARequest("DE", "FR", "75001"));

        Plan(ARequest("DE", "FR", "75001") with { Incoterm = Incoterm.Ddp }).Service.ShouldBe(dap.Service);
        dap.Trace.Detail.ShouldEndWith("chargeable");
    }

    [Theory]
    [InlineData(Incoterm.Dap, "ups/economy-ddp")]
    [InlineData(Incoterm.Ddp, "ups/economy-ddu")]
    public void An_estimate_does_not_rank_by_a_service_that_cannot_be_used(Incoterm terms, string other)
    {
        foreach (var to in Countries.All)
            if (Planner().Estimate(new("CN", to, "10115", 300, terms, "EUR", Fx), new(2026, 11, 2)) is { } estimate) estimate.Service.ShouldNotBe(other, to);
    }

    [Fact]
    public void An_unknown_exchange_rate_keeps_a_service_out_instead_of_comparing_wrongly()
    {
        var problem = Planner().Plan(ARequest("CN", "US", "90210") with { Fx = Fx with { RatesE6 = FrozenDictionary<string, long>.Empty } }).Problem!;

        problem.Message.ShouldContain("no exchange rate for CNY");
    }

    [Theory]
    [InlineData("2026-11-02T09:00", 1, "Monday morning: collected today")]
    [InlineData("2026-11-02T17:00", 2, "after the cut-off of 17:30 in Berlin: collected on Tuesday")]
    [InlineData("2026-11-07T20:00", 3, "Saturday evening: collected on Monday")]
    public void The_wait_for_the_collection_counts(string readyAt, int daysMin, string because) =>
        Plan(ARequest("DE", "DE", "10115") with { ReadyAt = DateTime.Parse(readyAt, null, System.Globalization.DateTimeStyles.AdjustToUniversal | System.Globalization.DateTimeStyles.AssumeUniversal), Service = "dhl-parcel-de/paket" })
            .DaysMin.ShouldBe(daysMin, because);

    [Fact]
    public async Task Batching_does_not_change_the_plan()
    {
        await using var database = await TestDatabase.CreateAsync(new TransportModule());
        await using var scope = database.As(TestDatabase.Ours);
        var rates = scope.ServiceProvider.GetRequiredService<IRateShopping>();
        var requests = ManyRequests();

        var together = await rates.PlanAsync(requests, CancellationToken.None);
        var alone = new List<Result<TransportPlan>>();
        foreach (var request in requests) alone.AddRange(await rates.PlanAsync([request], CancellationToken.None));

        together.Select(Describe).ShouldBe(alone.Select(Describe));
        together.Count(answer => answer.IsOk).ShouldBeGreaterThan(300);
    }

    [Fact]
    public void Every_default_card_reaches_forty_countries_between_them_from_each_warehouse()
    {
        foreach (var origin in new[] { "CN", "US", "DE", "GB" })
            Countries.All.Count(country => Planner().Estimate(new(origin, country, "10115", 1_000, Incoterm.Dap, "EUR", Fx), new(2026, 11, 2)) is not null)
                .ShouldBeGreaterThan(60, $"countries from {origin}");
    }

    [Fact]
    public void An_estimate_is_the_cheapest_price_and_null_where_nothing_goes()
    {
        Planner().Estimate(new("DE", "DE", "10115", 500, Incoterm.Dap, "EUR", Fx), new(2026, 11, 2))!.Service.ShouldBe("dhl-parcel-de/kleinpaket");
        Planner().Estimate(new("DE", "AQ", "", 500, Incoterm.Dap, "EUR", Fx), new(2026, 11, 2)).ShouldBeNull();
    }

    private static List<TransportRequest> ManyRequests()
    {
        var random = Chance.Seeded(7);
        string[] origins = ["CN", "US", "DE", "GB"];
        string[] postcodes = ["10115", "ZE1 0AA", "90210", "", "20000"];
        return [.. Enumerable.Range(0, 400).Select(i => ARequest(origins[random.Next(4)], Countries.All[random.Next(Countries.All.Count)], postcodes[random.Next(5)], random.Next(10, 9_000), new(random.Next(20, 500), random.Next(20, 350), random.Next(10, 300)), random.Next(1, 4)))
            .Concat(Enumerable.Range(0, 300).Select(_ => ARequest(origins[random.Next(4)], "FR", "20000", random.Next(10, 3_000))))];
    }

    private static string Describe(Result<TransportPlan> answer) => answer.Problem is { } problem
        ? problem.Message.ToString()
        : $"{answer.Value.Service} {answer.Value.Price} {answer.Value.DaysMin}-{answer.Value.DaysMax} {string.Join(',', answer.Value.Parcels.Select(parcel => parcel.Carton))} {string.Join('|', answer.Value.Trace.Alternatives)}";

    private static TransportPlanner Planner() => new(RateBook.Default);

    private static TransportPlan Plan(TransportRequest request) => Planner().Plan(request).Value;

    private static TransportRequest ARequest(string from, string to, string postcode, long weightGrams = 300, Dimensions? size = null, long quantity = 1) => new(
        "SO-1", new() { Country = from }, new() { Country = to, Postcode = postcode },
        [new(new(1), quantity, weightGrams, size ?? new(150, 100, 40), false, BatteryKind.None, false)],
        new(5_000, "EUR"), Incoterm.Dap, MondayMorning, null, "EUR", Fx);
}
