using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Work;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>The carrier is at the door: labelled fulfilment orders leave on one manifest per carrier, and those that stand on a closed one already on that. What has left is not labelled any more, so a repeat finds others or none. What lacks its papers stays.</summary>
internal sealed class HandOver(EntrepotDb db, TimeProvider clock, FloorReader reader, IConsignments consignments, IManifests manifests, WorkQueue work)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/handovers", async (HandOverBody body, WarehouseCodes codes, HandOver handOver, CancellationToken ct) =>
            {
                var warehouse = await codes.FindAsync(body.Warehouse, ct);
                if (warehouse.Problem is { } unknown) return unknown.ToHttp();
                var closed = await handOver.RunAsync(new(warehouse.Value, body.Carrier), ct);
                return closed.Problem is { } problem ? problem.ToHttp() : Results.Ok(closed.Value.Select(list => new ManifestAnswer(list.Manifest, list.Carrier, list.Orders)).ToList());
            })
            .RequireAuthorization("warehouse.handover")
            .DisableAntiforgery()
            .WithSummary("Hand up to 512 labelled fulfilment orders over to their carriers, one manifest each");

    public async Task<Result<IReadOnlyList<ManifestClosed>>> RunAsync(HandOverRequest request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var urgent = reader.MostUrgent(FulfilmentStatus.Labelled, request.Warehouse).Where(order => request.Carrier == null || order.Service.StartsWith(request.Carrier + "/"));
        var ready = await reader.TakeAsync(urgent, FloorRules.BatchMax, ct);

        // One parcel without papers must not keep a lorry: it stays here alone.
        var waiting = await consignments.MissingPapersAsync(ready.ConvertAll(order => order.ConsignmentId), ct);
        if (waiting.Count > 0 && waiting.Count == ready.Count) return WarehouseProblems.PapersMissing(ready.ConvertAll(order => (order.Number, waiting[order.ConsignmentId])));
        ready.RemoveAll(order => waiting.ContainsKey(order.ConsignmentId));

        var closed = new List<ManifestClosed>();
        // Somebody has closed a list before and left the parcels: they leave on that one.
        var before = await manifests.WithAsync(ready.ConvertAll(order => order.ConsignmentId), ct);
        var listed = ready.FindAll(order => before.Any(manifest => manifest.Consignments.Contains(order.ConsignmentId)));
        foreach (var carrier in ready.Where(order => !listed.Contains(order)).GroupBy(order => order.Carrier))
        {
            var manifest = await manifests.CloseAsync(request.Warehouse, carrier.Key, [.. carrier.Select(order => order.ConsignmentId)], now, ct);
            if (manifest.Problem is { } notListed) return notListed;
            if ((await LeaveAsync(manifest.Value, [.. carrier], now, ct)).Problem is { } notTaken) return notTaken;
            closed.Add(new(manifest.Value.Number, manifest.Value.Warehouse, manifest.Value.Carrier, carrier.Count()));
        }

        foreach (var manifest in before)
        {
            var orders = listed.FindAll(order => manifest.Consignments.Contains(order.ConsignmentId));
            if ((await LeaveAsync(manifest, orders, now, ct)).Problem is { } notTaken) return notTaken;
            closed.Add(new(manifest.Number, manifest.Warehouse, manifest.Carrier, orders.Count));
        }

        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return closed;
    }

    private async Task<Result> LeaveAsync(ManifestInfo manifest, IReadOnlyList<FulfilmentOrder> orders, DateTime now, CancellationToken ct)
    {
        if ((await consignments.HandOverAsync([.. orders.Select(order => order.ConsignmentId)], now, ct)).Problem is { } notTaken) return notTaken;
        foreach (var order in orders)
        {
            if (order.HandOver(manifest.Id, now).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString()); // They were read as labelled in this transaction.
            work.Publish(order.Number, new FulfilmentHandedOver(order.Id, order.OrderId, order.WarehouseId, order.ConsignmentId, manifest.Number, now));
        }

        return Result.Ok;
    }
}

/// <param name="Warehouse">The warehouse's code.</param>
internal sealed record HandOverBody(string Warehouse, string? Carrier);

internal sealed record ManifestAnswer(string Manifest, string Carrier, int Orders);
