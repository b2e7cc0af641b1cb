using Entrepot.Channels.Contracts;
using Entrepot.Journey.Changing;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Orders.Features;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Verification;
using Entrepot.Unit.Journey;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Orders;

/// <summary>Orders that ship apart or together: no piece and no cent is lost or there twice.</summary>
[Storage]
public sealed class SplitAndMergeTests
{
    [Fact]
    public async Task What_is_there_ships_and_the_rest_waits_in_an_order_of_its_own()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2), ("TEE", 3)));
        order.Status.ShouldBe(OrderStatus.Backordered);

        var tried = (await TrySplitAsync(world, order.Id, (2, 3))).Value;
        (tried.Before.Single().Missing.Single(), tried.After.Select(after => after.Status)).ShouldSatisfyAllConditions(
            all => all.Item1.ShouldBe(new(1, "TEE", 3, null)), all => all.Item2.ShouldBe([OrderStatus.Allocated, OrderStatus.Backordered]));
        (await OrdersAsync(world)).Count.ShouldBe(1, "trying changes nothing");
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-0");

        var part = (await SplitAsync(world, order.Id, (2, 3))).Value;
        await world.RunAsync();

        var both = await OrdersAsync(world);
        both.Select(page => (page.Number, page.Status)).ShouldBe([(order.Number, OrderStatus.Allocated), (part.Number, OrderStatus.Backordered)]);
        both.Select(page => page.Paid.Minor).ShouldBe([2_490, 3_000], "the shipping stays with the first");
        both[1].Trace.ShouldNotBeEmpty();
        both.ShouldAllBe(page => page.Mergeable == 0, "nobody is asked to put together what was just taken apart");
        await HoldsAsync(world);
        await world.StockAsync("TEE", World.Fra, 3);
        await world.WorkAsync();
        await world.RunAsync();
        (await OrdersAsync(world))[1].Status.ShouldBe(OrderStatus.Allocated);
        await HoldsAsync(world);
    }

    [Fact]
    public async Task A_split_is_taken_back_while_nothing_is_picked()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 4)) with { DiscountMinor = 333, TaxMinor = 77 });
        var paid = order.Page.Paid;
        await SplitAsync(world, order.Id, (1, 1));
        await world.RunAsync();
        (await OrdersAsync(world)).Sum(page => page.Paid.Minor).ShouldBe(paid.Minor);

        (await UndoAsync(world, order.Id)).ShouldBe(Result.Ok);
        await world.RunAsync();

        var both = await OrdersAsync(world);
        both.Select(page => page.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Closed]);
        both.Select(page => page.Paid.Minor).ShouldBe([paid.Minor, 0]);
        (await world.LevelsAsync("MUG")).ShouldContain("-4");
        await HoldsAsync(world);
    }

    [Theory]
    [InlineData(1, 0, "orders.nothing_to_move")]
    [InlineData(1, 2, "orders.nothing_left")]
    [InlineData(1, 3, "orders.too_many_pieces")]
    [InlineData(1, -1, "orders.too_many_pieces")]
    [InlineData(9, 1, "orders.no_such_line")]
    public async Task What_cannot_be_split_is_refused(int line, long quantity, string problem)
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));

        (await SplitAsync(world, order.Id, (line, quantity))).Problem!.Code.ShouldBe(problem);

        (await OrdersAsync(world)).Single().Version.ShouldBe(order.Page.Version, "a refusal changes nothing");
    }

    [Fact]
    public async Task A_split_that_was_decided_for_an_older_version_is_refused()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2)));

        (await world.AsAsync(provider => provider.GetRequiredService<SplitOrder>().RunAsync(order.Id, new([new(1, 1)], "in two boxes", order.Page.Version - 1), World.Ct))).Problem!.Code.ShouldBe("orders.changed_meanwhile");
    }

    [Fact]
    public async Task Two_orders_of_one_buyer_leave_together_and_are_parted_again()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var orders = await world.JourneyAsync(OfAda("A-1", ("MUG", 1)), OfAda("A-2", ("TEE", 2)), OfAda("A-3", ("MUG", 5)) with { BuyerId = "another" });
        var (first, second) = (orders[0], orders[1]);
        (await world.AsAsync(provider => provider.GetRequiredService<IMergeProposals>().ForAsync(first.Id, World.Ct))).Select(proposal => proposal.Id).ShouldBe([second.Id]);

        var tried = (await world.AsAsync(provider => provider.GetRequiredService<MergeOrders>().TryAsync(first.Id, new([second.Page.Id], "one parcel"), World.Ct))).Value;
        tried.Before.Sum(order => order.Parcels).ShouldBe(2);
        tried.After.Select(order => (order.Status, order.Parcels)).ShouldBe([(OrderStatus.Allocated, 1), (OrderStatus.Closed, 0)]);
        ConsequencesView.Sum(tried.After, order => order.Paid).ShouldBe(ConsequencesView.Sum(tried.Before, order => order.Paid));

        (await MergeAsync(world, first.Id, second.Id)).ShouldBe(Result.Ok);
        await world.RunAsync();

        var merged = await OrdersAsync(world);
        merged.Select(page => page.Status).ShouldBe([OrderStatus.Allocated, OrderStatus.Closed, OrderStatus.Allocated]);
        merged.Select(page => page.Paid.Minor).ShouldBe([first.Page.Paid.Minor + second.Page.Paid.Minor, 0, 5_490]);
        merged[0].Profit().ShouldBe(tried.After[0].Profit, "it ends as it was tried out");
        await HoldsAsync(world);

        (await UndoAsync(world, first.Id)).ShouldBe(Result.Ok);
        await world.RunAsync();
        (await OrdersAsync(world)).Select(page => (page.Status, page.Paid.Minor)).ShouldBe([(OrderStatus.Allocated, 1_490), (OrderStatus.Allocated, 2_490), (OrderStatus.Allocated, 5_490)]);
        await HoldsAsync(world);
        (await UndoAsync(world, first.Id)).Problem!.Code.ShouldBe("orders.no_such_move");
    }

    [Fact]
    public async Task Orders_that_differ_in_what_matters_do_not_leave_together()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var orders = await world.JourneyAsync(OfAda("A-1"), OfAda("A-2", ("TEE", 1)) with { BuyerId = "another" }, OfAda("A-3", ("TEE", 2)) with { ShipTo = Goods.Berlin with { Line1 = "Elsewhere 1" } },
            OfAda("A-4", ("TEE", 3)) with { Currency = "USD" }, OfAda("A-5", ("TEE", 4)) with { PlacedAt = TestDatabase.Noon.AddDays(-4) }, OfAda("A-6", ("TEE", 5)) with { Incoterm = Incoterm.Ddp });

        foreach (var other in orders) (await MergeAsync(world, orders[0].Id, other.Id)).Problem!.Code.ShouldBe("orders.cannot_merge");
    }

    [Fact]
    public async Task What_the_channel_cancels_is_taken_where_the_pieces_are_now()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();
        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 4)));
        await SplitAsync(world, order.Id, (1, 3));
        await world.RunAsync();

        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 1)], "C-1"));
        await world.WorkAsync();
        await world.RunAsync();
        (await OrdersAsync(world)).Select(page => page.Status).ShouldBe([OrderStatus.Closed, OrderStatus.Allocated], "the one piece that is still there goes first");

        await world.TellAsync(new OrderLinesCancelled(order.Id, [new("1", 3)], "C-2"));
        await world.WorkAsync();
        await world.RunAsync();
        (await world.LevelsAsync("MUG")).ShouldContain("-1");
        await HoldsAsync(world);
    }

    [Fact]
    public async Task Whatever_is_split_merged_and_undone_stock_and_money_stay_what_they_were()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync(40);
        await world.JourneyAsync([.. Enumerable.Range(1, 4).Select(i => OfAda($"A-{i}", ("MUG", i + 1), ("TEE", 2), ("SET", 1)) with { DiscountMinor = 100 * i + 1, TaxMinor = 50 * i + 3 })]);
        var (paid, pieces) = await TotalsAsync(world);
        var chance = new Random(20261123);

        for (var step = 0; step < 24; step++)
        {
            var orders = await OrdersAsync(world);
            var one = orders[chance.Next(orders.Count)];
            var line = one.Lines[chance.Next(one.Lines.Count)];
            _ = chance.Next(3) switch
            {
                0 => (await SplitAsync(world, new(one.Id), (line.Number, chance.Next(1, 3)))).Problem,
                1 => (await MergeAsync(world, new(one.Id), new(orders[chance.Next(orders.Count)].Id))).Problem,
                _ => (await UndoAsync(world, new(one.Id))).Problem,
            };
            await world.RunAsync();
            (await TotalsAsync(world)).ShouldBe((paid, pieces), $"after step {step}");
        }

        (await OrdersAsync(world)).Count.ShouldBeGreaterThan(4);
        await HoldsAsync(world);
    }

    private static async Task<(long Paid, long Pieces)> TotalsAsync(World world)
    {
        var orders = await OrdersAsync(world);
        return (orders.Sum(page => page.Paid.Minor), orders.Sum(page => page.Content.Lines.Sum(line => line.OpenQuantity())));
    }

    private static IncomingOrder OfAda(string number, params (string Code, long Quantity)[] lines) => Goods.AnOrder(number, lines) with { BuyerId = "ada" };

    private static Task<Result<BookedOrder>> SplitAsync(World world, OrderId order, params (int Line, long Quantity)[] lines) =>
        world.AsAsync(provider => provider.GetRequiredService<SplitOrder>().RunAsync(order, Of(lines), World.Ct));

    private static Task<Result<ConsequencesView>> TrySplitAsync(World world, OrderId order, params (int Line, long Quantity)[] lines) =>
        world.AsAsync(provider => provider.GetRequiredService<SplitOrder>().TryAsync(order, Of(lines), World.Ct));

    private static SplitOrder.Request Of((int Line, long Quantity)[] lines) => new([.. lines.Select(line => new SplitOrder.Piece(line.Line, line.Quantity))], "what is there goes first");

    private static Task<Result> MergeAsync(World world, OrderId into, OrderId other) => world.AsAsync(provider => provider.GetRequiredService<MergeOrders>().RunAsync(into, new([other.Value], "one parcel"), World.Ct));

    /// <summary>The last move of this order.</summary>
    private static Task<Result> UndoAsync(World world, OrderId order) => world.AsAsync(async provider =>
    {
        var moves = await provider.GetRequiredService<IOrderMoves>().OfAsync([order], World.Ct);
        return await provider.GetRequiredService<UndoMove>().RunAsync(order, moves.Count == 0 ? 0 : moves[^1].Id, World.Ct);
    });

    private static Task<List<OrderPageView>> OrdersAsync(World world) => world.AsAsync(async provider =>
    {
        var pages = new List<OrderPageView>();
        foreach (var id in await provider.GetRequiredService<EntrepotDb>().Set<Order>().OrderBy(order => order.Id).Select(order => order.Id).ToListAsync())
            pages.Add((await provider.GetRequiredService<OrderPage>().RunAsync(id, ListUrl.Of("/orders", ""), World.Ct))!);
        return pages;
    });

    /// <summary>What <c>entrepot verify</c> checks.</summary>
    private static async Task HoldsAsync(World world) => (await world.AsAsync(async provider =>
    {
        var wrong = new List<string>();
        foreach (var promise in provider.GetServices<IVerification>()) wrong.AddRange((await promise.RunAsync(World.Ct)).Wrong);
        return wrong;
    })).ShouldBeEmpty();
}

internal static class ExpectedProfit
{
    public static Money? Profit(this OrderPageView page) => page.Costs.Count == 0 ? null : page.Costs.Aggregate(Money.Zero(page.Content.Currency), (sum, cost) => sum + cost.Estimated);
}
