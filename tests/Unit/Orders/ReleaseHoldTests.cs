using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Orders.Features;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

[Storage]
public sealed class ReleaseHoldTests
{
    [Fact]
    public async Task A_released_order_runs_its_journey_again_and_stops_while_the_reason_lasts()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var held = await HeldAsync(world, "A-1");

        (await ReleaseAsync(world, false, held.Page.Id)).ShouldBe("1 released");
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Received);
        await world.RunAsync();

        var again = await world.StandingAsync("A-1");
        (again.HoldCode, again.Page.Run).ShouldBe(("orders.total_mismatch", 2));
        again.Timeline.ShouldBe(["received", "held", "released", "held"]);
        again.Page.Events[2].Text.ShouldBe(held.Page.HoldReason);
    }

    [Fact]
    public async Task A_release_that_waives_lets_the_reason_pass_for_this_order_alone()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var (one, other) = (await HeldAsync(world, "A-1"), await HeldAsync(world, "A-2"));

        (await ReleaseAsync(world, true, one.Page.Id)).ShouldBe("1 released");
        (await ReleaseAsync(world, false, other.Page.Id)).ShouldBe("1 released");
        await world.RunAsync();

        (await world.StandingAsync("A-1", "A-2")).Select(order => order.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.OnHold]);
    }

    [Fact]
    public async Task A_decided_case_makes_room_for_the_next_in_the_queue_and_not_for_one_that_was_skipped()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var (_, decided, next) = (await HeldAsync(world, "A-1"), await HeldAsync(world, "A-2"), await HeldAsync(world, "A-3"));
        await ReleaseAsync(world, true, decided.Page.Id);

        (await OpenAsync(world, decided.Page.Id)).ShouldBe(next.Page.Number);
        await ReleaseAsync(world, true, next.Page.Id);
        (await OpenAsync(world, next.Page.Id)).ShouldBe("SO-0000001", "at the queue's end it begins anew");
    }

    private static Task<string?> OpenAsync(World world, long chosen) => world.AsAsync(async provider =>
        (await provider.GetRequiredService<HoldQueue>().RunAsync(Entrepot.Platform.Ui.ListUrl.Of("/holds", $"?case={chosen}"), World.Ct)).Open?.Number);

    [Fact]
    public async Task Only_orders_on_hold_are_released_and_the_others_say_why_not()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var held = await HeldAsync(world, "A-1");
        var planned = await world.OneAsync(Goods.AnOrder("A-2"));

        (await ReleaseAsync(world, false, held.Page.Id, planned.Page.Id, 4711, held.Page.Id))
            .ShouldBe($"1 released, {planned.Page.Id} orders.not_on_hold, 4711 orders.not_found");
        (await ReleaseAsync(world, false, held.Page.Id)).ShouldBe($"0 released, {held.Page.Id} orders.not_on_hold", "twice is once");

        (await world.StandingAsync("A-1")).Timeline.ShouldBe(["received", "held", "released"]);
    }

    [Fact]
    public async Task Nothing_and_too_much_at_once_are_refused()
    {
        await using var world = await World.OpenAsync();

        (await ReleaseAsync(world, false)).ShouldBe("orders.nothing_selected");
        (await ReleaseAsync(world, false, [.. Enumerable.Range(1, 201).Select(id => (long)id)])).ShouldBe("orders.nothing_selected");
    }

    [Fact]
    public async Task Another_companys_order_is_not_found()
    {
        await using var world = await World.OpenAsync();
        var held = await HeldAsync(world, "A-1");
        await using var theirs = world.Database.As(TestDatabase.Theirs);

        var answer = await theirs.ServiceProvider.GetRequiredService<ReleaseHold>().RunAsync(new([held.Page.Id], Waive: true), World.Ct);

        answer.Value.Refused.Single().Code.ShouldBe("orders.not_found");
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.OnHold);
    }

    [Fact]
    public async Task The_timeline_names_who_released_it()
    {
        await using var world = await World.OpenAsync();
        var held = await HeldAsync(world, "A-1");
        await using var scope = world.Database.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(TestDatabase.Ours, 1, "Lin Mei", ["orders.release"]);

        await scope.ServiceProvider.GetRequiredService<ReleaseHold>().RunAsync(new([held.Page.Id], Waive: false), World.Ct);

        (await world.StandingAsync("A-1")).Page.Events.Select(happened => (happened.Kind, happened.Actor)).ShouldBe([("received", "system"), ("held", "system"), ("released", "Lin Mei")]);
    }

    [Fact]
    public async Task Of_two_people_who_decide_at_once_one_is_told_to_look_again()
    {
        await using var world = await World.OpenAsync();
        var held = await HeldAsync(world, "A-1");
        await using var scope = world.Database.As(TestDatabase.Ours);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var slow = await db.Set<Order>().AsTracking().SingleAsync(order => order.Id == held.Id, World.Ct);
        await ReleaseAsync(world, false, held.Page.Id);

        await using var unit = await db.BeginAsync(World.Ct);
        slow.MoveTo(OrderStatus.Cancelled, TestDatabase.Noon).IsOk.ShouldBeTrue();

        (await unit.CommitAsync(World.Ct)).Problem!.Code.ShouldBe("platform.changed_meanwhile");
        await unit.DisposeAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Received);
    }

    private static Task<Standing> HeldAsync(World world, string number) => world.OneAsync(Goods.AnOrder(number) with { TotalMinor = 1 });

    private static Task<string> ReleaseAsync(World world, bool waive, params long[] ids) => world.AsAsync(async provider =>
    {
        var answer = await provider.GetRequiredService<ReleaseHold>().RunAsync(new(ids, waive), World.Ct);
        return answer.Problem?.Code ?? string.Join(", ", answer.Value.Refused.Select(refusal => $"{refusal.Id} {refusal.Code}").Prepend($"{answer.Value.Released} released"));
    });
}
