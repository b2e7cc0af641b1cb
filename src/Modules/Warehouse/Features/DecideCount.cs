using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>A second pair of eyes on a count that differed twice: its pieces become the books', or it is thrown away.</summary>
internal sealed class DecideCount(EntrepotDb db, IStock stock, Places places, CurrentUser user, TimeProvider clock)
{
    public async Task<Result> RunAsync(long id, bool approve, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<FloorTask>().AsTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id && row.Kind == FloorTaskKind.Count, ct) is not { BinId: { } binId } task) return FloorTaskProblems.Unknown(id);
        if (task.State == (approve ? FloorTaskState.Done : FloorTaskState.Dropped)) return Result.Ok;
        if (task.State != FloorTaskState.Waiting) return FloorTaskProblems.NotWaiting(task.Number);
        if (task.StartedBy == user.Name || await db.Set<ScanRecord>().AnyAsync(scan => scan.TaskId == id && scan.By == user.Name, ct)) return FloorTaskProblems.SameCounter();

        if (approve && (await BookAsync(task, binId, ct)).Problem is { } refused) return refused;
        task.Close(approve ? FloorTaskState.Done : FloorTaskState.Dropped, user.Name, clock.GetUtcNow().UtcDateTime);
        return await unit.CommitAsync(ct);
    }

    private async Task<Result> BookAsync(FloorTask task, BinId binId, CancellationToken ct)
    {
        var bin = await db.Set<BinRecord>().SingleAsync(row => row.Id == binId, ct);
        var cause = $"count/{task.Number}";
        var differences = task.Lines.FindAll(line => line.Difference != 0);
        foreach (var line in differences)
        {
            var there = await places.PiecesAsync(bin, line.ProductId, ct);
            if (there + line.Difference < 0 && line.Difference < 0) return WarehouseProblems.NotInBin(bin.Code, there, -line.Difference);
            await places.BookAsync(bin, line.ProductId, line.Difference, BinMovementKind.Counted, cause, ct);
        }

        if (bin.Kind == BinKind.Quarantine) return Result.Ok;
        var adjusted = await stock.AdjustAsync([.. differences.Select(line => new StockAdjustment(task.WarehouseId, line.ProductId, line.Difference, cause, bin.Code))], ct);
        return adjusted.FirstOrDefault(answer => answer.Problem is not null);
    }
}
