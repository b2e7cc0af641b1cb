using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Features;

/// <summary>Books goods in: opening stock, receipts, returns. A cause that is recorded for that product and warehouse is left out.</summary>
internal sealed class ReceiveStock(EntrepotDb db, StockReader reader, StockWriter writer)
{
    public async Task RunAsync(IReadOnlyList<StockReceipt> receipts, CancellationToken ct)
    {
        if (receipts.Count == 0) return;

        var done = await reader.RecordedAsync(receipts.Select(receipt => receipt.Cause), ct);
        var now = writer.Now;
        var changes = new StockChanges();
        foreach (var receipt in receipts)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(receipt.Quantity);
            if (!done.Add((receipt.Cause, receipt.Product, receipt.Warehouse))) continue;

            changes.Add(receipt.Product, receipt.Warehouse, receipt.Quantity, 0);
            writer.Append(MovementKind.Received, receipt.Product, receipt.Warehouse, receipt.Quantity, 0, now, cause: receipt.Cause);
            if (receipt.Inbound is { } inbound) db.Writes.Execute(StockSql.ReceiveInbound, true, receipt.Quantity, db.Tenant.Value, inbound.Value);
        }

        changes.Write(writer);
    }
}
