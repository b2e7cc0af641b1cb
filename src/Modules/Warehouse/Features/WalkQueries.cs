using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Waves and walks as their pages show them.</summary>
internal sealed class WalkQueries(EntrepotDb db, WarehouseCodes codes)
{
    /// <summary>As many walks as a floor has under way at once, and more.</summary>
    private const int WalksMax = 200;

    public async Task<WalkListView> OpenAsync(CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var tasks = await db.Set<PickTask>().Include(task => task.Lines).Where(task => !task.IsDone).OrderBy(task => task.Id).Take(WalksMax).ToListAsync(ct);
        return new(tasks.ConvertAll(task => ToRow(task, sites)));
    }

    /// <returns>Null when there is no such wave.</returns>
    public async Task<WaveDetailView?> WaveAsync(WaveId id, CancellationToken ct)
    {
        if (await db.Set<Wave>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } wave) return null;

        var sites = await codes.AllAsync(ct);
        var tasks = await db.Set<PickTask>().Include(task => task.Lines).Where(task => task.WaveId == id).OrderBy(task => task.Id).ToListAsync(ct);
        return new(
            id.Value, id.ToString(), sites.GetValueOrDefault(wave.WarehouseId, ""), wave.Service, wave.OrderCount, wave.ReleasedAt, wave.ReleasedBy,
            tasks.ConvertAll(task => ToRow(task, sites)),
            [.. tasks.SelectMany(task => task.Lines.OrderBy(line => line.Sequence).ThenBy(line => line.Id)).Select(line => new WalkLineRow(
                line.Sequence, line.Bin, line.Sku, line.Gtin, line.Name, line.NameChinese, line.Quantity, line.Picked, line.State.ToString(), FulfilmentOrder.NumberOf(line.FulfilmentOrderId)))]);
    }

    /// <returns>Null when there is no such walk.</returns>
    public async Task<WalkView?> WalkAsync(PickTaskId id, CancellationToken ct)
    {
        var task = await db.Set<PickTask>().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct);
        return task is null ? null : new(ToRow(task, await codes.AllAsync(ct)), NextStop(task), StopsAhead(task));
    }

    private static WalkStopView? NextStop(PickTask task)
    {
        var open = task.Lines.FindAll(line => line.State == PickLineState.Open);
        var here = task.AtBin.Length > 0 ? open.FindAll(line => line.IsIn(task.AtBin)) : [];
        if ((here.Count > 0 ? here : open).MinBy(line => line.Sequence) is not { } next) return null;

        var stop = open.FindAll(line => line.Sequence == next.Sequence);
        return new(
            next.Bin, here.Count > 0 || next.Bin.Length == 0, next.Sku, next.Gtin, next.Name, next.NameChinese, stop.Sum(line => line.Quantity),
            stop.ConvertAll(line => (FulfilmentOrder.NumberOf(line.FulfilmentOrderId), line.Quantity)));
    }

    private static List<WalkStopView> StopsAhead(PickTask task) =>
        [.. task.Lines.Where(line => line.State == PickLineState.Open).GroupBy(line => line.Sequence).OrderBy(stop => stop.Key).Select(stop => (First: stop.First(), Pieces: stop.Sum(line => line.Quantity)))
            .Select(stop => new WalkStopView(stop.First.Bin, false, stop.First.Sku, stop.First.Gtin, stop.First.Name, stop.First.NameChinese, stop.Pieces, []))];

    private static WalkRow ToRow(PickTask task, IReadOnlyDictionary<WarehouseId, string> sites)
    {
        var needed = task.Lines.FindAll(line => line.State != PickLineState.Cancelled);
        var stops = needed.GroupBy(line => line.Sequence).ToList();
        return new(
            task.Id.Value, task.Id.ToString(), sites.GetValueOrDefault(task.WarehouseId, ""), task.Kind == PickTaskKind.PutBack,
            needed.DistinctBy(line => line.FulfilmentOrderId).Count(), stops.Count, stops.Count(stop => stop.All(line => line.State != PickLineState.Open)),
            needed.Sum(line => line.Quantity), task.PathMillimetres, task.CreatedAt);
    }
}
