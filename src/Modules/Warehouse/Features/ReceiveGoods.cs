using Entrepot.Kernel;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>Goods come in: each scan counts pieces, right or damaged. Nothing is booked before the receipt is closed, so a slip is undone by dropping it.</summary>
internal sealed class ReceiveGoods(FloorGoods goods) : IFloorStep
{
    public FloorTaskKind Kind => FloorTaskKind.Receive;

    public async Task<Result<Sentence>> ScanAsync(FloorTask task, FloorScan scan, CancellationToken ct)
    {
        var found = await goods.FindAsync(scan.Code, ct);
        if (found.Problem is { } unknown) return unknown;

        var line = task.Line(found.Value.Id);
        line.Add(scan.Quantity, scan.Damaged);
        task.Touch();
        if (scan.Damaged) return (Sentence)$"{scan.Quantity} × {found.Value.Sku}, damaged: lay them aside for quarantine.";
        if (task.Reference.Length > 0 && line.Counted > line.Expected) return (Sentence)$"{scan.Quantity} × {found.Value.Sku}: {line.Counted - line.Expected} more than announced.";
        return (Sentence)$"{scan.Quantity} × {found.Value.Sku}";
    }
}
