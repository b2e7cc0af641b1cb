using Entrepot.Identity.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>Changes of dear orders that wait for a second person.</summary>
[Storage]
public sealed class ApprovalTests
{
    private const long Lin = 7;
    private const long Omar = 8;

    [Fact]
    public async Task Above_the_limit_a_cancellation_waits_for_somebody_else_and_is_then_carried_out_once()
    {
        await using var world = await TwoPeopleAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1"));
        await LimitAsync(world, CancelOrder.Approved, aboveMinor: 100);

        var asked = (await CancelAsync(world, Lin, order.Id)).Value.Approval;

        (await world.StandingAsync("A-1")).Page.Status.ShouldBe(OrderStatus.Allocated, "nothing is changed until somebody decides");
        (await world.StandingAsync("A-1")).Timeline.ShouldContain("approval_asked");
        (await CancelAsync(world, Omar, order.Id)).Problem!.Code.ShouldBe("approvals.already_asked");
        (await DecideAsync(world, Lin, desk => desk.ApproveAsync(asked!.Value, "", World.Ct))).Problem!.Code.ShouldBe("approvals.own_request");
        (await DecideAsync(world, null, desk => desk.ApproveAsync(asked!.Value, "", World.Ct))).Problem!.Code.ShouldBe("approvals.person_needed");
        (await RingsAsync(world, Lin), await RingsAsync(world, Omar)).ShouldBe((0, 1), "it rings for who may decide");

        (await DecideAsync(world, Omar, desk => desk.ApproveAsync(asked!.Value, "as agreed", World.Ct))).ShouldBe(Result.Ok);

        (await world.StandingAsync("A-1")).Page.Status.ShouldBe(OrderStatus.Cancelled);
        (await DecideAsync(world, Omar, desk => desk.ApproveAsync(asked!.Value, "", World.Ct))).Problem!.Code.ShouldBe("approvals.decided");
        var ended = await FindAsync(world, asked!.Value);
        (ended.State, ended.RequestedBy, ended.DecidedBy, ended.DecisionReason).ShouldBe((ApprovalState.Approved, "Lin", "Omar", "as agreed"));
    }

    [Fact]
    public async Task What_is_worth_less_or_not_switched_on_is_done_at_once()
    {
        await using var world = await TwoPeopleAsync();
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"));
        (await CancelAsync(world, Lin, orders[0].Id)).Value.Approval.ShouldBeNull("it is off until the company switches it on");

        await LimitAsync(world, CancelOrder.Approved, aboveMinor: 1_000_000);

        (await CancelAsync(world, Lin, orders[1].Id)).Value.Approval.ShouldBeNull();
        (await world.StandingAsync("A-1", "A-2")).ShouldAllBe(order => order.Page.Status == OrderStatus.Cancelled);
    }

    [Fact]
    public async Task A_refused_a_withdrawn_and_an_expired_request_change_nothing()
    {
        await using var world = await TwoPeopleAsync();
        var orders = await world.JourneyAsync(Goods.AnOrder("A-1"), Goods.AnOrder("A-2"), Goods.AnOrder("A-3"));
        await LimitAsync(world, CancelOrder.Approved, aboveMinor: null);
        var asked = new List<long>();
        foreach (var order in orders) asked.Add((await CancelAsync(world, Lin, order.Id)).Value.Approval!.Value);

        (await DecideAsync(world, Omar, desk => desk.RefuseAsync(asked[0], " ", World.Ct))).Problem!.Code.ShouldBe("approvals.no_reason");
        (await DecideAsync(world, Omar, desk => desk.RefuseAsync(asked[0], "the buyer wants it", World.Ct))).ShouldBe(Result.Ok);
        (await DecideAsync(world, Omar, desk => desk.WithdrawAsync(asked[1], World.Ct))).Problem!.Code.ShouldBe("approvals.not_asked");
        (await DecideAsync(world, Lin, desk => desk.WithdrawAsync(asked[1], World.Ct))).ShouldBe(Result.Ok);
        world.Database.Clock.Now += TimeSpan.FromDays(ApprovalPolicy.UsualDays);
        (await DecideAsync(world, Omar, desk => desk.ApproveAsync(asked[2], "", World.Ct))).Problem!.Code.ShouldBe("approvals.expired");

        (await world.StandingAsync("A-1", "A-2", "A-3")).ShouldAllBe(order => order.Page.Status == OrderStatus.Allocated);
        var list = await AsAsync(world, Omar, provider => provider.GetRequiredService<ApprovalList>().PageAsync(false, 1, World.Ct));
        list.Rows.Select(row => row.State).ShouldBe([ApprovalState.Expired, ApprovalState.Withdrawn, ApprovalState.Refused]);
        (await CancelAsync(world, Lin, orders[2].Id)).IsOk.ShouldBeTrue("what has expired may be asked again");
    }

