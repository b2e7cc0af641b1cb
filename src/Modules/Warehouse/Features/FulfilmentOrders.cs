using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The module's face towards the journey: fulfilment orders are created, found and taken back.</summary>
internal sealed class FulfilmentOrders(EntrepotDb db, IdBlocks ids, TimeProvider clock, CancelFulfilment cancel, FloorReader reader) : IFulfilment
{
    public void Create(IReadOnlyList<NewFulfilmentOrder> orders)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var order in orders)
        {
            db.Writes.Insert(FulfilmentOrder.Plan(db.Tenant, order, now));
            foreach (var line in order.Lines) db.Writes.Insert(ToRow(order.Id, line));
        }
    }

    public Task<IReadOnlyList<Result>> CancelAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => cancel.RunAsync(orders, ct);

    public async Task<IReadOnlyList<FulfilmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct)
    {
        var wanted = orders.Distinct().ToList();
        return [.. (await db.Set<FulfilmentOrder>().Include(order => order.Lines).Where(order => wanted.Contains(order.OrderId)).OrderBy(order => order.Id).ToListAsync(ct)).Select(ToInfo)];
    }

    public async Task<IReadOnlyList<FulfilmentInfo>> FindAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var wanted = ids.Distinct().ToList();
        return [.. (await db.Set<FulfilmentOrder>().Include(order => order.Lines).Where(order => wanted.Contains(order.Id)).OrderBy(order => order.Id).ToListAsync(ct)).Select(ToInfo)];
    }

    public async Task<IReadOnlyList<PackedOrder>> PackedAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var orders = await reader.OrdersAsync(ids, ct);
        var jobs = await reader.PackJobsAsync(orders.Keys, ct);
        return [.. orders.Values.Where(order => jobs[order.Id].Any()).OrderBy(order => order.Id.Value)
            .Select(order => new PackedOrder(order.Id, [.. jobs[order.Id].Where(job => !job.IsOpen).Select(job => new ClosedParcel(job.Number, Contents(job, order)))]))];
    }

    private static List<ClosedParcelLine> Contents(PackJob job, FulfilmentOrder order)
    {
        var contents = job.Contents;
        return [.. order.Lines.OrderBy(line => line.Id).Where(line => contents.ContainsKey(line.Id))
            .Select(line => new ClosedParcelLine(line.OrderLineId, line.ProductId, line.Sku, line.Name, line.NameChinese, contents[line.Id]))];
    }

    private FulfilmentLine ToRow(FulfilmentOrderId order, NewFulfilmentLine line) => new()
    {
        TenantId = db.Tenant,
        FulfilmentOrderId = order,
        Id = ids.Next(),
        OrderLineId = line.OrderLine,
        ProductId = line.Product,
        Sku = line.Sku,
        Name = line.Name,
        NameChinese = line.NameChinese,
        Gtin = line.Gtin,
        Quantity = line.Quantity,
    };

    private static FulfilmentInfo ToInfo(FulfilmentOrder order) => new(
        order.Id, order.Number, order.OrderId, order.WarehouseId, order.ConsignmentId, order.Status,
        [.. order.Lines.OrderBy(line => line.Id).Select(line => new FulfilmentLineInfo(line.OrderLineId, line.ProductId, line.Sku, line.Name, line.Quantity, line.Picked, line.Packed))]);
}
