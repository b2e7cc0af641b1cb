using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>What is to be ordered again: products at or below their reorder point, what is on its way included. Counted beside the stock's entry in the side bar.</summary>
internal sealed class LowStock(EntrepotDb db) : INavCounts, IStockAlerts
{
    public Task<List<(ProductId Product, WarehouseId Warehouse)>> RunAsync(CancellationToken ct) =>
        db.QueryAsync(StockSql.Low, row => (new ProductId(row.GetInt64(0)), new WarehouseId(row.GetInt64(1))), ct, db.Tenant.Value);

    public async Task<IReadOnlyList<(ProductId Product, WarehouseId Warehouse)>> LowAsync(CancellationToken ct) => await RunAsync(ct);

    public async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct) =>
        new Dictionary<string, (int, bool)> { ["/stock"] = ((await RunAsync(ct)).Count, true) };
}
