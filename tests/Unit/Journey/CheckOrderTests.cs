using Entrepot.Channels.Contracts;
using Entrepot.Orders.Contracts;

namespace Entrepot.Unit.Journey;

/// <summary>What the check stops, and what it lets pass.</summary>
[Storage]
public sealed class CheckOrderTests(CheckOrderTests.Company company) : IClassFixture<CheckOrderTests.Company>
{
    private World World => company.World;

    public static TheoryData<string, Func<IncomingOrder, IncomingOrder>, string?> Orders() => new()
    {
        { "plain", order => order, null },
        { "unknown currency", order => order with { Currency = "XYZ" }, "orders.unknown_currency" },
        { "currency without a rate", order => order with { Currency = "KPW" }, "orders.no_exchange_rate" },
        { "dated two days ahead", order => order with { PlacedAt = TestDatabase.Noon.AddDays(2) }, "orders.placed_in_future" },
        { "a shop's clock an hour ahead", order => order with { PlacedAt = TestDatabase.Noon.AddHours(1) }, null },
        { "total fits", order => order with { TotalMinor = 1_000 + 490 - 100 + 190, DiscountMinor = 100, TaxMinor = 190 }, null },
        { "total a cent off", order => order with { TotalMinor = 1_491 }, "orders.total_mismatch" },
        { "unknown code", order => order.With(Goods.ALine("1", "NEVER-HEARD-OF", 1)), "orders.unknown_sku" },
        { "unknown code of a service", order => order.With(Goods.ALine("1", "MUG", 1), Goods.ALine("2", "GIFT-WRAP", 1) with { IsService = true }), null },
        { "unknown code of a cancelled line", order => order.With(Goods.ALine("1", "MUG", 1), Goods.ALine("2", "NEVER-HEARD-OF", 1) with { CancelledQuantity = 1 }), null },
        { "unmeasured", order => order.With(Goods.ALine("1", "RAW", 1)), "orders.product_unmeasured" },
        { "a bundle with an unmeasured part", order => order.With(Goods.ALine("1", "RAWSET", 1)), "orders.product_unmeasured" },
        { "a bundle", order => order.With(Goods.ALine("1", "SET", 1)), null },
        { "a country nobody knows", order => order.To(Goods.London with { Country = "" }) with { CountryText = "Channel Islands" }, "orders.country_unresolved" },
        { "no country", order => order.To(Goods.London with { Country = "" }), "address.country_missing" },
        { "not a country", order => order.To(Goods.London with { Country = "QQ" }), "address.country_unknown" },
        { "no postcode", order => order.To(Goods.London with { Postcode = "" }), "address.part_missing" },
        { "a postcode of elsewhere", order => order.To(Goods.Berlin with { Postcode = "SW1Y 4JH" }), "address.postcode_invalid" },
        { "no such state", order => order.To(Goods.Austin with { Province = "Bavaria" }), "address.province_unknown" },
        { "a postcode of another state", order => order.To(Goods.Austin with { Postcode = "10001" }), "address.postcode_elsewhere" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Each_fault_holds_the_order_at_the_check(string what, Func<IncomingOrder, IncomingOrder> change, string? code)
    {
        var order = await World.OneAsync(change(Goods.AnOrder(what)));

        order.HoldCode.ShouldBe(code);
        order.Status.ShouldBe(code is null ? OrderStatus.Allocated : OrderStatus.OnHold);
        order.Trace[0].ShouldBe(code is null ? "check passed" : "check held");
        if (code is not null) order.Page.HoldStage.ShouldBe("check");
    }

    [Theory]
    [InlineData("orders.bad_quantity", -1, 1_000)]
    [InlineData("orders.negative_price", 1, -1_000)]
    public async Task An_edit_cannot_bring_in_what_the_front_door_refuses(string code, long quantity, long amount)
    {
        var held = await World.OneAsync(Goods.AnOrder($"edited into {code}") with { TotalMinor = 1 });
        held.HoldCode.ShouldBe("orders.total_mismatch");

        await World.RestartAsync(held.Id, content => content with { TotalMinor = null, Lines = [content.Lines[0] with { Quantity = quantity, AmountMinor = amount }] });
        await World.RunAsync();

        (await World.StandingAsync($"edited into {code}")).HoldCode.ShouldBe(code);
    }

    [Fact]
    public async Task An_order_without_anything_to_ship_is_closed()
    {
        var orders = await World.JourneyAsync(
            Goods.AnOrder("only services").With(Goods.ALine("1", "GIFT-CARD", 1) with { IsService = true }),
            Goods.AnOrder("all cancelled").With(Goods.ALine("1", "MUG", 2) with { CancelledQuantity = 2 }));

        orders.Select(order => order.Status).ShouldAllBe(status => status == OrderStatus.Closed);
        orders.ShouldAllBe(order => order.Page.Vouchers.Count == 0 && order.Reserved.Count == 0);
    }

    [Fact]
    public async Task Cancelled_pieces_are_neither_shipped_nor_charged()
    {
        var order = await World.OneAsync(Goods.AnOrder("one of three left").With(Goods.ALine("1", "MUG", 3) with { CancelledQuantity = 2 }));

        order.Reserved.ShouldBe(["1 MUG×1 FRA"]);
        order.Page.Paid.ShouldBe(new(1_490, "EUR"));
        order.Balances.ShouldBe(["1200 EUR: 1490", "4000 EUR: -490", "4100 EUR: -1000"]);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(23, true)]
    [InlineData(24, true)]
    [InlineData(25, false)]
    [InlineData(-24, true)]
    [InlineData(-25, false)]
    public async Task The_same_basket_again_within_a_day_waits(int hoursLater, bool held)
    {
        var first = Goods.AnOrder($"first, {hoursLater} h") with { PlacedAt = TestDatabase.Noon.AddDays(-10) };
        var (one, other) = (first, first with { ExternalNumber = $"again, {hoursLater} h", PlacedAt = first.PlacedAt.AddHours(hoursLater) });

        var orders = await World.JourneyAsync(one, other);

        orders[0].Status.ShouldBe(OrderStatus.Allocated, "of two alike the first that came goes on");
        orders[1].HoldCode.ShouldBe(held ? "orders.duplicate_basket" : null);
        if (held) orders[1].Page.HoldReason!.ShouldContain(orders[0].Number);
    }

    [Fact]
    public async Task A_double_is_found_in_the_book_as_in_its_own_batch()
    {
        var first = Goods.AnOrder("in the book");
        (await World.OneAsync(first)).Status.ShouldBe(OrderStatus.Allocated);

        (await World.OneAsync(first with { ExternalNumber = "the next day, another batch", PlacedAt = first.PlacedAt.AddHours(20) })).HoldCode.ShouldBe("orders.duplicate_basket");
    }

    [Fact]
    public async Task Another_quantity_buyer_or_address_is_another_basket()
    {
        var first = Goods.AnOrder("not the same") with { BuyerId = "the one" };

        var orders = await World.JourneyAsync(
            first,
            first.With(Goods.ALine("1", "MUG", 2)) with { ExternalNumber = "another quantity" },
            first with { ExternalNumber = "another buyer", BuyerId = "the other" },
            first.To(Goods.Berlin with { Line1 = "Invalidenstraße 44" }) with { ExternalNumber = "another address" });

        orders.ShouldAllBe(order => order.Status == OrderStatus.Allocated);
    }

    /// <summary>One company for the whole table; each case has its own buyer.</summary>
    public sealed class Company : IAsyncLifetime
    {
        internal World World { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            World = await World.OpenAsync();
            await World.StockAllAsync();
        }

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
