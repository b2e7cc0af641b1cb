using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// Ends a count. Where it agrees with the books, that is all; where it differs, the bin is counted once more; where it
/// differs again, another person decides.
/// </summary>
internal sealed class CloseCount(EntrepotDb db, Places places, CurrentUser user, TimeProvider clock)
{
    public async Task<Result<FloorTaskState>> RunAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<FloorTask>().AsTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id && row.Kind == FloorTaskKind.Count, ct) is not { } task) return FloorTaskProblems.Unknown(id);
        if (!task.IsOpen) return task.State;
        if (task.BinId is not { } bin) return FloorTaskProblems.ScanABin();

        foreach (var (product, pieces) in await BooksAsync(task.WarehouseId, bin, task, ct)) task.Line(product).Expected = pieces;
        if (task.Lines.TrueForAll(line => line.Difference == 0)) task.Close(FloorTaskState.Done, user.Name, clock.GetUtcNow().UtcDateTime);
        else if (task.State == FloorTaskState.Open) task.AskForRecount();
        else task.AskForApproval();

        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return task.State;
    }

    /// <summary>Everything the books see in the bin, and nothing of whatever else was counted there.</summary>
    private async Task<Dictionary<ProductId, long>> BooksAsync(WarehouseId warehouse, BinId bin, FloorTask task, CancellationToken ct)
    {
        var books = task.Lines.ToDictionary(line => line.ProductId, _ => 0L);
        foreach (var row in await db.Set<BinStock>().Where(row => row.BinId == bin && row.Quantity > 0).ToListAsync(ct)) books[row.ProductId] = row.Quantity;
        var picked = await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse && row.BinId == bin).Select(row => row.ProductId).ToListAsync(ct);
        var rest = await places.InPickBinsAsync(warehouse, picked, ct);
        foreach (var product in picked) books[product] = rest.GetValueOrDefault(product);
        return books;
    }
}
