using Entrepot.Journey.Features;
using Entrepot.Orders.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>A person stops orders, and lets them go on.</summary>
[Storage]
public sealed class HoldOrdersTests
{
    [Fact]
    public async Task A_planned_order_that_a_person_stops_gives_its_stock_back_and_runs_its_journey_again_when_it_is_released()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 1);
        var planned = await world.OneAsync(Goods.AnOrder("A-1"));

        (await HoldAsync(world, "The buyer has called", planned.Page.Id)).ShouldBe("1 held");

        var held = await world.StandingAsync("A-1");
        (held.Status, held.HoldCode).ShouldBe((OrderStatus.OnHold, "orders.held_by_person"));
        held.Page.HoldReason!.ToString().ShouldContain("The buyer has called");
        held.Page.MayWaive.ShouldBeTrue();
        held.Page.Consignments.ShouldAllBe(consignment => consignment.Status == Entrepot.Transport.Contracts.ConsignmentStatus.Voided);

        await world.AsAsync(provider => provider.GetRequiredService<Entrepot.Orders.Features.ReleaseHold>().RunAsync(new([planned.Page.Id], Waive: false), World.Ct));
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated, "its one mug was free again");
    }

    [Fact]
    public async Task What_may_not_stop_says_why_and_loses_nothing_and_the_others_stop()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        var (planned, short_) = (await world.OneAsync(Goods.AnOrder("A-1")), await world.OneAsync(Goods.AnOrder("A-2", ("TEE", 1))));

        (await HoldAsync(world, "Wait", short_.Page.Id, planned.Page.Id, 4711)).ShouldBe("1 held, orders.illegal_move, orders.not_found");
        (await world.StandingAsync("A-2")).Status.ShouldBe(OrderStatus.Backordered);
    }

    [Theory]
    [InlineData(" ", 1, "orders.hold_reason_missing")]
    [InlineData("Wait", 0, "orders.none_to_hold")]
    [InlineData("Wait", 10_001, "orders.none_to_hold")]
    public async Task A_reason_and_a_page_of_orders_are_asked_for(string reason, int orders, string problem)
    {
        await using var world = await World.OpenAsync();

        (await HoldAsync(world, reason, [.. Enumerable.Range(1, orders).Select(id => (long)id)])).ShouldBe(problem);
    }

    private static Task<string> HoldAsync(World world, string reason, params long[] orders) => world.AsAsync(async provider =>
    {
        var answer = await provider.GetRequiredService<HoldOrders>().RunAsync(new(orders, reason), World.Ct);
        return answer.Problem?.Code ?? string.Join(", ", answer.Value.Refused.Select(problem => problem.Code).Prepend($"{answer.Value.Held} held"));
    });
}
