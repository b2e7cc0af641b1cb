using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// One scan on a walk: the bin one stands at, then the goods, which confirms the stop with all its pieces. Bins may be
/// visited in another order than planned. Goods without a bin need no bin scan.
/// </summary>
internal sealed class ScanOnWalk(EntrepotDb db, FloorReader reader, Picking picking, ScanLog log)
{
    /// <param name="scan">The scan's own id; sent again it counts once.</param>
    public Task<Result> RunAsync(PickTaskId id, string code, string scan, CancellationToken ct) => OnWalkAsync(id, code, scan, (task, orders) => Scan(task, code.Trim(), scan, orders), ct);

    /// <summary>Fewer pieces than needed, on purpose: there were no more in the bin where the walk is.</summary>
    public Task<Result> ShortAsync(PickTaskId id, string bin, string sku, long quantity, CancellationToken ct) => OnWalkAsync(id, "", "", (task, orders) =>
    {
        var confirmed = Picking.Confirm(task, new(task.Id, bin, sku, quantity, IsShort: true), orders);
        if (confirmed.IsOk) task.StandAt(task.HasOpen(bin) ? bin : "", task.LastScan);
        return confirmed;
    }, ct);

    private async Task<Result> OnWalkAsync(PickTaskId id, string code, string scan, Func<PickTask, Dictionary<FulfilmentOrderId, FulfilmentOrder>, Result> act, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var tasks = await reader.TasksAsync([id], ct);
        if (tasks.GetValueOrDefault(id) is not { } task) return WarehouseProblems.UnknownTask(id);
        if (await log.KnowsAsync(scan, ct)) return Result.Ok;

        var orders = await reader.OrdersOfAsync(tasks.Values, ct);
        if (act(task, orders).Problem is { } problem) return problem;

        log.Take(scan, id.Value, code, 1);
        picking.End(task, orders);
        return await unit.CommitAsync(ct);
    }

    private static Result Scan(PickTask task, string code, string scan, Dictionary<FulfilmentOrderId, FulfilmentOrder> orders)
    {
        if (task.NextOpen() is not { } next) return WarehouseProblems.WalkIsDone(task.Id);

        if (code.Length > 0 && task.HasOpen(code))
        {
            task.StandAt(code.ToUpperInvariant(), scan);
            return Result.Ok;
        }

        var bin = task.AtBin.Length > 0 ? task.AtBin : next.Bin.Length == 0 ? "" : null;
        if (bin is null) return task.Lines.Exists(line => ScannedCode.Matches(code, line.Sku, line.Gtin)) ? WarehouseProblems.ScanTheBin(next.Bin) : WarehouseProblems.WrongBin(code, next);

        var needed = task.Stop(bin, code).Where(line => line.State == PickLineState.Open).Sum(line => line.Quantity);
        if (needed == 0) return WarehouseProblems.WrongItem(code, bin, Picking.Wanted(task, bin));
        if (Picking.Confirm(task, new(task.Id, bin, code, needed, IsShort: false), orders).Problem is { } problem) return problem;

        task.StandAt(task.HasOpen(bin) ? bin : "", scan);
        return Result.Ok;
    }
}
