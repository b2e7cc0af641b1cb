using Entrepot.Channels.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>What people and channels do to an order on its way: everything that was planned is taken back, exactly once.</summary>
[Storage]
public sealed class ChangeAndCancelTests
{
    [Fact]
    public async Task A_corrected_address_takes_back_what_was_planned_and_plans_anew()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync(5);
        var planned = await world.OneAsync(Goods.AnOrder("A-1", ("CLOCK", 2)));
        planned.Page.Fulfilment.Single().Status.ShouldBe(FulfilmentStatus.Planned);

        (await AddressAsync(world, planned.Id, Goods.London)).ShouldBe(Result.Ok);
        await world.RunAsync();

        var again = await world.StandingAsync("A-1");
        (again.Status, again.Page.Run, again.Page.Content.ShipTo.Country).ShouldBe((OrderStatus.Allocated, 2, "GB"));
        again.Timeline.ShouldBe(["received", "allocated", "address_changed", "allocated"]);
        again.Page.Consignments.Select(sent => (sent.Reference, sent.Status)).ShouldBe([($"{again.Number}-1", ConsignmentStatus.Voided), ($"{again.Number}-1R2", ConsignmentStatus.Planned)]);
        again.Page.Fulfilment.Select(part => part.Status).ShouldBe([FulfilmentStatus.Cancelled, FulfilmentStatus.Planned]);
        again.Reserved.Sum(one => int.Parse(one.Split('×')[1].Split(' ')[0], null)).ShouldBe(2);
        again.Balances.ShouldBe(planned.Balances, "the first posting was taken back and posted again");
        again.Page.Vouchers.Select(voucher => voucher.Kind).ShouldBe(["placed", "placed/reversed", "placed/2"]);
    }

    [Fact]
    public async Task An_address_that_cannot_be_delivered_to_is_refused_and_changes_nothing()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 1);
        var planned = await world.OneAsync(Goods.AnOrder("A-1"));

        (await AddressAsync(world, planned.Id, Goods.Berlin with { Postcode = "" })).Problem!.Code.ShouldBe("address.part_missing");
        (await AddressAsync(world, new(4711), Goods.London)).Problem!.Code.ShouldBe("orders.not_found");

        (await world.StandingAsync("A-1")).Whole().ShouldBe(planned.Whole());
    }

    public static TheoryData<OrderStatus> Cancellable() => [OrderStatus.Received, OrderStatus.OnHold, OrderStatus.Backordered, OrderStatus.Allocated, OrderStatus.InFulfilment];

    [Theory]
    [MemberData(nameof(Cancellable))]
    public async Task A_cancelled_order_holds_nothing_and_owes_nothing(OrderStatus at)
    {
        await using var world = await World.OpenAsync();
        var order = await InAsync(world, at);

        (await world.CancelAsync(order.Id)).ShouldBe(Result.Ok);
        (await world.CancelAsync(order.Id)).ShouldBe(Result.Ok, "cancelling twice is harmless");
        await world.RunAsync();

        var cancelled = await world.StandingAsync("A-1");
        cancelled.Status.ShouldBe(OrderStatus.Cancelled);
        cancelled.Reserved.ShouldBeEmpty();
        cancelled.Balances.ShouldBeEmpty();
        cancelled.Page.Costs.ShouldBeEmpty();
        cancelled.Page.Consignments.ShouldAllBe(sent => sent.Status == ConsignmentStatus.Voided);
        cancelled.Page.Fulfilment.ShouldAllBe(part => part.Status == FulfilmentStatus.Cancelled);
        cancelled.Timeline.Count(kind => kind == "cancelled").ShouldBe(1);
        (await world.QueryAsync("SELECT SUM(reserved) FROM inventory_stock WHERE tenant_id = @p0", row => row.IsDBNull(0) ? 0 : row.GetInt64(0))).ShouldBe([0L]);
        (await world.QueryAsync("SELECT COUNT(*) FROM orders_shortage WHERE tenant_id = @p0", row => row.GetInt64(0))).ShouldBe([0L]);
    }

    [Theory]
    [InlineData("Shipped")]
    [InlineData("Delivered")]
    [InlineData("Closed")]
    public async Task An_order_that_has_left_or_ended_cannot_be_cancelled_or_changed(string status)
    {
        await using var world = await World.OpenAsync();
        var order = await InAsync(world, OrderStatus.Allocated);
        await world.ExecuteAsync($"UPDATE orders_order SET status = '{status}' WHERE tenant_id = @p0");
        var before = (await world.StandingAsync("A-1")).Whole();

        (await world.CancelAsync(order.Id)).Problem!.Code.ShouldBe("orders.illegal_move");
        (await AddressAsync(world, order.Id, Goods.London)).Problem!.Code.ShouldBe("orders.cannot_change");

        (await world.StandingAsync("A-1")).Whole().ShouldBe(before, "a refusal changes nothing");
    }

    [Fact]
    public async Task A_cancellation_needs_a_reason_and_an_order()
    {
        await using var world = await World.OpenAsync();
        var order = await InAsync(world, OrderStatus.Allocated);

        (await world.CancelAsync(order.Id, " ")).Problem!.Code.ShouldBe("orders.reason_missing");
        (await world.CancelAsync(new(4711))).Problem!.Code.ShouldBe("orders.not_found");
    }

    [Fact]
    public async Task Pieces_that_the_channel_cancels_before_shipping_are_left_out()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));

        (await CancelPiecesAsync(world, "C-1", 2)).ShouldBe(CancellationOutcome.Applied);
        await world.WorkAsync();
        await world.RunAsync();

        var left = await world.StandingAsync("A-1");
        (left.Status, left.Reserved.Single(), left.Page.Paid.Minor).ShouldBe((OrderStatus.Allocated, "1 MUG×1 FRA", 1_490L));
        left.Timeline.ShouldBe(["received", "allocated", "pieces_cancelled", "allocated"]);

        (await CancelPiecesAsync(world, "C-2", 1)).ShouldBe(CancellationOutcome.Applied);
        await world.WorkAsync();
        await world.RunAsync();

        var none = await world.StandingAsync("A-1");
        (none.Status, none.Reserved.Count, none.Balances.Count).ShouldBe((OrderStatus.Closed, 0, 0));
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-0");
    }

    [Fact]
    public async Task Pieces_cancelled_before_their_order_came_are_never_planned_and_the_timeline_says_so()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        (await CancelPiecesAsync(world, "C-1", 2)).ShouldBe(CancellationOutcome.Early);

        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));

        var left = await world.StandingAsync("A-1");
        (left.Status, left.Reserved.Single()).ShouldBe((OrderStatus.Allocated, "1 MUG×1 FRA"));
        left.Timeline.ShouldBe(["received", "pieces_cancelled", "allocated"]);
    }

    [Fact]
    public async Task The_same_cancellation_told_twice_cancels_once()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));

        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 1)], "C-1"));
        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 1)], "C-1"));
        await world.WorkAsync();
        await world.RunAsync();
        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 1)], "C-1"));
        await world.WorkAsync();
        await world.RunAsync();

        var left = await world.StandingAsync("A-1");
        (left.Page.Lines.Single().CancelledQuantity, left.Status, left.Page.Run).ShouldBe((1, OrderStatus.Allocated, 2));
        left.Timeline.ShouldBe(["received", "allocated", "pieces_cancelled", "allocated"]);
    }

    [Fact]
    public async Task Cancellations_that_overtake_each_other_cancel_no_more_than_the_last_one_says()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));

        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 2)], "C-2"));
        await world.WorkAsync();
        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 1)], "C-1"));
        await world.WorkAsync();
        await world.RunAsync();

        (await world.StandingAsync("A-1")).Page.Lines.Single().CancelledQuantity.ShouldBe(2);
    }

    [Fact]
    public async Task A_cancelled_piece_takes_its_tax_and_its_discount_with_it()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync(5);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2), ("TEE", 2)) with { DiscountMinor = 400, TaxMinor = 409, TotalMinor = 4_499 });

        await CancelPiecesAsync(world, "C-1", 2);
        await world.WorkAsync();
        await world.RunAsync();

        // Two T-shirts at 20.00 with 2.00 off, 4.90 shipping; of 4.09 tax on 40.90 goes what the mugs' 18.00 had.
        var left = await world.StandingAsync("A-1");
        (left.Status, left.Page.Paid.Minor).ShouldBe((OrderStatus.Allocated, 2_000L - 200 + 490 + 229));
        left.Balances.ShouldContain("1200 EUR: 2519", "the receivable is what the buyer pays");
    }

    [Fact]
    public async Task Pieces_that_are_cancelled_after_shipping_are_only_noted()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));
        await world.ExecuteAsync("UPDATE orders_order SET status = 'Shipped' WHERE tenant_id = @p0");

        await CancelPiecesAsync(world, "C-1", 2);
        await world.WorkAsync();

        var late = await world.StandingAsync("A-1");
        late.Status.ShouldBe(OrderStatus.Shipped);
        late.Page.Events[^1].Text.ShouldBe($"C-1: Order {late.Number} is Shipped and cannot be changed any more.");
        late.Timeline.ShouldBe(["received", "allocated", "cancelled_too_late"]);
        late.Page.Lines.Single().CancelledQuantity.ShouldBe(0);
    }

    /// <summary>An order A-1 in this status, by the way it gets there.</summary>
    private static async Task<Standing> InAsync(World world, OrderStatus status)
    {
        if (status != OrderStatus.Backordered) await world.StockAsync(status is OrderStatus.OnHold ? "NOHS" : "MUG", World.Szx, 5);
        var order = await world.OneAsync(status switch
        {
            OrderStatus.OnHold => Goods.AnOrder("A-1", ("NOHS", 2)).To(Goods.Austin), // Held with its stock.
            OrderStatus.Received => Goods.AnOrder("A-1") with { TotalMinor = 1 },
            _ => Goods.AnOrder("A-1", ("MUG", 2)),
        });
        if (status == OrderStatus.OnHold) order.Reserved.ShouldNotBeEmpty();
        if (status == OrderStatus.Received) await world.RestartAsync(order.Id);
        if (status == OrderStatus.InFulfilment) await world.TellAsync(new FulfilmentPacked(order.Page.Fulfilment.Single().Id, order.Id, World.Szx, TestDatabase.Noon));
        if (status == OrderStatus.InFulfilment) await world.WorkAsync();
        var now = await world.StandingAsync("A-1");
        now.Status.ShouldBe(status);
        return now;
    }

    private static Task<Result> AddressAsync(World world, OrderId order, Address address) => world.AsAsync(provider => provider.GetRequiredService<ChangeOrder>().AddressAsync(order, address, World.Ct));

    private static async Task<CancellationOutcome> CancelPiecesAsync(World world, string reference, long quantity) => (await world.AsAsync(provider =>
        provider.GetRequiredService<IOrderIntake>().CancelAsync(World.Shop, [new(reference, "A-1", TestDatabase.Noon, [new("1", quantity)])], World.Ct))).Single();
}
