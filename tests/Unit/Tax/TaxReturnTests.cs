using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Verification;
using Entrepot.Tax.Contracts;
using Entrepot.Tax.Data;
using Entrepot.Tax.Domain;
using Entrepot.Tax.Features;
using Entrepot.Unit.Journey;
using Entrepot.Unit.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Tax;

/// <summary>From orders to filed returns: what was sold is declared once, in the right period, and ties to the ledger.</summary>
[Storage]
public sealed class TaxReturnTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly IReadOnlyDictionary<string, long> Nothing = new Dictionary<string, long>();

    [Fact]
    public async Task A_sale_is_declared_once_and_what_comes_back_later_is_a_correction()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var german = await RegisterAsync(world, TaxRegistrationKind.Vat, "DE", "EUR");
        var first = await world.OneAsync(Goods.AnOrder("A-1", ("TEE", 2)) with { TaxMinor = 473 });
        await world.OneAsync(Goods.AnOrder("A-2", ("CLOCK", 1)) with { TaxMinor = 283 });

        var open = await FindAsync(world, german, "2026-11");
        open.Figures.Lines.ShouldBe([new("DE", "", "DE", 190_000, 2, 2_490 + 1_490, 473 + 283, 473 + 283)]);
        (await FileAsync(world, german, "2026-11")).Problem!.Code.ShouldBe("tax.period_not_over");

        world.Database.Clock.Now += TimeSpan.FromDays(35);
        (await FileAsync(world, german, "2026-12")).Problem!.Code.ShouldBe("tax.period_not_over");
        (await FileAsync(world, german, "2026-11")).ShouldBe(Result.Ok);
        (await FileAsync(world, german, "2026-11")).Problem!.Code.ShouldBe("tax.filed_already");
        (await world.CancelAsync(first.Id)).ShouldBe(Result.Ok);

        var filed = await FindAsync(world, german, "2026-11");
        filed.Figures.TaxMinor.ShouldBe(756, "what was filed stays as it was");
        filed.IsWhole.ShouldBeTrue();
        var next = await FindAsync(world, german, "2026-12");
        next.Figures.Lines.ShouldBeEmpty();
        next.Figures.Corrections.ShouldBe([new("DE", "", "2026-11", -2_490, -473)]);
        (await VerifyAsync(world)).ShouldBeEmpty();

        (await UnfileAsync(world, german, "2026-11")).ShouldBe(Result.Ok);
        (await FindAsync(world, german, "2026-11")).Figures.TaxMinor.ShouldBe(283, "open again, it is made anew");
    }

    [Fact]
    public async Task The_import_one_stop_shop_takes_what_the_company_taxed_itself_and_the_parcel_shows_its_number()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("TEE", World.Szx, 10);
        var shop = await RegisterAsync(world, TaxRegistrationKind.Ioss, "NL", "EUR", "IM5280000001");

        var order = await world.OneAsync(Goods.AnOrder("A-1", ("TEE", 2)) with { TaxMinor = 473, Currency = "USD" });
        await world.OneAsync(Goods.AnOrder("A-2", ("TEE", 2)));

        order.Page.Consignments.Single().Reference.ShouldBe(order.Number + "-1");
        (await world.QueryAsync("SELECT ioss_number FROM transport_consignment WHERE tenant_id = @p0 ORDER BY id", row => row.IsDBNull(0) ? null : row.GetString(0))).ShouldBe(["IM5280000001", null]);
        var figures = (await FindAsync(world, shop, "2026-11")).Figures;
        figures.Lines.Select(line => (line.Country, line.ShipFrom, line.RatePpm, line.Supplies)).ShouldBe([("DE", "CN", 190_000L, 1L)], "the other was not taxed at the sale, so it is taxed at import");
        figures.Rates.Select(rate => rate.Currency).ShouldContain("USD");
        var usd = figures.Rates.Single(rate => rate.Currency == "USD").RateE6;
        figures.TaxMinor.ShouldBe(Rounding.DivideHalfEven((Int128)473 * 1_000_000, usd));
        (await VerifyAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_nine_boxes_add_up_and_leave_out_the_pence()
    {
        await using var world = await World.OpenAsync();
        var british = await RegisterAsync(world, TaxRegistrationKind.Vat, "GB", "GBP");
        await EnterAsync(world,
            AssessmentTests.ASale("GB", "GB") with { Currency = "GBP", NetMinor = 10_050, TaxMinor = 2_010, Lines = [new("691110", "Mug", 1, 10_050)] },
            AssessmentTests.ASale("CN", "GB") with { Order = new(2), Regime = "gb-135", Currency = "GBP", NetMinor = 5_000, TaxMinor = 1_000, Lines = [new("691110", "Mug", 1, 5_000)] },
            AssessmentTests.ASale("GB", "US") with { Order = new(3), Regime = "us-informal", Currency = "GBP", NetMinor = 3_025, TaxMinor = 0 });

        var boxes = (await FindAsync(world, british, "2026-Q4", new Dictionary<string, long> { ["4"] = 505, ["7"] = 2_599 })).Figures.Boxes.Select(box => (box.Box, box.Minor));

        boxes.ShouldBe([("1", 3_010), ("2", 0), ("3", 3_010), ("4", 505), ("5", 2_505), ("6", 18_000), ("7", 2_500), ("8", 0), ("9", 0)]);
        var body = JsonDocument.Parse(ReturnFiles.Mtd((await FindAsync(world, british, "2026-Q4")).Figures)).RootElement;
        (body.GetProperty("vatDueSales").GetDecimal(), body.GetProperty("totalValueSalesExVAT").GetDecimal()).ShouldBe((30.10m, 180m));
    }

    [Fact]
    public async Task Without_the_union_shop_distance_sales_belong_to_the_country_of_arrival()
    {
        await using var world = await World.OpenAsync();
        await EnterAsync(world, AssessmentTests.ASale("DE", "FR") with { TaxMinor = 2_000 });
        var french = await RegisterAsync(world, TaxRegistrationKind.Vat, "FR", "EUR");
        (await FindAsync(world, french, "2026-11")).Figures.TaxMinor.ShouldBe(2_000);

        var shop = await RegisterAsync(world, TaxRegistrationKind.OssUnion, "DE", "EUR");

        (await FindAsync(world, french, "2026-11")).Figures.TaxMinor.ShouldBe(0);
        (await FindAsync(world, shop, "2026-Q4")).Figures.Lines.ShouldBe([new("FR", "", "DE", 200_000, 1, 10_000, 2_000, 2_000)]);
    }

    [Theory]
    [InlineData(TaxRegistrationKind.Ioss, "US", "EUR", "N", "tax.not_in_the_union")]
    [InlineData(TaxRegistrationKind.Vat, "ZZ", "EUR", "N", "tax.unknown_country")]
    [InlineData(TaxRegistrationKind.Vat, "DE", "XXQ", "N", "tax.unknown_currency")]
    [InlineData(TaxRegistrationKind.Vat, "DE", "EUR", " ", "tax.number_missing")]
    [InlineData(TaxRegistrationKind.SalesTax, "US", "USD", "N", "tax.region_missing")]
    public async Task A_registration_that_cannot_be_is_refused_by_field(TaxRegistrationKind kind, string country, string currency, string number, string code)
    {
        await using var world = await World.OpenAsync();

        var refused = await world.AsAsync(provider => provider.GetRequiredService<EditRegistrations>().AddAsync(new(kind, country, null, number, null, currency, new(2026, 1, 1), null), Ct));

        refused.Problem!.Code.ShouldBe(code);
        refused.Problem.Field.ShouldNotBeNull();
    }

    private static async Task<long> RegisterAsync(World world, TaxRegistrationKind kind, string country, string currency, string number = "N-1") =>
        (await world.AsAsync(provider => provider.GetRequiredService<EditRegistrations>().AddAsync(new(kind, country, null, number, null, currency, new(2026, 10, 1), null), Ct)) is { IsOk: true } added ? added.Value : throw new InvalidOperationException());

    private static Task EnterAsync(World world, params TaxSale[] sales) => world.InUnitAsync(provider =>
    {
        var book = provider.GetRequiredService<ITaxBook>();
        book.Enter(book.Assess(sales));
        return Task.FromResult(true);
    });

    private static async Task<TaxReturnView> FindAsync(World world, long registration, string period, IReadOnlyDictionary<string, long>? entered = null) =>
        (await world.AsAsync(provider => provider.GetRequiredService<TaxReturns>().FindAsync(registration, period, entered ?? Nothing, Ct))).Value;

    private static async Task<Result> FileAsync(World world, long registration, string period)
    {
        // The registration began in October: its return comes first, and is empty.
        if (period == "2026-11") await world.AsAsync(provider => provider.GetRequiredService<TaxReturns>().FileAsync(registration, "2026-10", "", Nothing, Ct));
        return await world.AsAsync(provider => provider.GetRequiredService<TaxReturns>().FileAsync(registration, period, "R-1", Nothing, Ct));
    }

    private static Task<Result> UnfileAsync(World world, long registration, string period) =>
        world.AsAsync(provider => provider.GetRequiredService<TaxReturns>().UnfileAsync(registration, period, "Too early.", Ct));

    private static async Task<IReadOnlyList<string>> VerifyAsync(World world) => [.. (await VerifyDatabase.RunAsync(world.Database.Services, Ct)).SelectMany(report => report.Wrong)];
}
