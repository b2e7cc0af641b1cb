using Entrepot.Inventory.Contracts;

namespace Entrepot.Inventory.Domain;

/// <summary>
/// Which candidates ship an order, in the order in which goods are taken from them. With every strategy one warehouse
/// that has everything goes before any split, since a second parcel costs more than a detour; among several such it is
/// the first by the strategy's key. Only when none has everything the strategies differ:
/// nearest and cheapest take what each has in the order of their key; fewest parcels looks for the smallest set that
/// has everything, pairs before triples, and among sets of one size for the lowest sum of costs.
/// </summary>
internal static class WarehouseChoice
{
    /// <summary>Sets looked at per order. With ten candidates all 1,023 are; beyond the limit the order falls back to greedy by cost.</summary>
    public const int SetsMax = 10_000;

    /// <returns>Indexes into the supply's candidates, which together have all that can be had; none when nothing can.</returns>
    public static int[] Choose(Supply supply, AllocationStrategy strategy)
    {
        if (supply.Reachable == 0) return [];
        for (var candidate = 0; candidate < supply.Candidates.Length; candidate++)
            if (supply.Pieces(candidate) == supply.Reachable) return [candidate];

        return (strategy == AllocationStrategy.FewestParcels ? SmallestSet(supply) : null) ?? Greedy(supply);
    }

    private static int[] Greedy(Supply supply)
    {
        var left = (long[])supply.Needed.Clone();
        var chosen = new List<int>(supply.Candidates.Length);
        for (var candidate = 0; candidate < supply.Candidates.Length; candidate++)
        {
            var taken = 0L;
            for (var product = 0; product < left.Length; product++)
            {
                var take = Math.Min(left[product], supply.Has(candidate, product));
                left[product] -= take;
                taken += take;
            }

            if (taken > 0) chosen.Add(candidate);
        }

        return [.. chosen];
    }

    /// <returns>Null when the limit was reached before a set was found.</returns>
    private static int[]? SmallestSet(Supply supply)
    {
        var useful = new List<int>(supply.Candidates.Length);
        for (var candidate = 0; candidate < supply.Candidates.Length; candidate++)
            if (supply.Pieces(candidate) > 0) useful.Add(candidate);

        var budget = SetsMax;
        for (var size = 2; size <= useful.Count && budget > 0; size++)
            if (CheapestSet(supply, useful, size, ref budget) is { } found) return found;
        return null;
    }

    private static int[]? CheapestSet(Supply supply, List<int> useful, int size, ref int budget)
    {
        int[]? best = null;
        var bestCost = (Unquoted: int.MaxValue, Minor: long.MaxValue);
        var places = new int[size];
        for (var i = 0; i < size; i++) places[i] = i;
        var set = new int[size];

        do
        {
            var cost = (Unquoted: 0, Minor: 0L);
            for (var i = 0; i < size; i++)
            {
                var one = supply.Candidates[set[i] = useful[places[i]]].Cost;
                cost = (cost.Unquoted + (one.Unquoted is null ? 0 : 1), cost.Minor + one.Total.Minor);
            }

            if (cost.CompareTo(bestCost) < 0 && supply.IsCoveredBy(set)) (best, bestCost) = ((int[])set.Clone(), cost);
        }
        while (--budget > 0 && Advance(places, useful.Count));

        return best;
    }

    /// <summary>The next combination in lexical order; false after the last.</summary>
    private static bool Advance(int[] places, int count)
    {
        var at = places.Length - 1;
        while (at >= 0 && places[at] == count - places.Length + at) at--;
        if (at < 0) return false;

        places[at]++;
        for (var i = at + 1; i < places.Length; i++) places[i] = places[i - 1] + 1;
        return true;
    }
}
