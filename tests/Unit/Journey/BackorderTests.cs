using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Orders.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>Orders that lack goods, and what sets them going again.</summary>
[Storage]
public sealed class BackorderTests
{
    [Fact]
    public async Task A_short_order_reserves_nothing_and_knows_its_day()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.ExpectAsync("TEE", World.Fra, 10, new(2026, 11, 20));
        await world.ExpectAsync("CLOCK", World.Fra, 10, new(2026, 11, 30));

        var orders = await world.JourneyAsync(Goods.AnOrder("A-1", ("MUG", 1), ("TEE", 1), ("CLOCK", 1)), Goods.AnOrder("A-2", ("PHONES", 1)));

        orders.Select(order => (order.Status, order.Page.ExpectedOn, order.Reserved.Count)).ShouldBe(
            [(OrderStatus.Backordered, new DateOnly(2026, 11, 30), 0), (OrderStatus.Backordered, null, 0)]);
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-0");
        orders[0].Timeline.ShouldBe(["received", "backordered"]);
    }

    [Fact]
    public async Task Goods_that_arrive_start_the_orders_that_wait_for_them_oldest_first()
    {
        await using var world = await World.OpenAsync();
        await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"), Goods.AnOrder("A-3", ("TEE", 1)));

        await world.StockAsync("MUG", World.Fra, 1);
        await world.WorkAsync();
        await world.RunAsync();

        var orders = await world.StandingAsync("A-1", "A-2", "A-3");
        orders.Select(order => order.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Backordered, OrderStatus.Backordered]);
        orders[0].Timeline.ShouldBe(["received", "backordered", "stock_arrived", "allocated"]);
        orders[1].Timeline.ShouldBe(["received", "backordered", "stock_arrived", "backordered"]);
        orders[2].Timeline.ShouldBe(["received", "backordered"], "nobody wakes an order for goods that it does not lack");
        (await world.QueryAsync("SELECT COUNT(*) FROM orders_shortage WHERE tenant_id = @p0", row => row.GetInt64(0))).ShouldBe([2L]);
    }

    [Fact]
    public async Task An_order_that_lacks_two_things_goes_when_both_are_there()
    {
        await using var world = await World.OpenAsync();
        await world.OneAsync(Goods.AnOrder("A-1", ("SET", 1)));

        await world.StockAsync("MUG", World.Fra, 2);
        await world.WorkAsync();
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Backordered);

        await world.StockAsync("TEE", World.Fra, 1);
        await world.WorkAsync();
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated);
    }

    [Fact]
    public async Task What_another_order_gives_back_starts_them_too()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 1);
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"));
        orders[1].Status.ShouldBe(OrderStatus.Backordered);

        await world.InUnitAsync(async provider =>
        {
            await provider.GetRequiredService<Unwind>().RunAsync(orders[0].Id, new(2026, 11, 2), "test", World.Ct);
            return (await provider.GetRequiredService<IOrderBook>().MoveAsync([new(orders[0].Id, OrderStatus.Cancelled, "cancelled", "test")], TestDatabase.Noon, World.Ct)).Single();
        });
        await world.WorkAsync();
        await world.RunAsync();

        (await world.StandingAsync("A-2")).Status.ShouldBe(OrderStatus.Allocated);
    }

    [Fact]
    public async Task What_a_held_order_needs_no_more_starts_them_too()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("NOHS", World.Szx, 2);
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1", ("NOHS", 2)), Goods.AnOrder("A-2", ("NOHS", 1)));
        orders.Select(order => order.Status).ShouldBe([OrderStatus.OnHold, OrderStatus.Backordered]);
        orders[0].Reserved.ShouldBe(["1 NOHS×2 SZX"], "customs stopped it after its stock was reserved");
        await world.InUnitAsync(provider => provider.GetRequiredService<ICatalogEditing>().ClassifyAsync(world.Products["NOHS"], "950300", "CN", World.Ct));

        await world.RestartAsync(orders[0].Id, content => content with { Lines = [content.Lines[0] with { CancelledQuantity = 1 }] });
        await world.RunAsync();
        await world.WorkAsync();
        await world.RunAsync();

        (await world.StandingAsync("A-1", "A-2")).Select(order => order.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Allocated]);
    }

    [Fact]
    public async Task More_orders_than_one_batch_all_start()
    {
        const int Many = OrderBatch.CountMax + 20;
        await using var world = await World.OpenAsync();
        await world.JourneyAsync([.. Enumerable.Range(0, Many).Select(i => Goods.AnOrder($"A-{i}"))]);

        await world.StockAsync("MUG", World.Fra, Many);
        await world.WorkAsync();

        (await world.RunAsync()).Planned.ShouldBe(Many);
    }

    [Fact]
    public async Task The_same_arrival_told_twice_starts_nothing_twice()
    {
        await using var world = await World.OpenAsync();
        await world.JourneyAsync(Goods.AnOrder("A-1"));
        await world.StockAsync("MUG", World.Fra, 1);
        await world.TellAsync(new StockFreed([world.Products["MUG"]]));
        await world.WorkAsync();
        await world.RunAsync();
        await world.TellAsync(new StockFreed([world.Products["MUG"]]));
        await world.WorkAsync();
        await world.RunAsync();

        (await world.StandingAsync("A-1")).Timeline.ShouldBe(["received", "backordered", "stock_arrived", "allocated"]);
    }
}
