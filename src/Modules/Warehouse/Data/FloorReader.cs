using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Data;

/// <summary>The reads that several steps of the floor share. Fulfilment orders and walks come with their lines.</summary>
internal sealed class FloorReader(EntrepotDb db)
{
    public IQueryable<FulfilmentOrder> Orders => db.Set<FulfilmentOrder>().Include(order => order.Lines);

    /// <summary>Kept: what is changed of them is written at the commit.</summary>
    public async Task<Dictionary<FulfilmentOrderId, FulfilmentOrder>> OrdersAsync(IEnumerable<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var keys = ids.Select(id => id.Value).Distinct().ToArray();
        var orders = (await db.Kept.ReadAsync<FulfilmentOrder>(FloorSql.OrdersById, ct, db.Tenant.Value, keys)).ToDictionary(order => order.Id);
        Fill(orders, await db.Kept.ReadAsync<FulfilmentLine>(FloorSql.LinesOfOrders, ct, db.Tenant.Value, keys));
        return orders;
    }

    public async Task<FulfilmentOrder?> OrderAsync(FulfilmentOrderId id, CancellationToken ct) => (await OrdersAsync([id], ct)).GetValueOrDefault(id);

    /// <summary>To look at, with their lines, by age.</summary>
    public async Task<IReadOnlyCollection<FulfilmentOrder>> SeeAsync(string condition, long[] keys, CancellationToken ct)
    {
        var orders = (await db.ReadAsync<FulfilmentOrder>(condition, ct, db.Tenant.Value, keys)).ToDictionary(order => order.Id);
        Fill(orders, await db.ReadAsync<FulfilmentLine>(FloorSql.LinesOfOrders, ct, db.Tenant.Value, orders.Keys.Select(id => id.Value).ToArray()));
        return orders.Values;
    }

    /// <summary>The most urgent ones that the condition leaves, kept, in the order in which they should leave.</summary>
    public async Task<List<FulfilmentOrder>> TakeAsync(IQueryable<FulfilmentOrder> urgent, int most, CancellationToken ct)
    {
        var ids = await urgent.Take(most).Select(order => order.Id).ToListAsync(ct);
        var orders = await OrdersAsync(ids, ct);
        return ids.ConvertAll(id => orders[id]);
    }

    private static void Fill(Dictionary<FulfilmentOrderId, FulfilmentOrder> orders, List<FulfilmentLine> lines)
    {
        foreach (var line in lines)
            if (orders[line.FulfilmentOrderId].Lines is var known && !known.Contains(line)) known.Add(line); // Read before in this unit of work, it is the same line.
    }

    /// <summary>Fulfilment orders of one stage in the order in which they should leave.</summary>
    public IQueryable<FulfilmentOrder> MostUrgent(FulfilmentStatus status, WarehouseId? warehouse) =>
        MostUrgent(db.Set<FulfilmentOrder>().Where(order => order.Status == status && (warehouse == null || order.WarehouseId == warehouse)));

    /// <summary>Priority, then ship-by, then age.</summary>
    public static IOrderedQueryable<FulfilmentOrder> MostUrgent(IQueryable<FulfilmentOrder> orders) =>
        orders.OrderByDescending(order => order.Priority).ThenBy(order => order.ShipBy == null).ThenBy(order => order.ShipBy).ThenBy(order => order.Id);

    /// <summary>Kept, with their lines.</summary>
    public async Task<Dictionary<PickTaskId, PickTask>> TasksAsync(IEnumerable<PickTaskId> ids, CancellationToken ct)
    {
        var keys = ids.Select(id => id.Value).Distinct().ToArray();
        var tasks = (await db.Kept.ReadAsync<PickTask>(FloorSql.TasksById, ct, db.Tenant.Value, keys)).ToDictionary(task => task.Id);
        foreach (var line in await db.Kept.ReadAsync<PickLine>(FloorSql.LinesOfTasks, ct, db.Tenant.Value, keys))
            if (tasks[line.PickTaskId].Lines is var known && !known.Contains(line)) known.Add(line);
        return tasks;
    }

    /// <summary>Walks to look at, with their lines.</summary>
    public async Task<List<PickTask>> SeeWalksAsync(long[] keys, CancellationToken ct)
    {
        var tasks = await db.ReadAsync<PickTask>(FloorSql.TasksById, ct, db.Tenant.Value, keys);
        var lines = (await db.ReadAsync<PickLine>(FloorSql.LinesOfTasks, ct, db.Tenant.Value, keys)).ToLookup(line => line.PickTaskId);
        foreach (var task in tasks) task.Lines.AddRange(lines[task.Id]);
        return tasks;
    }

    /// <summary>The fulfilment orders that walks fetch goods for; putting back is for nobody.</summary>
    public Task<Dictionary<FulfilmentOrderId, FulfilmentOrder>> OrdersOfAsync(IEnumerable<PickTask> tasks, CancellationToken ct) =>
        OrdersAsync(tasks.Where(task => task.Kind == PickTaskKind.Pick).SelectMany(task => task.Lines).Select(line => line.FulfilmentOrderId), ct);

    public async Task<ILookup<FulfilmentOrderId, PackJob>> PackJobsAsync(IEnumerable<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return (await db.Set<PackJob>().AsTracking().Where(job => wanted.Contains(job.FulfilmentOrderId)).OrderBy(job => job.Number).ToListAsync(ct)).ToLookup(job => job.FulfilmentOrderId);
    }

    /// <summary>To look at.</summary>
    public async Task<ILookup<FulfilmentOrderId, PackJob>> SeePackJobsAsync(IEnumerable<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return (await db.Set<PackJob>().Where(job => wanted.Contains(job.FulfilmentOrderId)).OrderBy(job => job.Number).ToListAsync(ct)).ToLookup(job => job.FulfilmentOrderId);
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
