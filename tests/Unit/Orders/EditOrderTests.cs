using Entrepot.Journey.Changing;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>What an order sells and how it is sent, changed by a person who saw before what it does.</summary>
[Storage]
public sealed class EditOrderTests
{
    [Fact]
    public async Task Pieces_are_cancelled_and_a_line_is_replaced_and_it_ends_as_it_was_tried_out()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3), ("TEE", 1)) with { DiscountMinor = 400, TotalMinor = 4_090 });
        var request = new EditOrder.Request([new(1, 1), new(2, 0)], [new("CLOCK", 2, 1_250)], null, "the buyer chose another", order.Page.Version);

        var tried = (await TryAsync(world, order.Id, request)).Value;
        (await world.StandingAsync("A-1")).Page.Version.ShouldBe(order.Page.Version, "trying changes nothing");
        (await RunAsync(world, order.Id, request)).ShouldBe(Result.Ok);
        await world.RunAsync();

        var now = await world.StandingAsync("A-1");
        now.Status.ShouldBe(OrderStatus.Allocated);
        now.Page.Paid.ShouldBe(tried.After.Single().Paid);
        now.Page.Paid.Minor.ShouldBe(1_000 - 100 + 2_500 + 490, "a cancelled piece takes its share of the discount, the new line none");
        now.ProfitMinor.ShouldBe(tried.After.Single().Profit?.Minor);
        now.Reserved.Select(reserved => reserved.Split(' ')[1]).ShouldBe(["MUG×1", "CLOCK×2"]);
        now.Page.Events.Single(happened => happened.Kind == "edited").Text.ToString().ShouldBe("MUG: 3 → 1, TEE: 1 → 0, CLOCK: 0 → 2 (25.00 EUR) · the buyer chose another");
        await HoldsAsync(world);
    }

    [Fact]
    public async Task A_service_that_a_person_chose_goes_before_all_others()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1"));

        (await TryAsync(world, order.Id, new([], [], "nobody/nothing", "promised"))).Value.After.Single().Status.ShouldBe(OrderStatus.OnHold, "nothing else is taken in its place");
        (await RunAsync(world, order.Id, new([], [], order.Service, "promised"))).ShouldBe(Result.Ok);
        await world.RunAsync();

        var sent = await world.StandingAsync("A-1");
        (sent.Service, sent.Page.Content.ChosenService).ShouldBe((order.Service, order.Service));
    }

    [Fact]
    public async Task Nothing_is_changed_by_an_edit_that_is_refused()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));
        (EditOrder.Request Edit, string Problem)[] refused =
        [
            (new([], [], null, ""), "orders.why_missing"),
            (new([], [], null, "why"), "orders.nothing_changed"),
            (new([new(1, 3)], [], null, "why"), "orders.bad_line_quantity"),
            (new([new(2, 0)], [], null, "why"), "orders.no_such_line"),
            (new([new(1, 0)], [], null, "why"), "orders.nothing_left"),
            (new([], [new("CLOCK", 0, 1)], null, "why"), "orders.bad_new_line"),
            (new([new(1, 1)], [], null, "why", Version: 99), "orders.changed_meanwhile"),
        ];

        foreach (var (edit, problem) in refused) (await RunAsync(world, order.Id, edit)).Problem!.Code.ShouldBe(problem);

        (await world.StandingAsync("A-1")).Page.Version.ShouldBe(order.Page.Version);
        (await RunAsync(world, new(4711), refused[0].Edit with { Reason = "why" })).Problem!.Code.ShouldBe("orders.not_found");
    }

    [Fact]
    public async Task An_article_that_nobody_knows_is_shown_to_hold_the_order_before_it_does()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1"));

        var tried = (await TryAsync(world, order.Id, new([], [new("NO-SUCH", 1, 100)], null, "a gift"))).Value;

        (tried.After.Single().Status, tried.After.Single().Held!.Values.Single()).ShouldBe((OrderStatus.OnHold, "NO-SUCH"));
        tried.IsComparable.ShouldBeFalse();
        (await world.StandingAsync("A-1")).Status.ShouldBe(OrderStatus.Allocated);
    }

    private static Task<Result> RunAsync(World world, OrderId order, EditOrder.Request request) => world.AsAsync(provider => provider.GetRequiredService<EditOrder>().RunAsync(order, request, World.Ct));

    private static Task<Result<ConsequencesView>> TryAsync(World world, OrderId order, EditOrder.Request request) => world.AsAsync(provider => provider.GetRequiredService<EditOrder>().TryAsync(order, request, World.Ct));

    private static async Task HoldsAsync(World world) => (await world.AsAsync(async provider =>
    {
        var wrong = new List<string>();
        foreach (var promise in provider.GetServices<IVerification>()) wrong.AddRange((await promise.RunAsync(World.Ct)).Wrong);
        return wrong;
    })).ShouldBeEmpty();
}
