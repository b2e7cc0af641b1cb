using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>What was decided for one request. The book has changed accordingly; nothing is written yet.</summary>
internal sealed record Decision(ReservationAnswer Answer, IReadOnlyList<Claim> Claims)
{
    /// <summary>Earlier reservations and backorders of the order that end with this decision.</summary>
    public IReadOnlyList<Held> GivenBack { get; init; } = [];
    public IReadOnlyList<Waiting> Ended { get; init; } = [];

    /// <summary>The order's reservations stay as they are stored, so none of the answer's allocations is new.</summary>
    public bool IsKept { get; init; }
}

/// <summary>Allocates one order out of the book, which it changes.</summary>
internal sealed class Allocator(StockBook book, IReadOnlyDictionary<WarehouseId, string> codes)
{
    public Decision Allocate(ReservationRequest request)
    {
        var supply = new Supply(book, request);
        var chosen = WarehouseChoice.Choose(supply, request.Strategy);
        var reserves = !supply.IsShort || request.ReserveInPart;
        IReadOnlyList<Allocation> allocations = reserves ? Take(request, supply, chosen) : [];

        var claims = new List<Claim>();
        IReadOnlyList<Shortage> shortages = supply.IsShort ? new ShortageFinder(book, request, supply).Find(claims) : [];
        var trace = ReservationTrace.Explain(request, supply, reserves ? chosen : [], codes);
        return new Decision(new ReservationAnswer(allocations, shortages, trace), claims);
    }

    private List<Allocation> Take(ReservationRequest request, Supply supply, int[] chosen)
    {
        var allocations = new List<Allocation>(request.Demands.Count);
        for (var i = 0; i < request.Demands.Count; i++)
        {
            var demand = request.Demands[i];
            var left = demand.Quantity;
            for (var next = 0; next < chosen.Length && left > 0; next++)
            {
                var warehouse = supply.Candidates[chosen[next]].Warehouse;
                if (book.Find(demand.Product, warehouse) is not { Available: > 0 } cell) continue;

                var quantity = Math.Min(left, cell.Available);
                cell.Take(quantity);
                allocations.Add(new(demand.Line, demand.Product, warehouse, quantity));
                left -= quantity;
            }
        }

        return allocations;
    }
}
