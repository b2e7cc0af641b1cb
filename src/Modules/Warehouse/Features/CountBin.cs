using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>What is in one bin, blind: the screen says what was counted and never what should be there.</summary>
internal sealed class CountBin(EntrepotDb db, FloorGoods goods, Places places) : IFloorStep
{
    public FloorTaskKind Kind => FloorTaskKind.Count;

    public async Task<Result<Sentence>> ScanAsync(FloorTask task, FloorScan scan, CancellationToken ct)
    {
        if (task.BinId is null)
        {
            if (await places.BinAsync(task.WarehouseId, scan.Code, ct) is not { } bin) return WarehouseProblems.UnknownBin(scan.Code);
            task.StandAt(bin.Id);
            return (Sentence)$"Count everything in {bin.Code}.";
        }

        var found = await goods.FindAsync(scan.Code, ct);
        if (found.Problem is { } unknown)
        {
            var here = await db.Set<BinRecord>().Where(bin => bin.Id == task.BinId).Select(bin => bin.Code).SingleAsync(ct);
            return string.Equals(here, scan.Code, StringComparison.OrdinalIgnoreCase) ? (Sentence)$"Count everything in {here}." : unknown;
        }

        var line = task.Line(found.Value.Id);
        line.Add(scan.Quantity, damaged: false);
        task.Touch();
        return (Sentence)$"{line.Counted} × {found.Value.Sku} counted";
    }
}
