using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Features;

/// <summary>Takes goods that left the house off the books: on hand and reserved fall together, the reservation is shipped as far as they go.</summary>
internal sealed class ShipStock(EntrepotDb db, StockReader reader, StockWriter writer)
{
    /// <exception cref="InvalidOperationException">More left than is reserved for that line in that warehouse: the caller shipped something else than was planned.</exception>
    public async Task RunAsync(IReadOnlyList<StockIssue> shipments, CancellationToken ct)
    {
        if (shipments.Count == 0) return;

        var done = (await reader.RecordedAsync(shipments.Select(shipment => shipment.Cause), ct)).Select(movement => movement.Cause).ToHashSet();
        var due = shipments.Where(shipment => done.Add(shipment.Cause)).ToList();
        var open = await OpenAsync(due, ct);
        var now = writer.Now;
        var changes = new StockChanges();
        var shipped = new Dictionary<(OrderId Order, long Id), long>();
        foreach (var shipment in due)
        {
            foreach (var goods in shipment.Goods) Take(open, shipped, shipment, goods.Line, goods.Product, goods.Quantity);
            foreach (var product in shipment.Goods.GroupBy(goods => goods.Product))
            {
                var quantity = product.Sum(goods => goods.Quantity);
                changes.Add(product.Key, shipment.Warehouse, -quantity, -quantity);
                writer.Append(MovementKind.Shipped, product.Key, shipment.Warehouse, -quantity, -quantity, now, shipment.Order, shipment.Cause);
            }
        }

        foreach (var ((order, id), quantity) in shipped) db.Writes.Execute(StockSql.ShipReservation, true, quantity, db.Tenant.Value, order.Value, id);
        changes.Write(writer);
    }

    private async Task<ILookup<(OrderId, WarehouseId, OrderLineId, ProductId), Held>> OpenAsync(List<StockIssue> due, CancellationToken ct) =>
        (await reader.ReservationsAsync(due.Select(shipment => shipment.Order), ct))
        .ToLookup(row => (row.Order, row.Held.Warehouse, row.Held.Line, row.Held.Product), row => row.Held);

    private static void Take(
        ILookup<(OrderId, WarehouseId, OrderLineId, ProductId), Held> open, Dictionary<(OrderId Order, long Id), long> shipped,
        StockIssue shipment, OrderLineId line, ProductId product, long quantity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        foreach (var held in open[(shipment.Order, shipment.Warehouse, line, product)])
        {
            var key = (shipment.Order, held.Id);
            var take = Math.Min(quantity, held.Quantity - shipped.GetValueOrDefault(key));
            if (take <= 0) continue;
            shipped[key] = shipped.GetValueOrDefault(key) + take;
            quantity -= take;
        }

        if (quantity > 0)
            throw new InvalidOperationException($"{shipment.Cause}: {quantity} more pieces of product {product.Value} were shipped than order {shipment.Order.Value} has reserved in warehouse {shipment.Warehouse.Value}.");
    }
}
