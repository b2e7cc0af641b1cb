using Entrepot.Orders.Contracts;
using Entrepot.Unit.Transport;
using Entrepot.Warehouse.Contracts;
using static Entrepot.Unit.Journey.FloorSteps;

namespace Entrepot.Unit.Journey;

/// <summary>What becomes of an order whose goods the picker does not find: its journey decides again.</summary>
[Storage]
public sealed class ShortPickTests
{
    [Fact]
    public async Task What_is_not_on_the_shelf_comes_from_another_warehouse()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        await world.StockAsync("MUG", World.Szx, 5);

        await PickAsync(world, found: 0);

        var order = await world.StandingAsync("A-1");
        (order.Status, order.Warehouses, order.Reserved.Single()).ShouldBe((OrderStatus.Allocated, "SZX", "1 MUG×2 SZX"));
        order.Timeline.ShouldBe(["received", "allocated", "short", "allocated"]);
        order.Page.Events.Single(happened => happened.Kind == "short").Text.ToString().ShouldStartWith("MUG −2 (F");
        order.Trace.ShouldContain("reserve reserved");
        order.Page.Fulfilment.Select(part => part.Status).ShouldBe([FulfilmentStatus.Cancelled, FulfilmentStatus.Planned], ignoreOrder: true);
        (await world.LevelsAsync("MUG")).ShouldBe("SZX: 5-2", "what nobody finds is no stock, so nobody is promised it");
        await HoldPromisesAsync(world);
    }

    [Fact]
    public async Task An_order_is_split_where_the_rest_is_elsewhere_and_what_was_picked_is_kept_for_it()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 3);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3)));
        await world.StockAsync("MUG", World.Szx, 1);

        await PickAsync(world, found: 2);

        var order = await world.StandingAsync("A-1");
        order.Reserved.ShouldBe(["1 MUG×2 FRA", "1 MUG×1 SZX"], ignoreOrder: true);
        order.Trace.ShouldContain("reserve split");
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 2-2, SZX: 1-1");
        await HoldPromisesAsync(world);
    }

    [Fact]
    public async Task Where_there_is_none_elsewhere_the_order_waits_and_goes_on_when_goods_arrive()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));

        await PickAsync(world, found: 1);
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Backordered);
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 1-0");

        await world.StockAsync("MUG", World.Fra, 1);
        await world.WorkAsync();
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated);
        await HoldPromisesAsync(world);
    }

    [Fact]
    public async Task The_same_shortage_told_twice_is_decided_once()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        var planned = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        await world.StockAsync("MUG", World.Szx, 5);
        await PickAsync(world, found: 0);
        var once = (await world.StandingAsync("A-1")).Whole();

        var part = planned.Page.Fulfilment.Single();
        await world.TellAsync(new FulfilmentShort(part.Id, planned.Id, World.Fra, world.Products["MUG"], 2, TestDatabase.Noon));
        await world.WorkAsync();
        await world.RunAsync();

        (await world.StandingAsync("A-1")).Whole().ShouldBe(once);
    }

    [Fact]
    public async Task Two_lines_of_one_product_are_written_off_together()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("MUG", 1)));

        await PickAsync(world, found: 0);

        (await world.LevelsAsync("MUG")).ShouldBe("");
        await HoldPromisesAsync(world);
    }

    [Fact]
    public async Task Once_a_part_has_left_the_floor_is_to_search_and_the_timeline_says_so()
    {
        await using var carriers = await SandboxHost.StartAsync();
        await using var world = await OpenAsync(carriers);
        await world.StockAsync("CLOCK", World.Szx, 1);
        await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 1), ("CLOCK", 1)));
        // Walks begin in both warehouses; Frankfurt is packed and handed over before Shenzhen finds its shelf empty.
        (await FloorAsync(world, floor => floor.ReleaseAllAsync(null, World.Ct))).IsOk.ShouldBeTrue();
        var walks = await FloorAsync(world, floor => floor.OpenStopsAsync(null, World.Ct));
        await ConfirmAsync(world, walks.Where(stop => stop.Sku == "MUG"), isShort: false, 1);
        await PackAllAsync(world);
        await HandOverAsync(world, World.Fra);

        await ConfirmAsync(world, walks.Where(stop => stop.Sku == "CLOCK"), isShort: true, 0);
        await world.WorkAsync();

        var order = await world.StandingAsync("A-1");
        order.Timeline[^1].ShouldBe("short_after_leaving");
        order.Page.Fulfilment.Select(part => part.Status).ShouldBe([FulfilmentStatus.HandedOver, FulfilmentStatus.Short], ignoreOrder: true);
        (await world.LevelsAsync("CLOCK")).ShouldBe("SZX: 1-1", "nothing is written off while somebody may still find it");
    }

    /// <summary>Walks all that is planned and finds so many pieces at each stop; then everything that follows, and the journey.</summary>
    private static async Task PickAsync(World world, long found)
    {
        (await FloorAsync(world, floor => floor.ReleaseAllAsync(null, World.Ct))).IsOk.ShouldBeTrue();
        await ConfirmAsync(world, await FloorAsync(world, floor => floor.OpenStopsAsync(null, World.Ct)), isShort: true, found);
        await world.WorkAsync();
        await world.RunAsync();
    }

    private static async Task ConfirmAsync(World world, IEnumerable<PickStop> stops, bool isShort, long found) =>
        (await FloorAsync(world, floor => floor.PickAsync([.. stops.Select(stop => new PickConfirmation(stop.Task, stop.Bin, stop.Sku, found, isShort))], World.Ct))).Value.ShouldAllBe(answer => answer.IsOk);

    private static async Task PackAllAsync(World world)
    {
        var proposals = await FloorAsync(world, floor => floor.ToPackAsync(null, World.Ct));
        (await FloorAsync(world, floor => floor.PackAsync([.. proposals.Select(proposal => new PackRequest(proposal.FulfilmentOrder, proposal.Items, proposal.Parcels, false))], World.Ct))).Value.ShouldAllBe(answer => answer.IsOk);
        await world.WorkAsync();
    }
}
