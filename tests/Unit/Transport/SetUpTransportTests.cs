using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Transport;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Features;
using Entrepot.Transport.Rates;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Transport;

[Storage]
public sealed class SetUpTransportTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly FxTable Fx = new(new(2026, 11, 2), "EUR", FrozenDictionary<string, long>.Empty, "test");

    [Fact]
    public async Task A_card_of_ones_own_replaces_the_demo_cards_from_its_first_day_on()
    {
        await using var database = await TestDatabase.CreateAsync(new TransportModule());
        (await PlanAsync(database, TestDatabase.Noon)).Value.Service.ShouldBe("dhl-parcel-de/kleinpaket");

        (await AddAsync(database, Card("2026-01-01", 111))).ShouldBe(Result.Ok);
        (await AddAsync(database, Card("2026-12-01", 222))).ShouldBe(Result.Ok);

        (await PlanAsync(database, TestDatabase.Noon)).Value.Price.ShouldBe(new Money(111, "EUR"));
        (await PlanAsync(database, TestDatabase.Noon.AddMonths(1))).Value.Price.ShouldBe(new Money(222, "EUR"), "on 2 December the newer card is valid");
        (await PlanAsync(database, TestDatabase.Noon, TestDatabase.Theirs)).Value.Service.ShouldBe("dhl-parcel-de/kleinpaket", "another company keeps its own");
    }

    [Fact]
    public async Task Two_cards_that_begin_on_one_day_are_refused()
    {
        await using var database = await TestDatabase.CreateAsync(new TransportModule());
        (await AddAsync(database, Card("2026-01-01", 111))).ShouldBe(Result.Ok);

        (await AddAsync(database, Card("2026-01-01", 222))).Problem!.Code.ShouldBe("transport.rate_card_exists");
    }

    [Theory]
    [InlineData("\"prices\": [111]", "\"prices\": [111, 222]", "has 2 prices for 1 weight breaks")]
    [InlineData("\"origin\": \"DE\"", "\"origin\": \"XX\"", "XX is not a country")]
    [InlineData("\"rounding_grams\": 100", "\"rounding_grams\": 0", "must be above zero")]
    [InlineData("\"days\": [1, 2]", "\"days\": [2, 1]", "the fewest and the most")]
    [InlineData("\"liquids\": true", "\"liquids\": true, \"incoterms\": []", "must name at least one")]
    [InlineData("\"days\": [1, 2]", "\"days\": [1, 2], \"incoterms\": []", "must name at least one")]
    [InlineData("\"liquids\": true", "\"liquids\": true, \"incoterms\": [\"Exw\"]", "incoterms")]
    [InlineData("Europe/Berlin", "Europe/Nowhere", "is not known")]
    [InlineData("\"services\"", "\"servces\"", "servces")]
    public void A_faulty_card_is_refused_with_the_place_of_its_fault(string right, string wrong, string because)
    {
        RateCardCheck.Read(Card("2026-01-01", 111)).IsOk.ShouldBeTrue();

        var problem = RateCardCheck.Read(Card("2026-01-01", 111).Replace(right, wrong)).Problem!;
        problem.Code.ShouldBe("transport.bad_rate_card");
        problem.Message.ShouldContain(because);
    }

    [Fact]
    public async Task Cartons_and_the_value_of_a_day_are_the_companys_own()
    {
        await using var database = await TestDatabase.CreateAsync(new TransportModule());
        await database.InUnitAsync(provider =>
        {
            var setup = provider.GetRequiredService<SetUpTransport>();
            setup.SetCarton("BIG", new("The only one", new(400, 400, 400), new(410, 410, 410), 500, 20_000)).ShouldBe(Result.Ok);
            setup.SetPolicy(new(5_000, "EUR")).ShouldBe(Result.Ok);
            return Task.CompletedTask;
        });

        var plan = (await PlanAsync(database, TestDatabase.Noon)).Value;

        plan.Parcels.ShouldHaveSingleItem().Carton.ShouldBe("BIG");
        plan.DaysMax.ShouldBe(1, "at 50 EUR a day the fastest is the best");
        plan.Trace.Sources.ShouldContain(source => source.Rule == "Shopping policy, set by system");
    }

    [Fact]
    public async Task An_account_with_a_carrier_we_cannot_talk_to_is_refused()
    {
        await using var database = await TestDatabase.CreateAsync(new TransportModule());

        (await database.InUnitAsync(provider => provider.GetRequiredService<ITransportSetup>()
            .SetAccountAsync(new("pigeon", new("https://pigeon.example"), "1", "a", "b", new Dictionary<string, string>(), TimeSpan.FromMinutes(1)), Ct))).Problem!.Code.ShouldBe("transport.unknown_carrier");
    }

    private static Task<Result> AddAsync(TestDatabase database, string card) => database.InUnitAsync(provider => provider.GetRequiredService<ITransportSetup>().AddRateCardAsync(card, Ct));

    private static async Task<Result<TransportPlan>> PlanAsync(TestDatabase database, DateTime readyAt, TenantId? tenant = null)
    {
        await using var scope = database.As(tenant ?? TestDatabase.Ours);
        return (await scope.ServiceProvider.GetRequiredService<IRateShopping>().PlanAsync([new(
            "SO-1", new() { Country = "DE" }, new() { Country = "DE", Postcode = "10115" }, [new(new(1), 1, 300, new(150, 100, 40), false, BatteryKind.None, false)],
            new(5_000, "EUR"), Incoterm.Dap, readyAt, null, "EUR", Fx)], Ct))[0];
    }

    private static string Card(string firstDay, long price) => $$"""
        { "source": "agreed by letter", "valid_from": "{{firstDay}}", "carrier": "ups", "carrier_name": "UPS", "origin": "DE", "currency": "EUR",
          "pick_up": { "time_zone": "Europe/Berlin", "cut_off": "17:00", "days": ["Monday", "Wednesday"] },
          "services": [ { "code": "standard", "name": "UPS Standard", "wire_code": "11", "priced_per": "parcel", "volumetric_divisor": 5000, "rounding_grams": 100,
            "minimum_charge": 0, "parcel_max_grams": 30000, "longest_max_mm": 2000, "girth_max_mm": 3000, "batteries": [], "liquids": true,
            "up_to_grams": [30000], "step_grams": 1000,
            "zones": [ { "name": "Germany", "days": [1, 2], "countries": ["DE"], "prices": [{{price}}], "each_further_step": 10 } ], "surcharges": [] } ] }
        """;
}
