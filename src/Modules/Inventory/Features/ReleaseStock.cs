using Entrepot.Inventory.Data;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Features;

/// <summary>Gives back what orders still hold and ends what they wait for. An order that holds nothing is passed over, so a repeat is harmless.</summary>
internal sealed class ReleaseStock(StockReader reader, StockWriter writer)
{
    public async Task RunAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        if (orders.Count == 0) return;

        var open = await reader.ReservationsAsync(orders, ct);
        var now = writer.Now;
        var changes = new StockChanges();
        foreach (var reservation in open)
        {
            writer.Release(reservation.Order, reservation.Reference, reservation.Held, now);
            changes.Add(reservation.Held.Product, reservation.Held.Warehouse, 0, -reservation.Held.Quantity);
        }

        changes.Write(writer);
        foreach (var (order, waiting) in await reader.BackordersAsync(orders, ct))
            foreach (var old in waiting) writer.EndBackorder(order, old.Id);
    }
}
