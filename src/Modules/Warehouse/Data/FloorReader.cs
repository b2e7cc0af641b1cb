using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Data;

/// <summary>The reads that several steps of the floor share. Fulfilment orders come tracked and with their lines.</summary>
internal sealed class FloorReader(EntrepotDb db)
{
    public IQueryable<FulfilmentOrder> Orders => db.Set<FulfilmentOrder>().AsTracking().Include(order => order.Lines);

    public async Task<Dictionary<FulfilmentOrderId, FulfilmentOrder>> OrdersAsync(IEnumerable<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return await Orders.Where(order => wanted.Contains(order.Id)).ToDictionaryAsync(order => order.Id, ct);
    }

    public Task<FulfilmentOrder?> OrderAsync(FulfilmentOrderId id, CancellationToken ct) => Orders.SingleOrDefaultAsync(order => order.Id == id, ct);

    /// <summary>Fulfilment orders of one stage in the order in which they should leave.</summary>
    public IQueryable<FulfilmentOrder> MostUrgent(FulfilmentStatus status, WarehouseId? warehouse) =>
        MostUrgent(Orders.Where(order => order.Status == status && (warehouse == null || order.WarehouseId == warehouse)));

    /// <summary>Priority, then ship-by, then age.</summary>
    public static IOrderedQueryable<FulfilmentOrder> MostUrgent(IQueryable<FulfilmentOrder> orders) =>
        orders.OrderByDescending(order => order.Priority).ThenBy(order => order.ShipBy == null).ThenBy(order => order.ShipBy).ThenBy(order => order.Id);

    public async Task<Dictionary<PickTaskId, PickTask>> TasksAsync(IEnumerable<PickTaskId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return await db.Set<PickTask>().AsTracking().Include(task => task.Lines).Where(task => wanted.Contains(task.Id)).ToDictionaryAsync(task => task.Id, ct);
    }

    /// <summary>The fulfilment orders that walks fetch goods for; putting back is for nobody.</summary>
    public Task<Dictionary<FulfilmentOrderId, FulfilmentOrder>> OrdersOfAsync(IEnumerable<PickTask> tasks, CancellationToken ct) =>
        OrdersAsync(tasks.Where(task => task.Kind == PickTaskKind.Pick).SelectMany(task => task.Lines).Select(line => line.FulfilmentOrderId), ct);

    public async Task<ILookup<FulfilmentOrderId, PackJob>> PackJobsAsync(IEnumerable<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return (await db.Set<PackJob>().AsTracking().Where(job => wanted.Contains(job.FulfilmentOrderId)).OrderBy(job => job.Number).ToListAsync(ct)).ToLookup(job => job.FulfilmentOrderId);
    }

    /// <summary>Where products are picked in a warehouse; a product without a bin is absent.</summary>
    public async Task<Dictionary<ProductId, Bin>> BinsAsync(WarehouseId warehouse, IEnumerable<ProductId> products, CancellationToken ct)
    {
        var wanted = products.Distinct().ToList();
        var rows = await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse && wanted.Contains(row.ProductId))
            .Join(db.Set<BinRecord>(), row => row.BinId, bin => bin.Id, (row, bin) => new { row.ProductId, Bin = bin }).ToListAsync(ct);
        return rows.ToDictionary(row => row.ProductId, row => row.Bin.ToBin());
    }

    /// <summary>How far the rows run from the packing station.</summary>
    public async Task<long> AisleMillimetresAsync(WarehouseId warehouse, CancellationToken ct) =>
        await db.Set<BinRecord>().Where(bin => bin.WarehouseId == warehouse).MaxAsync(bin => (long?)bin.YMillimetres, ct) ?? 0;
}
