using Entrepot.Finance.Contracts;
using Entrepot.Orders.Contracts;
using Entrepot.Transport.Contracts;
using Entrepot.Unit.Transport;
using Entrepot.Warehouse.Contracts;
using static Entrepot.Unit.Journey.FloorSteps;

namespace Entrepot.Unit.Journey;

/// <summary>What follows a journey, with the real floor and the sandbox's carriers on a port: packed, handed over, delivered.</summary>
[Storage]
public sealed class FollowingTests
{
    [Fact]
    public async Task An_order_is_packed_shipped_and_delivered_and_its_books_close()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));

        await PackAsync(world);
        var packed = await world.StandingAsync("A-1");
        (packed.Status, packed.Page.Fulfilment.Single().Status).ShouldBe((OrderStatus.InFulfilment, FulfilmentStatus.Labelled));

        await HandOverAsync(world);
        var shipped = await world.StandingAsync("A-1");
        shipped.Status.ShouldBe(OrderStatus.Shipped);
        shipped.Reserved.ShouldBeEmpty();
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 3-0");
        shipped.Balances.ShouldContain("1400 EUR: -420");
        shipped.Balances.ShouldContain("5000 EUR: 420");

        await DeliverAsync(world, carriers);
        var delivered = await world.StandingAsync("A-1");
        delivered.Status.ShouldBe(OrderStatus.Delivered);
        delivered.Timeline.Where(kind => !kind.StartsWith("tracking", StringComparison.Ordinal)).ShouldBe(["received", "allocated", "packed", "booked", "handed_over", "shipped", "delivered"]);
        delivered.Page.Costs.Single(cost => cost.Kind == CostKind.Freight).Actual.ShouldNotBeNull();
        delivered.Balances.ShouldNotContain(balance => balance.StartsWith("2110", StringComparison.Ordinal), "freight accrued is settled");
    }

    [Fact]
    public async Task Every_event_told_twice_has_one_effect()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        await PackAsync(world);
        await HandOverAsync(world);
        await DeliverAsync(world, carriers);
        var once = await world.StandingAsync("A-1");
        var (part, sent) = (once.Page.Fulfilment.Single(), once.Page.Consignments.Single());

        await world.TellAsync(new FulfilmentPacked(part.Id, once.Id, World.Fra, TestDatabase.Noon));
        await world.TellAsync(new FulfilmentHandedOver(part.Id, once.Id, World.Fra, sent.Id, "MF-1", TestDatabase.Noon));
        await world.TellAsync(new ConsignmentDelivered(sent.Id, once.Id, TestDatabase.Noon));
        await world.WorkAsync();

        var twice = await world.StandingAsync("A-1");
        (twice.Status, string.Join(';', twice.Balances)).ShouldBe((once.Status, string.Join(';', once.Balances)));
        twice.Page.Vouchers.Count.ShouldBe(once.Page.Vouchers.Count);
        twice.Page.Costs.ShouldBe(once.Page.Costs);
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 3-0");
        twice.Timeline.Count(kind => kind is "packed" or "shipped" or "delivered").ShouldBe(3);
    }

    [Fact]
    public async Task A_delivery_that_is_heard_of_before_the_hand_over_closes_the_order_all_the_same()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        await PackAsync(world);
        (await FloorAsync(world, floor => floor.HandOverAsync(new(World.Fra, null), World.Ct))).Value.ShouldNotBeEmpty();
        await world.Database.ExecuteAsOwnerAsync("UPDATE platform_work SET due_at = due_at + 130000000 WHERE kind = 'journey.on_fulfilment_handed_over'");

        await DeliverAsync(world, carriers);

        var delivered = await world.StandingAsync("A-1");
        (delivered.Page.Consignments.Single().Status, delivered.Status).ShouldBe((ConsignmentStatus.Delivered, OrderStatus.Delivered));
        delivered.Timeline.Count(kind => kind is "shipped" or "delivered").ShouldBe(2);
    }

    [Fact]
    public async Task A_split_order_is_shipped_with_its_last_part()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.StockAsync("CLOCK", World.Szx, 1);
        var planned = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("CLOCK", 1)));
        planned.Page.Fulfilment.Count.ShouldBe(2);
        await PackAsync(world);

        await HandOverAsync(world, World.Fra);
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.InFulfilment);
        await HandOverAsync(world, World.Szx);
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Shipped);
    }

    [Fact]
    public async Task An_order_of_which_a_part_has_left_cannot_be_cancelled()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.StockAsync("CLOCK", World.Szx, 1);
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("CLOCK", 1)));
        await PackAsync(world);
        await HandOverAsync(world, World.Fra);
        var before = (await world.StandingAsync("A-1")).Whole();

        (await world.CancelAsync(order.Id)).Problem!.Code.ShouldBe("warehouse.handed_over");

        (await world.StandingAsync("A-1")).Whole().ShouldBe(before, "a refusal changes nothing");
    }

    [Fact]
    public async Task A_labelled_order_that_is_cancelled_loses_its_label_and_its_goods_go_back()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        await PackAsync(world);

        (await world.CancelAsync(order.Id)).Problem.ShouldBeNull();
        await world.WorkAsync();

        var cancelled = await world.StandingAsync("A-1");
        (cancelled.Status, cancelled.Page.Consignments.Single().Status, cancelled.Page.Consignments.Single().Problem).ShouldBe((OrderStatus.Cancelled, ConsignmentStatus.Voided, null));
        cancelled.Balances.ShouldBeEmpty();
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-0");
        (await world.QueryAsync("SELECT kind FROM warehouse_pick_task WHERE tenant_id = @p0 AND NOT is_done", row => row.GetString(0))).ShouldBe(["PutBack"]);
    }
}
