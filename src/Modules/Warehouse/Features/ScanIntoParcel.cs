using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>One scan at the packing table: a piece goes into the open parcel, or is refused before it does.</summary>
internal sealed class ScanIntoParcel(EntrepotDb db, FloorReader reader)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/fulfilment-orders/{id:long}/scans", async (long id, ScanBody body, ScanIntoParcel scan, CancellationToken ct) =>
                (await scan.RunAsync(new(id), body.Code, body.Quantity ?? 1, body.Scan ?? "", ct)).ToHttp())
            .RequireAuthorization("warehouse.pack")
            .DisableAntiforgery()
            .WithSummary("Scan a piece into the open parcel of a fulfilment order");

    /// <param name="scan">The scan's own id, given by the scanner; sent again it counts once. Empty when the scanner gives none.</param>
    public async Task<Result> RunAsync(FulfilmentOrderId id, string code, long quantity, string scan, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await reader.OrderAsync(id, ct) is not { } order) return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));

        var jobs = (await reader.PackJobsAsync([id], ct))[id].ToList();
        if (jobs.Exists(job => job.Knows(scan))) return Result.Ok;
        if (order.Status != FulfilmentStatus.Picked) return WarehouseProblems.WrongStage(order.Number, order.Status, FulfilmentStatus.Picked);

        var lines = order.Lines.FindAll(line => line.Answers(code.Trim()));
        if (lines.Count == 0) return WarehouseProblems.NotOnOrder(code, order.Number);
        var open = lines.Sum(line => line.Quantity - line.Packed);
        if (quantity < 1 || quantity > open) return WarehouseProblems.TooMany(code, open, quantity);

        var job = jobs.Find(row => row.IsOpen) ?? Open(order, jobs.Count + 1);
        foreach (var line in lines)
        {
            var taken = Math.Min(quantity, line.Quantity - line.Packed);
            if (taken == 0) continue;
            job.Add(line, taken, scan);
            quantity -= taken;
        }

        return await unit.CommitAsync(ct);
    }

    private PackJob Open(FulfilmentOrder order, int number)
    {
        var job = PackJob.Open(db.Tenant, order.Id, number);
        db.Add(job);
        return job;
    }
}

/// <param name="Scan">The scan's own id: sent again it counts once.</param>
internal sealed record ScanBody(string Code, long? Quantity, string? Scan);
