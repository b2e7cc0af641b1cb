using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Domain;

/// <summary>
/// Says of each line what is missing, when it is expected and from where a transfer could bring it, and claims both so
/// that the next short order is told about other pieces. Of several lines for one product the later ones go short.
/// </summary>
internal sealed class ShortageFinder(StockBook book, ReservationRequest request, Supply supply)
{
    public IReadOnlyList<Shortage> Find(List<Claim> claims)
    {
        var reachable = (long[])supply.Needed.Clone();
        var shortages = new List<Shortage>(1);
        for (var i = 0; i < request.Demands.Count; i++)
        {
            var demand = request.Demands[i];
            var product = supply.IndexOf(demand.Product);
            var covered = Math.Min(demand.Quantity, reachable[product]);
            reachable[product] -= covered;
            if (covered == demand.Quantity) continue;

            var missing = demand.Quantity - covered;
            shortages.Add(new(demand.Line, demand.Product, missing, ClaimInbound(demand, missing, claims), ProposeTransfer(demand, missing, claims)));
        }

        return shortages;
    }

    /// <returns>The day by which everything missing is there; null when no or not enough goods are on their way.</returns>
    private DateOnly? ClaimInbound(StockDemand demand, long missing, List<Claim> claims)
    {
        DateOnly? last = null;
        foreach (var inbound in book.InboundOf(demand.Product))
        {
            if (missing == 0) break;
            if (inbound.Free <= 0 || PlaceOf(inbound.Warehouse) < 0) continue; // Goods that arrive where the order cannot ship from do not help.

            var quantity = Math.Min(missing, inbound.Free);
            inbound.Free -= quantity;
            missing -= quantity;
            last = inbound.ExpectedOn;
            claims.Add(new(demand.Line, demand.Product, quantity, BackorderSource.Inbound, inbound.Id.Value));
        }

        if (missing == 0) return last;
        claims.Add(new(demand.Line, demand.Product, missing, BackorderSource.None, 0));
        return null;
    }

    /// <summary>From the warehouse that has most of it and cannot ship the order itself, to the best one that can.</summary>
    private TransferProposal? ProposeTransfer(StockDemand demand, long missing, List<Claim> claims)
    {
        if (supply.Candidates.Length == 0) return null;

        StockCell? from = null;
        foreach (var cell in book.Of(demand.Product))
            if (PlaceOf(cell.Warehouse) < 0 && cell.Transferable > (from?.Transferable ?? 0)) from = cell;
        if (from is null) return null;

        var quantity = Math.Min(missing, from.Transferable);
        from.Proposed += quantity;
        claims.Add(new(demand.Line, demand.Product, quantity, BackorderSource.Transfer, from.Warehouse.Value));
        return new TransferProposal(from.Warehouse, supply.Candidates[0].Warehouse, demand.Product, quantity);
    }

    private int PlaceOf(WarehouseId warehouse)
    {
        for (var i = 0; i < supply.Candidates.Length; i++)
            if (supply.Candidates[i].Warehouse == warehouse) return i;
        return -1;
    }
}
