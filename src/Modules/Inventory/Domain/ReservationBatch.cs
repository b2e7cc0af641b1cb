using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>
/// Decides a batch of reservations in memory, request by request in their order, so that a batch of many and many
/// batches of one give the same answers.
/// </summary>
/// <remarks>
/// An order that is reserved already is not reserved twice: if what it holds is exactly what is asked for it is kept;
/// otherwise it gives back first and is then allocated like any other, with the stock it held among what is available.
/// </remarks>
internal sealed class ReservationBatch(
    StockBook book, IReadOnlyDictionary<WarehouseId, string> codes,
    IReadOnlyDictionary<OrderId, List<Held>> held, IReadOnlyDictionary<OrderId, List<Waiting>> waiting)
{
    private readonly Allocator allocator = new(book, codes);

    /// <exception cref="ArgumentException">An order stands in the batch twice: only its caller knows which of the two is meant.</exception>
    public Decision[] Decide(IReadOnlyList<ReservationRequest> requests)
    {
        var seen = new HashSet<OrderId>(requests.Count);
        var decisions = new Decision[requests.Count];
        for (var i = 0; i < decisions.Length; i++)
        {
            if (!seen.Add(requests[i].Order)) throw new ArgumentException($"Order {requests[i].Reference} stands in the batch twice.", nameof(requests));
            decisions[i] = Decide(requests[i]);
        }

        return decisions;
    }

    private Decision Decide(ReservationRequest request)
    {
        IReadOnlyList<Held> before = held.TryGetValue(request.Order, out var holding) ? holding : [];
        if (before.Count > 0 && Covers(before, request))
            return new Decision(new ReservationAnswer(AsAllocations(before), [], ReservationTrace.Kept(request)), []) { IsKept = true };

        IReadOnlyList<Waiting> ended = waiting.TryGetValue(request.Order, out var waited) ? waited : [];
        foreach (var old in before) book.Get(old.Product, old.Warehouse).GiveBack(old.Quantity);
        foreach (var old in ended) book.End(old);

        var decision = allocator.Allocate(request);
        return Same(before, decision.Answer.Allocations)
            ? decision with { IsKept = true, Ended = ended }
            : decision with { GivenBack = before, Ended = ended };
    }

    /// <summary>Whether each line holds exactly what it needs, in warehouses that may still ship it.</summary>
    private static bool Covers(IReadOnlyList<Held> before, ReservationRequest request)
    {
        var left = new Dictionary<(OrderLineId, ProductId), long>(request.Demands.Count);
        for (var i = 0; i < request.Demands.Count; i++)
        {
            var demand = request.Demands[i];
            left[(demand.Line, demand.Product)] = left.GetValueOrDefault((demand.Line, demand.Product)) + demand.Quantity;
        }

        foreach (var old in before)
        {
            if (!left.TryGetValue((old.Line, old.Product), out var needed) || needed < old.Quantity || !MayShip(request, old.Warehouse)) return false;
            left[(old.Line, old.Product)] = needed - old.Quantity;
        }

        foreach (var needed in left.Values)
            if (needed > 0) return false;
        return true;
    }

    private static bool MayShip(ReservationRequest request, WarehouseId warehouse)
    {
        for (var i = 0; i < request.Candidates.Count; i++)
            if (request.Candidates[i].Warehouse == warehouse) return true;
        return false;
    }

    /// <summary>Allocating a partly reserved order again often ends where it stood: then nothing is written.</summary>
    private static bool Same(IReadOnlyList<Held> before, IReadOnlyList<Allocation> after)
    {
        if (before.Count != after.Count || before.Count == 0) return false;
        for (var i = 0; i < before.Count; i++)
            if (AsAllocation(before[i]) != after[i]) return false;
        return true;
    }

    private static Allocation[] AsAllocations(IReadOnlyList<Held> before)
    {
        var allocations = new Allocation[before.Count];
        for (var i = 0; i < allocations.Length; i++) allocations[i] = AsAllocation(before[i]);
        return allocations;
    }

    private static Allocation AsAllocation(Held old) => new(old.Line, old.Product, old.Warehouse, old.Quantity);
}
