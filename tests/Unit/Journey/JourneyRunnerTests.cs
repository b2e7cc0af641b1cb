using System.Data.Common;
using System.Text.Json;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>One bad order does not stop the others.</summary>
[Storage]
public sealed class JourneyRunnerTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(20, 0)]
    [InlineData(20, 6)]
    [InlineData(20, 19)]
    public async Task A_new_order_that_a_bug_stops_waits_in_the_intake_and_the_others_go_on(int count, int at)
    {
        var bug = new BreaksAtTees();
        await using var world = await World.OpenAsync(bug.Register);
        await world.StockAllAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, count).Select(i => Goods.AnOrder($"A-{i}", (i == at ? "TEE" : "MUG", 1)))]);

        var counts = await world.RunAsync();

        counts.Planned.ShouldBe(count - 1);
        counts.Held.ShouldBe(new Dictionary<string, int> { ["journey.failed"] = 1 });
        (await world.StandingAsync([.. Enumerable.Range(0, count).Where(i => i != at).Select(i => $"A-{i}")])).ShouldAllBe(order => order.Status == OrderStatus.Allocated);
        (await ParkedAsync(world)).ShouldBe([$"A-{at}: Nobody thought of T-shirts."]);
        (await world.RunAsync()).Orders.ShouldBe(0, "a parked order does not come again by itself");
    }

    [Fact]
    public async Task Two_bad_orders_are_both_found()
    {
        await using var world = await World.OpenAsync(new BreaksAtTees().Register);
        await world.StockAllAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, 12).Select(i => Goods.AnOrder($"A-{i}", (i is 3 or 4 ? "TEE" : "MUG", 1)))]);

        (await world.RunAsync()).Planned.ShouldBe(10);

        (await ParkedAsync(world)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_known_order_that_a_bug_stops_is_on_hold_until_somebody_releases_it_again()
    {
        var bug = new BreaksAtTees { IsThere = false };
        await using var world = await World.OpenAsync(bug.Register);
        await world.StockAllAsync();
        var held = await world.JourneyAsync([.. Enumerable.Range(0, 5).Select(i => Goods.AnOrder($"A-{i}", (i == 2 ? "TEE" : "MUG", 1)) with { TotalMinor = 1 })]);
        held.ShouldAllBe(order => order.HoldCode == "orders.total_mismatch");

        bug.IsThere = true;
        foreach (var order in held) await world.RestartAsync(order.Id, waive: "orders.total_mismatch");
        (await world.RunAsync()).Planned.ShouldBe(4);

        var stopped = await world.StandingAsync("A-2");
        (stopped.Status, stopped.HoldCode, stopped.Page.HoldStage, stopped.Page.Run).ShouldBe((OrderStatus.OnHold, "journey.failed", "journey", 2));
        stopped.Page.HoldReason.ShouldBe("The journey failed: Nobody thought of T-shirts. Report it; release the order to try again.");
        stopped.Trace.ShouldBe(["journey held"]);

        bug.IsThere = false;
        await world.RestartAsync(stopped.Id);
        await world.RunAsync();

        var done = await world.StandingAsync("A-2");
        (done.Status, done.Page.Run).ShouldBe((OrderStatus.Allocated, 3));
    }

    [Fact]
    public async Task A_known_order_that_cannot_even_be_read_is_set_aside()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var held = await world.JourneyAsync([.. Enumerable.Range(0, 5).Select(i => Goods.AnOrder($"A-{i}") with { TotalMinor = 1 })]);
        foreach (var order in held) await world.RestartAsync(order.Id, waive: "orders.total_mismatch");
        await world.ExecuteAsync("UPDATE orders_order SET content = 'torn' WHERE tenant_id = @p0 AND external_number = 'A-2'");

        var counts = await world.RunAsync();

        (counts.Planned, counts.Held.Single()).ShouldBe((4, new("journey.failed", 1)));
        (await world.QueryAsync("SELECT status, hold_code FROM orders_order WHERE tenant_id = @p0 AND external_number = 'A-2'", row => $"{row.GetString(0)} {row.GetString(1)}")).ShouldBe(["OnHold journey.failed"]);
    }

    [Fact]
    public async Task A_fault_of_the_database_is_nobodys_and_sets_nothing_aside()
    {
        await using var world = await World.OpenAsync();
        await world.AcceptAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"));
        await world.Database.ExecuteAsOwnerAsync("DROP TABLE orders_number");

        await Should.ThrowAsync<DbException>(world.RunAsync);

        (await world.QueryAsync("SELECT state FROM channels_incoming WHERE tenant_id = @p0", row => row.GetString(0))).ShouldBe(["Waiting", "Waiting"]);
    }

    [Fact]
    public async Task A_bug_that_stops_every_order_is_thrown_before_it_sets_all_of_them_aside()
    {
        await using var world = await World.OpenAsync(new BreaksAtTees().Register);
        await world.StockAllAsync();
        await world.AcceptAsync([.. Enumerable.Range(0, 8).Select(i => Goods.AnOrder($"A-{i}", ("TEE", 1)))]);

        await Should.ThrowAsync<InvalidOperationException>(world.RunAsync);

        (await ParkedAsync(world)).Count.ShouldBe(5);
        (await world.QueryAsync("SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0 AND state = 'Waiting'", row => row.GetInt64(0))).ShouldBe([3L]);
    }

    [Fact]
    public async Task Released_orders_go_before_new_ones_and_urgent_ones_before_both()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        var held = await world.JourneyAsync(Goods.AnOrder("released") with { TotalMinor = 1 }, Goods.AnOrder("urgent") with { TotalMinor = 1 });
        await world.AcceptAsync(Goods.AnOrder("new"));
        foreach (var order in held) await world.RestartAsync(order.Id, waive: "orders.total_mismatch");
        await world.ExecuteAsync("UPDATE orders_order SET priority = 100 WHERE tenant_id = @p0 AND external_number = 'urgent'");

        await world.RunAsync();

        var orders = await world.StandingAsync("released", "urgent", "new");
        orders.Select(order => order.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Allocated, OrderStatus.Backordered]);
        orders[0].Page.Consignments.Single().Id.Value.ShouldBeGreaterThan(orders[1].Page.Consignments.Single().Id.Value);
    }

    private static Task<List<string>> ParkedAsync(World world) =>
        world.QueryAsync("SELECT external_number, error FROM channels_incoming WHERE tenant_id = @p0 AND state = 'Parked' ORDER BY id", row => $"{row.GetString(0)}: {JsonSerializer.Deserialize<Sentence>(row.GetString(1))}");

    private sealed class BreaksAtTees : IGoodsRestrictions
    {
        public bool IsThere { get; set; } = true;

        public void Register(IServiceCollection services) => services.AddSingleton<IGoodsRestrictions>(this);

        public IReadOnlyList<Problem?> Check(IReadOnlyList<RestrictionRequest> requests)
        {
            if (IsThere && requests.Any(request => request.Goods.Any(goods => goods.Sku == "TEE"))) throw new InvalidOperationException("Nobody thought of T-shirts.");
            return new Problem?[requests.Count];
        }
    }
}
