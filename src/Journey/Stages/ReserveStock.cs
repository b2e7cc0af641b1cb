using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>Stock in the warehouses that will ship it, split where one alone cannot, or a backorder with its day.</summary>
/// <remarks>
/// An order that was held after reserving has kept its stock. It keeps it now if that still fits, and otherwise gives it
/// back at its own turn, not before the batch: else an order ahead of it in the same batch would find stock that it would
/// not find alone.
/// </remarks>
internal sealed class ReserveStock(IStock stock, WarehouseCosts costs) : IJourneyStage
{
    public string Name => "reserve";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var moving = batch.Moving();
        if (moving.Count == 0) return;

        var requests = await RequestsAsync(moving, batch, ct);
        moving = batch.Moving(); // Orders that no warehouse may ship were held meanwhile.

        var answers = await stock.ReserveAsync(requests, ct);
        for (var i = 0; i < moving.Count; i++) Apply(moving[i], answers[i], batch);
    }

    private async Task<IReadOnlyList<ReservationRequest>> RequestsAsync(List<Traveller> moving, OrderBatch batch, CancellationToken ct)
    {
        var asked = moving.ConvertAll(order => new Sourcing(order, Allowed(order, batch), Strategy(order), Weight(order)));
        var candidates = await costs.CandidatesAsync(asked, batch, ct);

        var requests = new List<ReservationRequest>(moving.Count);
        for (var i = 0; i < asked.Count; i++)
        {
            var (order, sites, strategy, weight) = asked[i];
            if (candidates[i].Count == 0 && order.Hold(Name, sites.Count > 0 ? JourneyProblems.NoCarrier(weight, order.Content.ShipTo.Country) : JourneyProblems.NoWarehouse())) continue;
            requests.Add(new(order.Order.Id, order.Order.Number, Demands(order), candidates[i], strategy, ReserveInPart: false));
        }

        return requests;
    }

    private void Apply(Traveller order, ReservationAnswer answer, OrderBatch batch)
    {
        order.Passed(answer.Trace);
        if (!answer.IsComplete)
        {
            order.Backorder(answer.Shortages);
            return;
        }

        order.Parts = Split(order, answer.Allocations, batch);
    }

    /// <summary>One part per warehouse, in the order in which the warehouses were first used; amounts follow the pieces exactly.</summary>
    private static List<Part> Split(Traveller order, IReadOnlyList<Allocation> allocations, OrderBatch batch)
    {
        var byWarehouse = new Dictionary<WarehouseId, List<Piece>>();
        var open = allocations.ToList();
        foreach (var piece in order.Pieces)
        {
            var left = piece.Quantity;
            var amountLeft = piece.AmountMinor;
            for (var i = 0; i < open.Count && left > 0; i++)
            {
                var allocation = open[i];
                if (allocation.Line != piece.Line || allocation.Product != piece.Product.Id || allocation.Quantity == 0) continue;

                var taken = Math.Min(left, allocation.Quantity);
                var amount = taken == left ? amountLeft : Rounding.DivideHalfEven((Int128)amountLeft * taken, left);
                if (!byWarehouse.TryGetValue(allocation.Warehouse, out var pieces)) byWarehouse[allocation.Warehouse] = pieces = [];
                pieces.Add(piece with { Quantity = taken, AmountMinor = amount });
                open[i] = allocation with { Quantity = allocation.Quantity - taken };
                left -= taken;
                amountLeft -= amount;
            }

            if (left > 0) throw new InvalidOperationException($"The reservation of {order.Order.Number} does not cover {piece.Product.Sku}.");
        }

        var parts = byWarehouse.Select(pair => new Part(batch.Warehouses.Single(site => site.Id == pair.Key), pair.Value)).ToList();
        var shares = new Money(order.Content.ShippingMinor, order.Currency).Allocate(parts.ConvertAll(part => part.GoodsMinor));
        for (var i = 0; i < parts.Count; i++) parts[i].ShippingMinor = shares[i].Minor;
        return parts;
    }

    private static IReadOnlyList<WarehouseSite> Allowed(Traveller order, OrderBatch batch)
    {
        var only = order.Rules?.Warehouses ?? [];
        var blocked = order.Rules?.BlockedWarehouses ?? [];
        return only.Count == 0 && blocked.Count == 0 ? batch.Warehouses : [.. batch.Warehouses.Where(site => (only.Count == 0 || only.Contains(site.Code)) && !blocked.Contains(site.Code))];
    }

    private static List<StockDemand> Demands(Traveller order)
    {
        var demands = new List<StockDemand>(order.Pieces.Count);
        foreach (var piece in order.Pieces) demands.Add(new(piece.Line, piece.Product.Id, piece.Quantity));
        return demands;
    }

    private static long Weight(Traveller order)
    {
        long grams = 0;
        foreach (var piece in order.Pieces) grams += piece.Product.WeightGrams * piece.Quantity;
        return grams;
    }

    private static AllocationStrategy Strategy(Traveller order) => order.Rules?.Strategy switch
    {
        "nearest" => AllocationStrategy.Nearest,
        "fewest-parcels" => AllocationStrategy.FewestParcels,
        _ => AllocationStrategy.Cheapest,
    };
}
