using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;

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

    public async Task<IReadOnlyList<FulfilmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) =>
        [.. (await reader.SeeAsync(FloorSql.OrdersOfOrders, [.. orders.Distinct().Select(order => order.Value)], ct)).Select(ToInfo)];

    public async Task<IReadOnlyList<FulfilmentInfo>> FindAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct) =>
        [.. (await reader.SeeAsync(FloorSql.OrdersById, [.. ids.Distinct().Select(id => id.Value)], ct)).Select(ToInfo)];

    public async Task<IReadOnlyList<PackedOrder>> PackedAsync(IReadOnlyList<FulfilmentOrderId> ids, CancellationToken ct)
    {
        var orders = await reader.SeeAsync(FloorSql.OrdersById, [.. ids.Distinct().Select(id => id.Value)], ct);
        var jobs = await reader.SeePackJobsAsync(ids, ct);
        return [.. orders.Where(order => jobs[order.Id].Any())
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
