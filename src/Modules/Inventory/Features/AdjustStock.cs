using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>Corrects on hand after a count, never below what is reserved. A cause that is recorded already is done, not refused.</summary>
internal sealed class AdjustStock(EntrepotDb db, StockReader reader, StockWriter writer)
{
    public async Task<IReadOnlyList<Result>> RunAsync(IReadOnlyList<StockAdjustment> adjustments, CancellationToken ct)
    {
        if (adjustments.Count == 0) return [];

        var done = await reader.RecordedAsync(adjustments.Select(adjustment => adjustment.Cause), ct);
        var available = (await reader.LevelsAsync(adjustments.Select(adjustment => adjustment.Product), ct))
            .ToDictionary(level => (level.Product, level.Warehouse), level => level.Available);
        var warehouses = await db.Set<WarehouseRecord>().Select(warehouse => warehouse.Id).ToHashSetAsync(ct);
        var now = writer.Now;
        var changes = new StockChanges();
        var answers = adjustments.Select(Adjust).ToList();
        changes.Write(writer);
        return answers;

        Result Adjust(StockAdjustment adjustment)
        {
            var key = (adjustment.Product, adjustment.Warehouse);
            if (!warehouses.Contains(adjustment.Warehouse)) return InventoryProblems.UnknownWarehouse(adjustment.Warehouse);
            if (adjustment.Difference == 0 || done.Contains((adjustment.Cause, adjustment.Product, adjustment.Warehouse))) return Result.Ok;

            var before = available.GetValueOrDefault(key);
            if (before + adjustment.Difference < 0) return InventoryProblems.WouldOversell(adjustment, before);

            done.Add((adjustment.Cause, adjustment.Product, adjustment.Warehouse));
            available[key] = before + adjustment.Difference;
            changes.Add(adjustment.Product, adjustment.Warehouse, adjustment.Difference, 0);
            writer.Append(MovementKind.Adjusted, adjustment.Product, adjustment.Warehouse, adjustment.Difference, 0, now, cause: adjustment.Cause, note: adjustment.Reason);
            return Result.Ok;
        }
    }
}
