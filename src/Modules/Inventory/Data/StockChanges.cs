using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Data;

/// <summary>
/// Adds up what a batch changes per stock record, so that each is written once, in key order: the constraints then see
/// only where a record ends, and two batches never touch records in different orders.
/// </summary>
internal sealed class StockChanges
{
    private readonly SortedDictionary<(long Product, long Warehouse), (long OnHand, long Reserved)> changes = [];

    public void Add(ProductId product, WarehouseId warehouse, long onHand, long reserved)
    {
        var key = (product.Value, warehouse.Value);
        var before = changes.GetValueOrDefault(key);
        changes[key] = (before.OnHand + onHand, before.Reserved + reserved);
    }

    /// <summary>Also tells whoever waits which products became more available, in one event for the batch.</summary>
    public void Write(StockWriter writer)
    {
        var freed = new List<ProductId>();
        foreach (var ((product, warehouse), (onHand, reserved)) in changes)
        {
            if (onHand > reserved && (freed.Count == 0 || freed[^1].Value != product)) freed.Add(new(product));
            if (onHand > 0 && reserved == 0) writer.Receive(new(product), new(warehouse), onHand);
            else writer.Change(new(product), new(warehouse), onHand, reserved);
        }

        if (freed.Count > 0) writer.Publish(new StockFreed(freed));
    }
}
