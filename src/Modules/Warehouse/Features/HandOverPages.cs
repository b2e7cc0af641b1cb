using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>What each carrier can collect, and the manifests that were closed lately.</summary>
internal sealed class HandOverPages(EntrepotDb db, WarehouseCodes codes, IManifests manifests, IConsignments consignments, TimeProvider clock)
{
    private static readonly TimeSpan LeftShown = TimeSpan.FromDays(2);
    private const int ManifestsMax = 50;
    private const int WaitingMax = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/handover", async (HandOverPages pages, CancellationToken ct) => PageResult.Show<HandOverPage>(new { Found = await pages.RunAsync(ct) }))
            .RequireAuthorization("warehouse.handover");
        routes.MapPost("/warehouse/handover", async (PostedForm form, WarehouseCodes codes, HandOver handOver, Text words, CancellationToken ct) =>
            {
                var warehouse = await codes.FindAsync(form.Text("warehouse"), ct);
                if (warehouse.Problem is { } unknown) return PageResult.Refused(unknown);
                var closed = await handOver.RunAsync(new(warehouse.Value, form.Text("carrier") is { Length: > 0 } carrier ? carrier : null), ct);
                if (closed.Problem is { } problem) return PageResult.Refused(problem);
                if (closed.Value.Count == 0) return PageResult.Refused(WarehouseProblems.NothingToHandOver());
                return PageResult.Back("/warehouse/handover").Saying(words["Handed {0} orders over: {1}", closed.Value.Sum(list => list.Orders), string.Join(", ", closed.Value.Select(list => list.Manifest))]);
            })
            .RequireAuthorization("warehouse.handover");
    }

    public async Task<HandOverView> RunAsync(CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var labelled = await db.Set<FulfilmentOrder>().Where(order => order.Status == FulfilmentStatus.Labelled)
            .GroupBy(order => new { order.WarehouseId, order.Service })
            .Select(group => new { group.Key.WarehouseId, group.Key.Service, Count = group.LongCount(), ShipBy = group.Min(order => order.ShipBy) }).ToListAsync(ct);
        var ready = labelled.GroupBy(row => (row.WarehouseId, Carrier: row.Service.Split('/')[0]))
            .Select(group => new CarrierReadyRow(sites.GetValueOrDefault(group.Key.WarehouseId, ""), group.Key.Carrier, group.Sum(row => row.Count), group.Min(row => row.ShipBy)))
            .OrderBy(row => row.Warehouse, StringComparer.Ordinal).ThenBy(row => row.Carrier, StringComparer.Ordinal).ToList();

        var since = clock.GetUtcNow().UtcDateTime - LeftShown;
        var ids = await db.Set<FulfilmentOrder>().Where(order => order.Status == FulfilmentStatus.HandedOver && order.StatusAt >= since && order.ManifestId != null)
            .Select(order => order.ManifestId ?? 0).Distinct().OrderByDescending(id => id).Take(ManifestsMax).ToListAsync(ct);
        return new(ready, [.. (await manifests.FindAsync(ids, ct)).OfType<ManifestInfo>().Select(list => new ManifestRow(
            list.Number, sites.GetValueOrDefault(list.Warehouse, ""), list.Carrier, list.ParcelCount, list.GrossWeightGrams, list.ClosedAt))], await WaitingAsync(sites, ct));
    }

    /// <summary>Among those that a hand-over would take next.</summary>
    private async Task<List<WaitingForPapersRow>> WaitingAsync(IReadOnlyDictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        var labelled = await FloorReader.MostUrgent(db.Set<FulfilmentOrder>().Where(order => order.Status == FulfilmentStatus.Labelled)).Take(FloorRules.BatchMax).ToListAsync(ct);
        var missing = await consignments.MissingPapersAsync(labelled.ConvertAll(order => order.ConsignmentId), ct);
        return [.. labelled.Where(order => missing.ContainsKey(order.ConsignmentId)).Take(WaitingMax).Select(order => new WaitingForPapersRow(
            order.Id.Value, order.Number, order.OrderNumber, sites.GetValueOrDefault(order.WarehouseId, ""), order.Carrier, missing[order.ConsignmentId]))];
    }
}
