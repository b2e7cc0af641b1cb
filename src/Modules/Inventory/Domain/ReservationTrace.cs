using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>Why an order ships from where it does: each candidate with what it had and what shipping from there means.</summary>
internal static class ReservationTrace
{
    private const string Stage = "reserve";

    public static TraceEntry Explain(ReservationRequest request, Supply supply, int[] chosen, IReadOnlyDictionary<WarehouseId, string> codes) =>
        new(Stage, Outcome(supply, chosen), Detail(request, supply, chosen, codes)) { Alternatives = Alternatives(supply, chosen, codes) };

    public static TraceEntry Kept(ReservationRequest request) => new(Stage, "kept", $"{request.Reference} is reserved completely since an earlier run.");

    private static string Outcome(Supply supply, int[] chosen) => (supply.IsShort, chosen.Length) switch
    {
        (true, 0) => "short",
        (true, _) => "in_part",
        (false, 1) => "reserved",
        (false, _) => "split",
    };

    private static Sentence Detail(ReservationRequest request, Supply supply, int[] chosen, IReadOnlyDictionary<WarehouseId, string> codes)
    {
        if (supply.Candidates.Length == 0) return "No warehouse may ship this order.";
        if (supply.IsShort)
        {
            var missing = supply.Wanted - supply.Reachable;
            return chosen.Length == 0
                ? (Sentence)$"{missing} of {supply.Wanted} pieces are missing in all candidates; nothing was reserved."
                : $"{missing} of {supply.Wanted} pieces are missing in all candidates; the rest was reserved.";
        }

        return chosen.Length == 1
            ? (Sentence)$"{Code(supply.Candidates[chosen[0]].Warehouse, codes)} is {Superlative(request.Strategy)} that has everything."
            : $"No warehouse has everything. {Rule(request.Strategy)}: {string.Join(", ", Array.ConvertAll(chosen, candidate => Code(supply.Candidates[candidate].Warehouse, codes)))}.";
    }

    private static TraceAlternative[] Alternatives(Supply supply, int[] chosen, IReadOnlyDictionary<WarehouseId, string> codes)
    {
        var alternatives = new TraceAlternative[supply.Candidates.Length];
        for (var i = 0; i < alternatives.Length; i++)
        {
            var candidate = supply.Candidates[i];
            alternatives[i] = new(
                Code(candidate.Warehouse, codes),
                $"{Cost(candidate.Cost)}, {candidate.DistanceKilometres:0} km, {candidate.TransitDays} d",
                Note(supply, i),
                Array.IndexOf(chosen, i) >= 0);
        }

        return alternatives;
    }

    private static Sentence Cost(ShippingCost cost) => cost switch
    {
        { Unquoted: { } why } => (Sentence)$"freight {cost.Freight}, duty and tax unknown ({why})",
        { AtImport: { } due } => $"{cost.Total}: freight {cost.Freight}, duty {due.Duty}, import tax {due.Tax}, fees {due.Fees}",
        _ => $"freight {cost.Freight}",
    };

    private static Sentence Note(Supply supply, int candidate)
    {
        var pieces = supply.Pieces(candidate);
        if (pieces == supply.Wanted) return "has everything";
        return pieces == 0 ? (Sentence)"has none of it" : $"has {pieces} of {supply.Wanted} pieces";
    }

    private static Sentence Superlative(AllocationStrategy strategy) => strategy == AllocationStrategy.Nearest ? (Sentence)"the nearest" : "the cheapest";

    private static Sentence Rule(AllocationStrategy strategy) => strategy switch
    {
        AllocationStrategy.Nearest => (Sentence)"Nearest first",
        AllocationStrategy.Cheapest => "Cheapest first",
        AllocationStrategy.FewestParcels => "Fewest parcels",
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Every strategy has its words."),
    };

    private static string Code(WarehouseId warehouse, IReadOnlyDictionary<WarehouseId, string> codes) =>
        codes.TryGetValue(warehouse, out var code) ? code : warehouse.Value.ToString(CultureInfo.InvariantCulture);
}
