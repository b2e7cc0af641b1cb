using Entrepot.Journey.Features;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Features;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>Tags, who looks after an order, and taking a change back.</summary>
[Storage]
public sealed class OrderMarkTests
{
    private const long Lin = 7;

    [Fact]
    public async Task A_tag_is_made_by_its_first_use_found_by_the_list_and_taken_back_once()
    {
        await using var world = await World.OpenAsync();
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"), Goods.AnOrder("A-3"));
        await AsLinAsync(world, provider => provider.GetRequiredService<TagOrders>().RunAsync(new([orders[0].Page.Id], " VIP "), World.Ct));

        var tagged = (await AsLinAsync(world, provider => provider.GetRequiredService<TagOrders>().RunAsync(new([.. orders.Select(order => order.Page.Id), 4711], "VIP"), World.Ct))).Value;

        tagged.Changed.ShouldBe(2, "one carried it already, and one is no order");
        var tag = (await AsLinAsync(world, provider => provider.GetRequiredService<OrderMarks>().TagsAsync(World.Ct))).Single();
        (await NumbersAsync(world, $"?tag={tag.Id}")).ShouldBe(["A-3", "A-2", "A-1"]);
        (await world.StandingAsync("A-2")).Timeline.ShouldContain("tagged");

        (await UndoAsync(world, tagged.Undo, Lin + 1)).ShouldBe("orders.nothing_to_undo", "it is Lin's to take back");
        (await UndoAsync(world, tagged.Undo)).ShouldBe("2 0");
        (await NumbersAsync(world, $"?tag={tag.Id}")).ShouldBe(["A-1"]);
        (await UndoAsync(world, tagged.Undo)).ShouldBe("orders.nothing_to_undo");

        (await AsLinAsync(world, provider => provider.GetRequiredService<EditTags>().DeleteAsync(tag.Id, World.Ct))).IsOk.ShouldBeTrue();
        (await NumbersAsync(world, $"?tag={tag.Id}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", false, "orders.tag_unnamed")]
    [InlineData("123456789012345678901234567890123", false, "orders.tag_unnamed")]
    [InlineData("nobody's", true, "orders.no_such_tag")]
    public async Task A_tag_has_a_name_and_what_is_on_no_order_cannot_be_taken_off(string tag, bool remove, string problem)
    {
        await using var world = await World.OpenAsync();

        (await AsLinAsync(world, provider => provider.GetRequiredService<TagOrders>().RunAsync(new([1], tag, remove), World.Ct))).Problem!.Code.ShouldBe(problem);
    }

    [Fact]
    public async Task Orders_are_given_to_a_person_found_by_that_person_and_given_back()
    {
        await using var world = await World.OpenAsync();
        var company = await world.AsAsync(provider => Task.FromResult(provider.GetRequiredService<CurrentUser>().Tenant));
        foreach (var name in new[] { "lin", "omar" })
            (await world.AsAsync(provider => provider.GetRequiredService<Entrepot.Identity.Contracts.IIdentitySetup>().CreateUserAsync(company, new(name, name, "a long enough pass phrase 1!", Entrepot.Identity.Contracts.Role.Operator), World.Ct))).IsOk.ShouldBeTrue();
        var colleagues = await world.AsAsync(provider => provider.GetRequiredService<IColleagues>().AllAsync(World.Ct));
        var (lin, omar) = (colleagues[0].UserId, colleagues[1].UserId);
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"));
        await AssignAsync(world, lin, omar, orders[0].Page.Id);

        var given = await AssignAsync(world, lin, lin, [.. orders.Select(order => order.Page.Id)]);

        given.Changed.ShouldBe(2);
        (await NumbersAsync(world, "?owner=me", lin)).ShouldBe(["A-2", "A-1"]);
        (await NumbersAsync(world, "?owner=me", omar)).ShouldBeEmpty();
        (await UndoAsync(world, given.Undo, lin)).ShouldBe("2 0");
        (await NumbersAsync(world, $"?owner={omar}", lin)).ShouldBe(["A-1"]);
        (await NumbersAsync(world, "?owner=none", lin)).ShouldBe(["A-2"]);
        (await AsAsync(world, lin, provider => provider.GetRequiredService<AssignOrders>().RunAsync(new([orders[0].Page.Id], 4711), World.Ct))).Problem!.Code.ShouldBe("orders.no_such_person");
    }

    [Fact]
    public async Task A_release_that_let_a_reason_pass_is_taken_back_with_its_reason_and_its_waiver()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var held = await world.OneAsync(Goods.AnOrder("A-1") with { TotalMinor = 1 });
        var released = (await AsLinAsync(world, provider => provider.GetRequiredService<ReleaseHold>().RunAsync(new([held.Page.Id], Waive: true), World.Ct))).Value;
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated);

        (await UndoAsync(world, released.Undo)).ShouldBe("1 0");

