using Entrepot.Kernel;

namespace Entrepot.Inventory.Contracts;

/// <summary>What is to be ordered again.</summary>
public interface IStockAlerts
{
    /// <summary>Products at or below their reorder point in a warehouse, what is on its way there included.</summary>
    Task<IReadOnlyList<(ProductId Product, WarehouseId Warehouse)>> LowAsync(CancellationToken ct);
}