    [Fact]
    public async Task What_is_not_possible_any_more_closes_the_request_with_the_reason()
    {
        await using var world = await TwoPeopleAsync();
        var held = await world.OneAsync(Goods.AnOrder("A-1") with { TotalMinor = 1 });
        await LimitAsync(world, ChangeOrder.Approved, aboveMinor: 0);
        var asked = (await AsAsync(world, Lin, provider => provider.GetRequiredService<ChangeOrder>().AskOrChangeAddressAsync(held.Id, Goods.Berlin with { Line1 = "Unter den Linden 1" }, "", World.Ct))).Value.Approval!.Value;
        (await FindAsync(world, asked)).Changes.Select(change => change.Field).ShouldContain("Street and number");
        (await AsAsync(world, Lin, provider => provider.GetRequiredService<ChangeOrder>().AddressAsync(held.Id, Goods.London, World.Ct))).ShouldBe(Result.Ok);

        (await DecideAsync(world, Omar, desk => desk.ApproveAsync(asked, "", World.Ct))).Problem!.Code.ShouldBe("orders.changed_since_asked");

        var ended = await FindAsync(world, asked);
        (ended.State, ended.Problem!.Template).ShouldBe((ApprovalState.Overtaken, "Order {0} was changed since this was asked for. Ask again."));
        (await world.StandingAsync("A-1")).Page.Content.ShipTo.ShouldBe(Goods.London);
    }

    [Fact]
    public async Task A_company_of_one_person_cannot_switch_it_on()
    {
        await using var world = await World.OpenAsync();
        await AddAsync(world, "lin");

        (await SetAsync(world, CancelOrder.Approved, 100)).Problem!.Code.ShouldBe("approvals.two_needed");
    }

    private static async Task<World> TwoPeopleAsync()
    {
        var world = await World.OpenAsync();
        await world.StockAllAsync();
        await AddAsync(world, "lin");
        await AddAsync(world, "omar");
        return world;
    }

    private static async Task AddAsync(World world, string name)
    {
        var company = await world.AsAsync(provider => Task.FromResult(provider.GetRequiredService<CurrentUser>().Tenant));
        (await world.AsAsync(provider => provider.GetRequiredService<IIdentitySetup>().CreateUserAsync(company, new(name, name, "a long enough pass phrase 1!", Role.Operator), World.Ct))).IsOk.ShouldBeTrue();
    }

    private static Task<Result> SetAsync(World world, ApprovalKind kind, long? aboveMinor) =>
        AsAsync(world, Lin, provider => provider.GetRequiredService<ApprovalPolicies>().SetAsync(new(kind.Key, true, aboveMinor, ApprovalPolicy.UsualDays), "two eyes see less", World.Ct));

    private static async Task LimitAsync(World world, ApprovalKind kind, long? aboveMinor) => (await SetAsync(world, kind, aboveMinor)).ShouldBe(Result.Ok);

    private static Task<Result<Asked>> CancelAsync(World world, long user, OrderId order) => AsAsync(world, user, provider => provider.GetRequiredService<CancelOrder>().AskOrRunAsync(order, "The buyer changed their mind.", World.Ct));

    private static Task<Result> DecideAsync(World world, long? user, Func<ApprovalDesk, Task<Result>> decide) => AsAsync(world, user, provider => decide(provider.GetRequiredService<ApprovalDesk>()));

    private static async Task<Approval> FindAsync(World world, long id) => (await AsAsync(world, Omar, provider => provider.GetRequiredService<ApprovalList>().FindAsync(id, World.Ct)))!;

    private static Task<int> RingsAsync(World world, long user) => AsAsync(world, user, provider => ((IBell)provider.GetRequiredService<ApprovalList>()).CountAsync(World.Ct));

    /// <summary>As a person, or as a program with a key.</summary>
    private static Task<T> AsAsync<T>(World world, long? user, Func<IServiceProvider, Task<T>> act) => world.AsAsync(provider =>
    {
        var current = provider.GetRequiredService<CurrentUser>();
        current.Become(current.Tenant, user, user switch { Lin => "Lin", Omar => "Omar", _ => "a key" }, ["*"], user is null ? 99 : null);
        return act(provider);
    });
}
