using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>
/// One order's need against what its candidate warehouses have, as a table of candidates by products. The demands of
/// several lines for the same product are added up first: two lines must not both count on the same piece.
/// </summary>
internal sealed class Supply
{
    private readonly long[] has;

    public Supply(StockBook book, ReservationRequest request)
    {
        Candidates = CandidateOrder.Sort(request.Candidates, request.Strategy);
        (Products, Needed) = AddUp(request.Demands);
        Missing = new long[Products.Length];
        has = new long[Candidates.Length * Products.Length];

        for (var product = 0; product < Products.Length; product++)
        {
            var total = 0L;
            for (var candidate = 0; candidate < Candidates.Length; candidate++)
            {
                var available = book.Find(Products[product], Candidates[candidate].Warehouse)?.Available ?? 0;
                has[(candidate * Products.Length) + product] = Math.Min(available, Needed[product]);
                total += available;
            }

            Wanted += Needed[product];
            Missing[product] = Math.Max(0, Needed[product] - total);
            Needed[product] -= Missing[product];
            Reachable += Needed[product];
        }
    }

    /// <summary>By the strategy's key, best first.</summary>
    public WarehouseCandidate[] Candidates { get; }
    public ProductId[] Products { get; }

    /// <summary>Pieces per product, at most what all candidates together have.</summary>
    public long[] Needed { get; }

    /// <summary>Pieces per product that no candidate has.</summary>
    public long[] Missing { get; }

    /// <summary>All pieces of the order, and those of them that the candidates have.</summary>
    public long Wanted { get; }
    public long Reachable { get; }

    public bool IsShort => Reachable < Wanted;

    /// <summary>Pieces of the product that the candidate had when the order came, at most what was wanted.</summary>
    public long Has(int candidate, int product) => has[(candidate * Products.Length) + product];

    /// <summary>Useful pieces of all products in one candidate.</summary>
    public long Pieces(int candidate)
    {
        var pieces = 0L;
        for (var product = 0; product < Products.Length; product++) pieces += Math.Min(Has(candidate, product), Needed[product]);
        return pieces;
    }

    public bool IsCoveredBy(ReadOnlySpan<int> chosen)
    {
        for (var product = 0; product < Products.Length; product++)
        {
            var sum = 0L;
            foreach (var candidate in chosen) sum += Has(candidate, product);
            if (sum < Needed[product]) return false;
        }

        return true;
    }

    public int IndexOf(ProductId product) => Array.IndexOf(Products, product);

    private static (ProductId[] Products, long[] Quantities) AddUp(IReadOnlyList<StockDemand> demands)
    {
        var products = new ProductId[demands.Count];
        var quantities = new long[demands.Count];
        var count = 0;
        for (var i = 0; i < demands.Count; i++)
        {
            var demand = demands[i];
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(demand.Quantity);
            var at = Array.IndexOf(products, demand.Product, 0, count);
            if (at < 0) products[at = count++] = demand.Product;
            quantities[at] = checked(quantities[at] + demand.Quantity);
        }

        return count == demands.Count ? (products, quantities) : (products[..count], quantities[..count]);
    }
}

/// <summary>The key of each strategy; ties fall to the other keys and at last to the id, so that the same request has one answer.</summary>
internal static class CandidateOrder
{
    public static WarehouseCandidate[] Sort(IReadOnlyList<WarehouseCandidate> candidates, AllocationStrategy strategy)
    {
        var sorted = new WarehouseCandidate[candidates.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = candidates[i];
            for (var earlier = 0; earlier < i; earlier++)
                if (sorted[earlier].Warehouse == sorted[i].Warehouse) throw new ArgumentException($"Warehouse {sorted[i].Warehouse.Value} is named twice.", nameof(candidates));
        }

        Array.Sort(sorted, strategy == AllocationStrategy.Nearest ? ByDistance : ByCost);
        return sorted;
    }

    /// <summary>A warehouse whose cost is not known comes after all others: cheap freight says nothing about the duty.</summary>
    private static int CompareCost(ShippingCost a, ShippingCost b) =>
        (a.Unquoted is null, b.Unquoted is null) switch
        {
            (true, false) => -1,
            (false, true) => 1,
            _ => a.Total.CompareTo(b.Total),
        };

    private static readonly Comparison<WarehouseCandidate> ByDistance = (a, b) =>
        a.DistanceKilometres.CompareTo(b.DistanceKilometres) is var distance and not 0 ? distance
        : CompareCost(a.Cost, b.Cost) is var cost and not 0 ? cost
        : a.Warehouse.Value.CompareTo(b.Warehouse.Value);

    private static readonly Comparison<WarehouseCandidate> ByCost = (a, b) =>
        CompareCost(a.Cost, b.Cost) is var cost and not 0 ? cost
        : a.DistanceKilometres.CompareTo(b.DistanceKilometres) is var distance and not 0 ? distance
        : a.Warehouse.Value.CompareTo(b.Warehouse.Value);
}
