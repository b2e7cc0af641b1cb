using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Transport.Contracts;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using ReserveStage = Entrepot.Journey.Stages.ReserveStock;
using Result = Entrepot.Kernel.Result;

namespace Entrepot.Unit.Journey;

/// <summary>Where an order ships from, and what becomes of its stock.</summary>
[Storage]
public sealed class ReserveStockTests
{
    [Fact]
    public async Task An_order_ships_from_one_warehouse_where_one_has_everything()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 1);
        await world.StockAsync("MUG", World.Szx, 5);
        await world.StockAsync("TEE", World.Szx, 5);

        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 2), ("TEE", 1)));

        order.Reserved.ShouldBe(["1 MUG×2 SZX", "2 TEE×1 SZX"]);
        order.Page.Consignments.Single().Reference.ShouldBe($"{order.Number}-1");
    }

    [Fact]
    public async Task An_order_is_split_where_no_warehouse_has_everything_and_its_money_with_it()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 2);
        await world.StockAsync("MUG", World.Szx, 1);
        await world.StockAsync("TEE", World.Szx, 1);

        var order = await world.OneAsync(Goods.AnOrder("A-1", ("MUG", 3), ("TEE", 1)) with { DiscountMinor = 100 });

        order.Reserved.ShouldBe(["1 MUG×2 FRA", "1 MUG×1 SZX", "2 TEE×1 SZX"], ignoreOrder: true);
        order.Warehouses.Split(", ").ShouldBe(["FRA", "SZX"], ignoreOrder: true);
        order.Page.Consignments.Select(sent => sent.Reference).ShouldBe([$"{order.Number}-1", $"{order.Number}-2"]);
        order.Page.Fulfilment.SelectMany(part => part.Lines).Sum(line => line.Quantity).ShouldBe(4);
        (await world.QueryAsync("SELECT SUM(goods_value_minor) FROM transport_consignment WHERE tenant_id = @p0", row => row.GetInt64(0))).ShouldBe([4_000L - 100]);
    }

    /// <summary>Freight from Shenzhen to Texas is cheaper than inside the country: a shirt for 10 EUR comes from there, one for 900 EUR does not.</summary>
    [Theory]
    [InlineData(1_000, "SZX", "9.12 EUR: freight 5.17 EUR, duty 1.65 EUR, import tax 0.00 EUR, fees 2.30 EUR, ")]
    [InlineData(90_000, "LAX", "13.76 EUR: freight 13.76 EUR, duty 0.00 EUR, import tax 0.00 EUR, fees 0.00 EUR, ")]
    public async Task The_cheapest_warehouse_is_the_one_with_the_lowest_landed_cost(long price, string cheapest, string cost)
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();

        var order = await world.OneAsync(Goods.AnOrder("A-1").With(Goods.ALine("1", "TEE", 1, price)).To(Goods.Austin));

        order.Warehouses.ShouldBe(cheapest);
        var chosen = order.Page.Trace.Single(entry => entry.Stage == "reserve").Alternatives.Single(one => one.Chosen);
        chosen.Name.ShouldBe(cheapest);
        chosen.Value.ShouldStartWith(cost);
    }

    [Fact]
    public async Task What_customs_cannot_quote_is_shipped_from_inside_the_border_where_it_can_be()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("NOHS", World.Szx, 1);
        await world.StockAsync("NOHS", World.Lax, 1);

        var orders = await world.JourneyAsync(Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.Austin), Goods.AnOrder("A-2", ("NOHS", 1)).To(Goods.Austin));

        orders.Select(order => (order.Status, order.Reserved.Single())).ShouldBe([(OrderStatus.Allocated, "1 NOHS×1 LAX"), (OrderStatus.OnHold, "1 NOHS×1 SZX")]);
    }

    [Fact]
    public async Task A_bundle_is_reserved_by_its_parts()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("MUG", World.Fra, 5);
        await world.StockAsync("TEE", World.Fra, 2);

        var orders = await world.JourneyAsync(Goods.AnOrder("A-1", ("SET", 2), ("MUG", 1)), Goods.AnOrder("A-2", ("SET", 1)));

        orders[0].Reserved.ShouldBe(["1 MUG×4 FRA", "1 TEE×2 FRA", "2 MUG×1 FRA"]);
        (orders[1].Status, orders[1].Reserved.Count).ShouldBe((OrderStatus.Backordered, 0));
        (await world.LevelsAsync("MUG")).ShouldBe("FRA: 5-5");
    }

    [Fact]
    public async Task What_no_carrier_takes_is_held_for_want_of_a_carrier_not_of_a_warehouse()
    {
        await using var world = await World.OpenAsync();
        await world.StockAllAsync();

        var far = await world.OneAsync(Goods.AnOrder("A-1").To(Goods.Asuncion));
        (far.HoldCode, far.Page.HoldStage, far.Page.HoldReason).ShouldBe(("transport.no_service", "reserve", "No carrier service takes 0.38 kg from any of the warehouses to Paraguay. Split the order, or add a rate card."));
        var heavy = await world.OneAsync(Goods.AnOrder("A-2", ("ANVIL", 1)));
        (heavy.HoldCode, heavy.Page.HoldStage).ShouldBe(("transport.no_service", "transport"), "which service is too weak for it is known only to transport");

        await world.ExecuteAsync("UPDATE inventory_warehouse SET is_active = FALSE WHERE tenant_id = @p0");
        (await world.OneAsync(Goods.AnOrder("A-3"))).HoldCode.ShouldBe("orders.no_warehouse");
    }

    [Fact]
    public async Task An_order_held_after_reserving_keeps_its_stock_and_ships_it_once_released()
    {
        await using var world = await World.OpenAsync();
        await world.StockAsync("NOHS", World.Szx, 1);
        var held = await world.OneAsync(Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.Austin)); // A warehouse lies in the USA, but has none.
        (held.HoldCode, held.Reserved.Single()).ShouldBe(("customs.unclassified", "1 NOHS×1 SZX"));
        (await world.OneAsync(Goods.AnOrder("A-2", ("NOHS", 1)).To(Goods.Austin))).Status.ShouldBe(OrderStatus.Backordered, "the piece is kept for the first");

        await world.InUnitAsync(provider => provider.GetRequiredService<ICatalogEditing>().ClassifyAsync(world.Products["NOHS"], "950300", "CN", World.Ct));
        await world.RestartAsync(held.Id);
        await world.RunAsync();

        var done = await world.StandingAsync("A-1");
        (done.Status, done.Reserved.Single()).ShouldBe((OrderStatus.Allocated, "1 NOHS×1 SZX"));
        done.Trace.ShouldContain("reserve kept");
        (await world.LevelsAsync("NOHS")).ShouldBe("SZX: 1-1");
    }

    [Fact]
    public async Task Orders_released_together_find_the_same_stock_as_one_after_the_other()
    {
        (await ReleasedAsync(together: true)).ShouldBe(await ReleasedAsync(together: false));

        // The first holds a piece in Shenzhen and would rather have the one in Frankfurt, which the second holds.
        static async Task<string> ReleasedAsync(bool together)
        {
            await using var world = await World.OpenAsync();
            await world.StockAsync("NOHS", World.Szx, 1);
            await world.OneAsync(Goods.AnOrder("A-1", ("NOHS", 1)).To(Goods.Austin));
            await world.StockAsync("NOHS", World.Fra, 1);
            await world.OneAsync(Goods.AnOrder("A-2", ("NOHS", 1)).To(Goods.Austin));
            await world.InUnitAsync(provider => provider.GetRequiredService<ICatalogEditing>().ClassifyAsync(world.Products["NOHS"], "950300", "CN", World.Ct));

            foreach (var number in new[] { "A-1", "A-2" })
            {
                // Berlin now: Frankfurt is nearer and cheaper for both.
                await world.RestartAsync((await world.StandingAsync(number)).Id, content => content with { ShipTo = Goods.Berlin });
                if (!together) await world.RunAsync();
            }

            await world.RunAsync();
            return string.Join('\n', (await world.StandingAsync("A-1", "A-2")).Select(order => $"{order.Status} {string.Join(", ", order.Reserved)}"));
        }
    }

    [Fact]
    public void Amounts_follow_the_pieces_over_warehouses_to_the_cent() => Prop.ForAll(Splits(), split =>
    {
        var order = ATraveller(split);
        var stage = new ReserveStage(new StockThatAnswers(split.Allocations), new(new OneEuroEverywhere(), new NothingIsDue()));
        stage.RunAsync(new([order], TestDatabase.Noon, new(new(2026, 11, 2), "EUR", System.Collections.Frozen.FrozenDictionary<string, long>.Empty, "test"), "EUR", Sites), World.Ct).AsTask().GetAwaiter().GetResult();

        var pieces = order.Parts.SelectMany(part => part.Pieces).ToList();
        return order.Parts.Sum(part => part.GoodsMinor) == order.Pieces.Sum(piece => piece.AmountMinor)
            && order.Parts.Sum(part => part.ShippingMinor) == order.Content.ShippingMinor
            && order.Parts.Select(part => part.Warehouse.Id).Distinct().Count() == order.Parts.Count
            && order.Pieces.All(piece => pieces.Where(other => other.Line == piece.Line && other.Product.Id == piece.Product.Id).Sum(other => other.AmountMinor) == piece.AmountMinor)
            && order.Parts.All(part => part.Pieces.GroupBy(piece => (piece.Line, piece.Product.Id))
                .All(group => group.Sum(piece => piece.Quantity) == split.Allocations.Where(one => one.Line == group.Key.Line && one.Product == group.Key.Id && one.Warehouse == part.Warehouse.Id).Sum(one => one.Quantity)));
    }).QuickCheckThrowOnFailure();

    private static readonly WarehouseSite[] Sites = [.. Enumerable.Range(1, 3).Select(id => new WarehouseSite(new(id), $"W{id}", $"W{id}", Goods.Berlin, 50, 8, "Europe/Berlin", new(16, 0), true))];

    private sealed record Split(IReadOnlyList<(long Quantity, long Amount)> Lines, IReadOnlyList<Allocation> Allocations, long Shipping);

    /// <summary>Lines of one product each, their pieces dealt out to three warehouses.</summary>
    private static Arbitrary<Split> Splits()
    {
        var line = from dealt in Gen.Choose(0, 5).ListOf(3)
                   from amount in Gen.Choose(0, 100_000)
                   where dealt.Sum() > 0
                   select (Dealt: dealt.ToList(), Amount: (long)amount);
        return (from lines in line.NonEmptyListOf()
                from shipping in Gen.Choose(0, 5_000)
                select new Split(
                    [.. lines.Select(one => ((long)one.Dealt.Sum(), one.Amount))],
                    [.. lines.SelectMany((one, i) => one.Dealt.Select((quantity, warehouse) => new Allocation(new(i + 1), new(i + 1), new(warehouse + 1), quantity)).Where(allocation => allocation.Quantity > 0))],
                    shipping)).ToArbitrary();
    }

    private static Traveller ATraveller(Split split)
    {
        var content = Goods.AnOrder("A-1") with { ShippingMinor = split.Shipping, Lines = [.. split.Lines.Select((line, i) => Goods.ALine($"{i + 1}", $"P{i + 1}", line.Quantity) with { AmountMinor = line.Amount })] };
        return new(new(new(1), "SO-0000001", new(World.Shop, "shop", "Our shop", "api", "EUR"), 1, content, [.. split.Lines.Select((_, i) => new OrderLineId(i + 1))], TestDatabase.Noon, new HashSet<string>(), IsNew: true))
        {
            Pieces = [.. split.Lines.Select((line, i) => new Piece(new(i + 1), new Product(new(i + 1), $"P{i + 1}", "A product") { WeightGrams = 100 }, line.Quantity, line.Amount))],
        };
    }

    /// <summary>Answers every request with the allocations it was made with.</summary>
    private sealed class StockThatAnswers(IReadOnlyList<Allocation> allocations) : IStock
    {
        public Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<ReservationAnswer>>([.. requests.Select(_ => new ReservationAnswer(allocations, [], new("reserve", "split", "")))]);

        public Task ReleaseAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => throw new NotSupportedException();
        public Task ShipAsync(IReadOnlyList<StockIssue> shipments, CancellationToken ct) => throw new NotSupportedException();
        public Task ReceiveAsync(IReadOnlyList<StockReceipt> receipts, CancellationToken ct) => throw new NotSupportedException();
        public Task<IReadOnlyList<Result>> AdjustAsync(IReadOnlyList<StockAdjustment> adjustments, CancellationToken ct) => throw new NotSupportedException();
        public Task<IReadOnlyList<StockLevel>> LevelsAsync(IReadOnlyList<ProductId> products, CancellationToken ct) => throw new NotSupportedException();
    }

    private sealed class NothingIsDue : ILandedCost
    {
        public IReadOnlyList<Entrepot.Kernel.Result<LandedCostQuote>> Quote(IReadOnlyList<LandedCostRequest> requests) => requests.Count == 0 ? [] : throw new NotSupportedException("All sites lie in one country.");
    }

    private sealed class OneEuroEverywhere : IRateShopping
    {
        public Task<IReadOnlyList<Entrepot.Kernel.Result<TransportPlan>>> PlanAsync(IReadOnlyList<TransportRequest> requests, CancellationToken ct) => throw new NotSupportedException();

        public Task<IReadOnlyList<TransportEstimate?>> EstimateAsync(IReadOnlyList<TransportEstimateRequest> requests, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<TransportEstimate?>>([.. requests.Select(_ => new TransportEstimate("a/b", new(100, "EUR"), 1, 2))]);
    }
}
