using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>Keeps what is on its way into the warehouses.</summary>
internal sealed class InboundGoods(EntrepotDb db, StockReader reader) : IInbound
{
    public async Task ExpectAsync(IReadOnlyList<ExpectedReceipt> receipts, CancellationToken ct)
    {
        if (receipts.Count == 0) return;

        var known = await reader.ExpectedAsync(receipts.Select(receipt => receipt.Cause), ct);
        foreach (var receipt in receipts)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(receipt.Quantity);
            if (!known.Add((receipt.Cause, receipt.Product, receipt.Warehouse))) continue;

            db.Writes.Insert(new Inbound
            {
                TenantId = db.Tenant,
                Id = receipt.Id,
                ProductId = receipt.Product,
                WarehouseId = receipt.Warehouse,
                Quantity = receipt.Quantity,
                ExpectedOn = receipt.ExpectedOn,
                Cause = receipt.Cause,
            });
        }
    }

    public Task CancelAsync(IReadOnlyList<InboundId> ids, CancellationToken ct)
    {
        foreach (var id in ids) db.Writes.Execute(StockSql.CancelInbound, false, true, db.Tenant.Value, id.Value);
        return Task.CompletedTask;
    }

    public async Task<IReadOnlyList<OpenReceipt>> OpenAsync(WarehouseId warehouse, string? cause, int limit, CancellationToken ct) =>
        await db.Set<Inbound>().Where(row => row.WarehouseId == warehouse && !row.IsCancelled && row.Received < row.Quantity && (cause == null || row.Cause == cause))
            .OrderBy(row => row.ExpectedOn).ThenBy(row => row.Id).Take(limit)
            .Select(row => new OpenReceipt(row.Id, row.WarehouseId, row.ProductId, row.Quantity - row.Received, row.ExpectedOn, row.Cause)).ToListAsync(ct);

    public void SetAside(InboundId id, long quantity) => db.Writes.Execute(StockSql.ReceiveInbound, true, quantity, db.Tenant.Value, id.Value);
}
