using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Floor jobs as their pages and programs see them.</summary>
internal sealed class FloorTaskQueries(EntrepotDb db, WarehouseCodes codes, IInbound inbound, BinContents contents, PutAwayAdvice advice)
{
    /// <summary>More deliveries than a dock takes in a day.</summary>
    private const int AnnouncedMax = 2_000;

    /// <returns>Null when there is no such job.</returns>
    public async Task<FloorTaskView?> FindAsync(long id, CancellationToken ct)
    {
        if (await db.Set<FloorTask>().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } task) return null;

        var proposed = task is { Kind: FloorTaskKind.PutAway, ProductId: { } held } ? await advice.ForAsync(task.WarehouseId, held, ct) : default(Result<Advice>?);
        return (await ViewsAsync([task], ct))[0] with
        {
            Proposed = proposed is { IsOk: true } good ? good.Value.Bin.Code : null,
            Reason = proposed is { IsOk: true } why ? why.Value.Reason : null,
        };
    }

    public async Task<FloorHubView> HubAsync(WarehouseId warehouse, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        return new(
            sites.GetValueOrDefault(warehouse, ""), [.. sites.Values.Order(StringComparer.Ordinal)],
            (await AnnouncedAsync(warehouse, ct)).Count,
            await db.Set<BinStock>().Where(row => row.WarehouseId == warehouse && row.Quantity > 0)
                .Join(db.Set<BinRecord>().Where(bin => bin.Kind == BinKind.Receiving), row => row.BinId, bin => bin.Id, (row, bin) => row.Quantity).SumAsync(ct),
            await db.Set<PickTask>().LongCountAsync(task => task.WarehouseId == warehouse && !task.IsDone, ct),
            await db.Set<FulfilmentOrder>().LongCountAsync(order => order.WarehouseId == warehouse && order.Status == FulfilmentStatus.Picked, ct),
            await db.Set<FloorTask>().LongCountAsync(task => task.WarehouseId == warehouse && task.State == FloorTaskState.Waiting, ct));
    }

    /// <summary>What is announced and not here yet, delivery by delivery, the earliest first.</summary>
    public async Task<IReadOnlyList<AnnouncedRow>> AnnouncedAsync(WarehouseId warehouse, CancellationToken ct) =>
        [.. (await inbound.OpenAsync(warehouse, null, AnnouncedMax, ct)).GroupBy(row => row.Cause)
            .Select(rows => new AnnouncedRow(rows.Key, rows.Min(row => row.ExpectedOn), rows.Count(), rows.Sum(row => row.Quantity))).OrderBy(row => row.ExpectedOn)];

    public async Task<CountListView> CountsAsync(ListUrl url, CancellationToken ct)
    {
        var counts = db.Set<FloorTask>().Where(task => task.Kind == FloorTaskKind.Count);
        if (url.View == "waiting") counts = counts.Where(task => task.State == FloorTaskState.Waiting);
        var page = await counts.Include(task => task.Lines).OrderByDescending(task => task.State == FloorTaskState.Waiting).ThenByDescending(task => task.Id)
            .Skip((url.Page - 1) * CountListView.PageSize).Take(CountListView.PageSize).ToListAsync(ct);
        return new(url, await ViewsAsync(page, ct), await counts.LongCountAsync(ct));
    }

    private async Task<IReadOnlyList<FloorTaskView>> ViewsAsync(List<FloorTask> tasks, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var binIds = tasks.Select(task => task.BinId).OfType<BinId>().ToList();
        var bins = await db.Set<BinRecord>().Where(bin => binIds.Contains(bin.Id)).ToDictionaryAsync(bin => bin.Id, bin => bin.Code, ct);
        var products = await contents.NamesAsync([.. tasks.SelectMany(task => task.Lines.Select(line => line.ProductId).Concat(task.ProductId is { } held ? [held] : []))], ct);
        return tasks.ConvertAll(task => new FloorTaskView(
            task.Id, task.Number, task.Kind, task.State.ToString(), sites.GetValueOrDefault(task.WarehouseId, ""), task.Reference, task.StartedBy, task.StartedAt,
            task.BinId is { } bin ? bins.GetValueOrDefault(bin) : null, task.ProductId is { } inHand ? Row(inHand, null, task.Quantity, 0, null) : null, null, null,
            [.. task.Lines.Select(line => Row(line.ProductId, IsBlind(task) ? null : line.Expected, line.Counted, line.Damaged, line.FirstCounted)).OrderBy(line => line.Sku, StringComparer.Ordinal)]));

        FloorLineRow Row(ProductId id, long? expected, long counted, long damaged, long? first)
        {
            var product = products.GetValueOrDefault(id);
            return new(id.Value, product?.Sku ?? "", product?.Gtin ?? "", product?.Name ?? "", product?.NameChinese ?? "", expected, counted, damaged, first);
        }
    }

    /// <summary>Whoever counts is not told what should be there; whoever decides is.</summary>
    private static bool IsBlind(FloorTask task) => task.Kind == FloorTaskKind.Count && task.IsOpen;
}
