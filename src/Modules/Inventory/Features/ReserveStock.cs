using System.Runtime.InteropServices;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Features;

/// <summary>Keeps pieces for a batch of orders: a fixed number of reads, a decision in memory, and one write per touched stock record.</summary>
internal sealed class ReserveStock(EntrepotDb db, IdBlocks ids, StockReader reader, StockWriter writer)
{
    public async Task<IReadOnlyList<ReservationAnswer>> RunAsync(IReadOnlyList<ReservationRequest> requests, CancellationToken ct)
    {
        if (requests.Count == 0) return [];

        var orders = requests.Select(request => request.Order).ToList();
        var held = ByOrder(await reader.ReservationsAsync(orders, ct));
        var waiting = await reader.BackordersAsync(orders, ct);
        var book = await reader.BookAsync(Products(requests, held), ct);

        var decisions = new ReservationBatch(book, await reader.CodesAsync(ct), held, waiting).Decide(requests);
        Write(requests, decisions, book);
        return Array.ConvertAll(decisions, decision => decision.Answer);
    }

    private void Write(IReadOnlyList<ReservationRequest> requests, Decision[] decisions, StockBook book)
    {
        var now = writer.Now;
        for (var i = 0; i < decisions.Length; i++)
        {
            var request = requests[i];
            var decision = decisions[i];
            foreach (var old in decision.GivenBack) writer.Release(request.Order, request.Reference, old, now);
            foreach (var old in decision.Ended) writer.EndBackorder(request.Order, old.Id);
            foreach (var claim in decision.Claims) Add(request, claim, now);
            if (decision.IsKept) continue;

            foreach (var allocation in decision.Answer.Allocations)
            {
                Add(request, allocation, now);
                writer.Append(MovementKind.Reserved, allocation.Product, allocation.Warehouse, 0, allocation.Quantity, now, request.Order, note: request.Reference);
            }
        }

        // An order that asked for less than before, or is served elsewhere now, has set pieces free for others.
        var changes = new StockChanges();
        foreach (var cell in book.Cells)
            if (cell.ReservedChange != 0) changes.Add(cell.Product, cell.Warehouse, 0, cell.ReservedChange);
        changes.Write(writer);
    }

    private void Add(ReservationRequest request, Allocation allocation, DateTime now) => db.Writes.Insert(new Reservation
    {
        TenantId = db.Tenant,
        OrderId = request.Order,
        Id = ids.Next(),
        LineId = allocation.Line,
        ProductId = allocation.Product,
        WarehouseId = allocation.Warehouse,
        Quantity = allocation.Quantity,
        Reference = request.Reference,
        State = ReservationState.Open,
        At = now,
    });

    private void Add(ReservationRequest request, Claim claim, DateTime now) => db.Writes.Insert(new Backorder
    {
        TenantId = db.Tenant,
        OrderId = request.Order,
        Id = ids.Next(),
        LineId = claim.Line,
        ProductId = claim.Product,
        Quantity = claim.Quantity,
        Source = claim.Source,
        SourceId = claim.SourceId,
        At = now,
    });

    private static Dictionary<OrderId, List<Held>> ByOrder(List<OpenReservation> reservations)
    {
        var held = new Dictionary<OrderId, List<Held>>();
        foreach (var reservation in reservations) (CollectionsMarshal.GetValueRefOrAddDefault(held, reservation.Order, out _) ??= []).Add(reservation.Held);
        return held;
    }

    private static HashSet<ProductId> Products(IReadOnlyList<ReservationRequest> requests, Dictionary<OrderId, List<Held>> held)
    {
        var products = new HashSet<ProductId>();
        foreach (var request in requests)
            for (var i = 0; i < request.Demands.Count; i++) products.Add(request.Demands[i].Product);
        foreach (var rows in held.Values)
            foreach (var row in rows) products.Add(row.Product);
        return products;
    }
}
