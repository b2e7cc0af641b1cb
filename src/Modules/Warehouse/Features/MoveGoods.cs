using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>From any bin to any other: scan the bin, the goods, the other bin. With goods in hand a bin is where they go; without, it is where they come from.</summary>
internal sealed class MoveGoods(EntrepotDb db, IdBlocks ids, FloorGoods goods, Places places) : IFloorStep
{
    public FloorTaskKind Kind => FloorTaskKind.Move;

    public async Task<Result<Sentence>> ScanAsync(FloorTask task, FloorScan scan, CancellationToken ct)
    {
        var bin = await places.BinAsync(task.WarehouseId, scan.Code, ct);
        if (task.ProductId is { } held) return bin is null ? WarehouseProblems.UnknownBin(scan.Code) : await PutAsync(task, held, bin, ct);
        if (bin is not null)
        {
            task.StandAt(bin.Id);
            return (Sentence)$"You are at {bin.Code}. Scan the goods.";
        }

        return task.BinId is null ? WarehouseProblems.UnknownBin(scan.Code) : await TakeAsync(task, scan, ct);
    }

    private async Task<Result<Sentence>> TakeAsync(FloorTask task, FloorScan scan, CancellationToken ct)
    {
        var found = await goods.FindAsync(scan.Code, ct);
        if (found.Problem is { } unknown) return unknown;

        var from = await db.Set<BinRecord>().SingleAsync(row => row.Id == task.BinId, ct);
        var there = await places.PiecesAsync(from, found.Value.Id, ct);
        if (scan.Quantity > there) return WarehouseProblems.NotInBin(from.Code, there, scan.Quantity);

        task.Take(found.Value.Id, scan.Quantity, from.Id);
        return (Sentence)$"{scan.Quantity} × {found.Value.Sku} in hand. Scan the bin they go to.";
    }

    private async Task<Result<Sentence>> PutAsync(FloorTask task, ProductId held, BinRecord to, CancellationToken ct)
    {
        var product = await goods.OfAsync(held, ct);
        var from = await db.Set<BinRecord>().SingleAsync(row => row.Id == task.BinId, ct);
        var cause = string.Create(CultureInfo.InvariantCulture, $"move/{ids.Next()}");
        if ((await places.MoveAsync(from, to, held, task.Quantity, BinMovementKind.Moved, cause, ct)).Problem is { } refused) return refused;

        var quantity = task.Quantity;
        task.LayDown(leaveBin: false);
        return (Sentence)$"{quantity} × {product.Sku} lie in {to.Code}.";
    }
}
