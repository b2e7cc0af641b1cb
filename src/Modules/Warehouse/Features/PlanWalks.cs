using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// Turns a wave into walks: orders whose goods lie close together share a cart, and each cart's bins are visited on a
/// short way. Goods without a bin come last on the list.
/// </summary>
internal sealed class PlanWalks(EntrepotDb db, IdBlocks ids, FloorReader reader)
{
    public async Task<(IReadOnlyList<PickTaskId> Tasks, long SavedMillimetres)> RunAsync(Wave wave, IReadOnlyList<FulfilmentOrder> orders, CancellationToken ct)
    {
        var bins = await reader.BinsAsync(wave.WarehouseId, orders.SelectMany(order => order.Lines).Select(line => line.ProductId), ct);
        var aisle = await reader.AisleMillimetresAsync(wave.WarehouseId, ct);
        var carts = orders.OrderBy(order => Nearest(order, bins)).Chunk(FloorRules.On(wave.ReleasedAt).CartOrdersMax);

        var tasks = new List<PickTaskId>();
        var saved = 0L;
        foreach (var cart in carts)
        {
            var walk = new Walk(cart, bins, aisle);
            tasks.Add(Add(wave, walk));
            saved += walk.SavedMillimetres;
        }

        return (tasks, saved);
    }

    /// <summary>The bin at which an order's walk begins, as a place on the serpentine.</summary>
    private static (int, int) Nearest(FulfilmentOrder order, Dictionary<ProductId, Bin> bins)
    {
        var nearest = (X: int.MaxValue, Y: int.MaxValue);
        foreach (var line in order.Lines)
            if (bins.TryGetValue(line.ProductId, out var bin) && (bin.XMillimetres, bin.YMillimetres).CompareTo(nearest) < 0) nearest = (bin.XMillimetres, bin.YMillimetres);
        return nearest;
    }

    private PickTaskId Add(Wave wave, Walk walk)
    {
        var task = new PickTask
        {
            TenantId = db.Tenant,
            Id = new(ids.Next()),
            Kind = PickTaskKind.Pick,
            WaveId = wave.Id,
            WarehouseId = wave.WarehouseId,
            PathMillimetres = walk.PathMillimetres,
            CreatedAt = wave.ReleasedAt,
        };
        db.Writes.Insert(task);
        foreach (var (sequence, bin, line) in walk.Lines)
        {
            db.Writes.Insert(new PickLine
            {
                TenantId = db.Tenant,
                PickTaskId = task.Id,
                Id = ids.Next(),
                Sequence = sequence,
                FulfilmentOrderId = line.FulfilmentOrderId,
                FulfilmentLineId = line.Id,
                Bin = bin,
                ProductId = line.ProductId,
                Sku = line.Sku,
                Gtin = line.Gtin,
                Name = line.Name,
                NameChinese = line.NameChinese,
                Quantity = line.Quantity - line.Picked,
            });
        }

        return task.Id;
    }
}
