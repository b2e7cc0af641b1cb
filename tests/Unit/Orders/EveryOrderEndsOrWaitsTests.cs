using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

[Storage]
public sealed class EveryOrderEndsOrWaitsTests
{
    [Theory]
    [InlineData(null, null)]
    [InlineData("UPDATE orders_order SET hold_code = NULL WHERE tenant_id = @p0 AND external_number = 'held'", "SO-0000002: on hold without a reason")]
    [InlineData("UPDATE orders_order SET hold_reason = NULL WHERE tenant_id = @p0 AND external_number = 'held'", "SO-0000002: on hold without a reason")]
    [InlineData("DELETE FROM orders_shortage WHERE tenant_id = @p0", "SO-0000003: backordered without missing goods")]
    [InlineData("DELETE FROM orders_trace WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "SO-0000001: decided without a trace")]
    [InlineData("DELETE FROM orders_event WHERE tenant_id = @p0 AND order_id = (SELECT id FROM orders_order WHERE external_number = 'planned')", "SO-0000001: has no timeline")]
    public async Task An_order_that_stands_still_without_saying_why_is_found(string? damage, string? said)
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.JourneyAsync(Goods.AnOrder("planned"), Goods.AnOrder("held") with { TotalMinor = 1 }, Goods.AnOrder("short", ("TEE", 1)));
        if (damage is not null) await world.ExecuteAsync(damage);

        var result = await world.AsAsync(provider => provider.GetServices<IVerification>().Single(promise => promise.Name == "Every order ends or waits with a reason").RunAsync(World.Ct));

        (result.Examined, string.Join('\n', result.Wrong)).ShouldBe((3L, said ?? ""));
    }
}
