using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>From the dock to a bin: scan the goods, go where it says, scan the bin.</summary>
internal sealed class PutAwayGoods(EntrepotDb db, IdBlocks ids, FloorGoods goods, Places places, PutAwayAdvice advice) : IFloorStep
{
    public FloorTaskKind Kind => FloorTaskKind.PutAway;

    public Task<Result<Sentence>> ScanAsync(FloorTask task, FloorScan scan, CancellationToken ct) =>
        task.ProductId is { } held ? PutAsync(task, held, scan, ct) : TakeAsync(task, scan, ct);

    private async Task<Result<Sentence>> TakeAsync(FloorTask task, FloorScan scan, CancellationToken ct)
    {
        var found = await goods.FindAsync(scan.Code, ct);
        if (found.Problem is { } unknown) return unknown;

        var product = found.Value;
        var dock = await db.Set<BinStock>().Where(row => row.WarehouseId == task.WarehouseId && row.ProductId == product.Id && row.Quantity > 0)
            .Join(db.Set<BinRecord>().Where(bin => bin.Kind == BinKind.Receiving), row => row.BinId, bin => bin.Id, (row, bin) => new { bin.Id, row.Quantity }).OrderByDescending(row => row.Quantity).FirstOrDefaultAsync(ct);
        if (dock is null) return FloorTaskProblems.NotAtTheDock(product.Sku);
        if (scan.Quantity > dock.Quantity) return FloorTaskProblems.FewerAtTheDock(product.Sku, dock.Quantity, scan.Quantity);

        var proposed = await advice.ForAsync(task.WarehouseId, product.Id, ct);
        if (proposed.Problem is { } full) return full;

        task.Take(product.Id, scan.Quantity, dock.Id);
        return (Sentence)$"{scan.Quantity} × {product.Sku} to {proposed.Value.Bin.Code}";
    }

    private async Task<Result<Sentence>> PutAsync(FloorTask task, ProductId held, FloorScan scan, CancellationToken ct)
    {
        if (await places.BinAsync(task.WarehouseId, scan.Code, ct) is not { } bin) return WarehouseProblems.UnknownBin(scan.Code);

        var product = await goods.OfAsync(held, ct);
        var dock = await db.Set<BinRecord>().SingleAsync(row => row.Id == task.BinId, ct);
        var cause = string.Create(CultureInfo.InvariantCulture, $"put-away/{ids.Next()}");
        if ((await places.MoveAsync(dock, bin, held, task.Quantity, BinMovementKind.PutAway, cause, ct)).Problem is { } refused) return refused;

        var quantity = task.Quantity;
        task.LayDown(leaveBin: true);
        return (Sentence)$"{quantity} × {product.Sku} lie in {bin.Code}.";
    }
}