        var again = await world.StandingAsync("A-1");
        (again.Status, again.HoldCode, again.Page.HoldReason!.ToString()).ShouldBe((OrderStatus.OnHold, held.HoldCode, held.Page.HoldReason!.ToString()));
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-0", "its stock is free again");
        await AsLinAsync(world, provider => provider.GetRequiredService<ReleaseHold>().RunAsync(new([held.Page.Id], Waive: false), World.Ct));
        await world.RunAsync();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.OnHold, "nobody lets the reason pass any more");
    }

    [Fact]
    public async Task A_hold_of_many_is_taken_back_and_what_may_not_stop_does_not_keep_the_others()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2", ("TEE", 1)), Goods.AnOrder("A-3"));

        var answer = (await AsLinAsync(world, provider => provider.GetRequiredService<HoldOrders>().RunAsync(new([.. orders.Select(order => order.Page.Id)], "Wait"), World.Ct))).Value;

        (answer.Held, answer.Refused.Select(problem => problem.Code).Single()).ShouldBe((2, "orders.illegal_move"));
        (await UndoAsync(world, answer.Undo)).ShouldBe("2 0");
        await world.RunAsync();
        (await world.StandingAsync("A-1", "A-2", "A-3")).Select(order => order.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Backordered, OrderStatus.Allocated]);
    }

    [Fact]
    public async Task A_change_in_several_parts_is_taken_back_whole_and_only_by_who_may_make_it()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 250);
        var orders = await world.JourneyAsync([.. Enumerable.Range(1, 205).Select(i => Goods.AnOrder($"A-{i}"))]);
        var ids = orders.Select(order => order.Page.Id).ToList();
        var held = (await AsLinAsync(world, provider => provider.GetRequiredService<HoldOrders>().RunAsync(new(ids, "Wait"), World.Ct))).Value;
        var released = (await AsLinAsync(world, provider => provider.GetRequiredService<ReleaseHold>().RunAllAsync(new(ids, Waive: false), World.Ct))).Value;
        (held.Held, released.Released).ShouldBe((205, 205), "more than one unit of work takes");

        (await UndoAsync(world, released.Undo, Lin, "orders.view", "orders.edit")).ShouldBe("orders.may_not_undo");
        (await UndoAsync(world, released.Undo, Lin, "orders.view", "orders.release")).ShouldBe("205 0");
        (await UndoAsync(world, held.Undo, Lin, "orders.view", "orders.release")).ShouldBe("orders.may_not_undo");
        (await UndoAsync(world, held.Undo)).ShouldBe("205 0");
    }

    [Theory]
    [InlineData("address.country_unknown", 8)]
    [InlineData("orders.unknown_sku", 4)]
    [InlineData("orders.total_mismatch", 24)]
    public void A_hold_is_to_be_decided_within_the_hours_of_its_reason_or_by_the_orders_own_date(string code, int hours)
    {
        var deadlines = new HoldDeadlines();

        deadlines.DecideBy(code, TestDatabase.Noon, null).ShouldBe(TestDatabase.Noon.AddHours(hours));
        deadlines.DecideBy(code, TestDatabase.Noon, TestDatabase.Noon.AddHours(1)).ShouldBe(TestDatabase.Noon.AddHours(1));
        deadlines.DecideBy(code, TestDatabase.Noon, TestDatabase.Noon.AddDays(9)).ShouldBe(TestDatabase.Noon.AddHours(hours));
    }

    private static async Task<AssignOrders.Answer> AssignAsync(World world, long by, long to, params long[] orders) =>
        (await AsAsync(world, by, provider => provider.GetRequiredService<AssignOrders>().RunAsync(new(orders, to), World.Ct))).Value;

    private static Task<string> UndoAsync(World world, string? path, long user = Lin, params string[] granted) => AsAsync(world, user, async provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        if (granted.Length > 0) current.Become(current.Tenant, user, $"user {user}", granted);
        var answer = await provider.GetRequiredService<UndoChange>().RunAsync(long.Parse(path!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture), World.Ct);
        return answer.Problem?.Code ?? $"{answer.Value.Restored} {answer.Value.Left}";
    });

    private static Task<List<string>> NumbersAsync(World world, string query, long user = Lin) => AsAsync(world, user, async provider =>
        (await provider.GetRequiredService<OrderList>().RunAsync(ListUrl.Of("/orders", query), World.Ct)).Rows.Select(row => row.ExternalNumber).ToList());

    private static Task<T> AsLinAsync<T>(World world, Func<IServiceProvider, Task<T>> act) => AsAsync(world, Lin, act);

    private static Task<T> AsAsync<T>(World world, long user, Func<IServiceProvider, Task<T>> act) => world.AsAsync(provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        current.Become(current.Tenant, user, $"user {user}", ["*"]);
        return act(provider);
    });
}
