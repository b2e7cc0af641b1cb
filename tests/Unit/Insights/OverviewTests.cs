using Entrepot.Channels.Contracts;
using Entrepot.Insights.Features;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Insights;

/// <summary>The first page counts what its filters say.</summary>
[Storage]
public sealed class OverviewTests
{
    [Fact]
    public async Task The_overview_counts_by_shop_and_warehouse_and_says_who_waits_longest()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 10);
        await world.InUnitAsync(provider => provider.GetRequiredService<ISalesChannels>().AddAsync(new(new(72), "other", "Another shop", "api", "EUR"), World.Ct));
        await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"), Goods.AnOrder("A-3") with { TotalMinor = 1 });
        world.Database.Clock.Now += TimeSpan.FromMinutes(1); // A span ends before now.

        var all = await SeeAsync(world, "");
        (all.Now.Orders, all.Now.WithoutPerson, all.Now.WithoutPersonPpm).ShouldBe((3, 2, 666_667L));
        (all.ByStatus[OrderStatus.OnHold], all.ByStatus[OrderStatus.Allocated], all.Waiting).ShouldBe((1, 2, 0));
        all.OldestHeld.ShouldBe((await world.StandingAsync("A-3")).Page.Since);
        all.Before.Orders.ShouldBe(0);
        all.Channels.Select(channel => (channel.Channel.Name, channel.OrderAt is null)).ShouldBe([("Another shop", true), ("Our shop", false)], "the one that is silent longest first");

        (await SeeAsync(world, "?channel=72")).Now.Orders.ShouldBe(0);
        var fra = await SeeAsync(world, "?warehouse=FRA&period=7d");
        (fra.Now.Orders, fra.ByStatus.GetValueOrDefault(OrderStatus.OnHold), fra.Now.Series.Count, fra.Waiting).ShouldBe((2, 0, 7, null), "an order on hold has no warehouse yet");
        (await SeeAsync(world, "?warehouse=SZX")).Now.Orders.ShouldBe(0);
    }

    [Fact]
    public async Task What_left_is_late_or_on_time_and_an_order_without_a_date_is_neither()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 10);
        await world.JourneyAsync(Goods.AnOrder("in-time") with { ShipBy = TestDatabase.Noon.AddDays(2) }, Goods.AnOrder("late") with { ShipBy = TestDatabase.Noon.AddDays(-1) }, Goods.AnOrder("any-time"));
        await world.ExecuteAsync($"UPDATE orders_order SET status = 'Shipped', shipped_at = {Entrepot.Platform.Data.Timestamps.ToStored(TestDatabase.Noon.AddHours(-1))} WHERE tenant_id = @p0");

        var now = (await SeeAsync(world, "")).Now;

        (now.Punctuality, now.OnTimePpm).ShouldBe((new OrderPunctuality(2, 1), 500_000L));
        (await NumbersAsync(world, "?shipped=24h&late=yes")).ShouldBe(["late"]);
        (await NumbersAsync(world, "?shipped=24h&late=no")).ShouldBe(["in-time"]);
        (await NumbersAsync(world, "?shipped=24h")).Count.ShouldBe(3);
    }

    private static Task<OverviewView> SeeAsync(World world, string query) => world.AsAsync(provider => provider.GetRequiredService<Overview>().RunAsync(ListUrl.Of("/", query)));

    private static Task<List<string>> NumbersAsync(World world, string query) => world.AsAsync(async provider =>
        (await provider.GetRequiredService<Entrepot.Orders.Features.OrderList>().RunAsync(ListUrl.Of("/orders", query), World.Ct)).Rows.Select(row => row.ExternalNumber).ToList());
}
