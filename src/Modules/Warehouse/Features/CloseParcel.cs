using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Printing.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// The open parcel is weighed and closed. With the last piece packed the fulfilment order is packed and its labels are
/// asked for; otherwise the next scan opens the next parcel. Closing what is closed is done already.
/// </summary>
internal sealed class CloseParcel(EntrepotDb db, TimeProvider clock, CurrentUser user, FloorReader reader, ExpectedWeights expected, ClosePacking close, IPrinting printing)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/fulfilment-orders/{id:long}/parcels", async (long id, ParcelBody body, CloseParcel close, CancellationToken ct) =>
                (await close.RunAsync(new(id), body.ToParcel(), body.AcceptWeight, ct)).ToHttp())
            .RequireAuthorization("warehouse.pack")
            .DisableAntiforgery()
            .WithSummary("Weigh and close the open parcel of a fulfilment order");

    public async Task<Result> RunAsync(FulfilmentOrderId id, WeighedParcel parcel, bool acceptWeight, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await reader.OrderAsync(id, ct) is not { } order) return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
        if (order.Status is FulfilmentStatus.Packed or FulfilmentStatus.Labelled or FulfilmentStatus.HandedOver) return Result.Ok;
        if (order.Status != FulfilmentStatus.Picked) return WarehouseProblems.WrongStage(order.Number, order.Status, FulfilmentStatus.Picked);

        var jobs = (await reader.PackJobsAsync([id], ct))[id].ToList();
        if (jobs.Find(row => row.IsOpen) is not { } job) return WarehouseProblems.EmptyParcel(order.Number);
        if (!ClosePacking.IsComplete(parcel)) return WarehouseProblems.ParcelIncomplete();

        var weight = (await expected.OfAsync([order], ct))[id].Parcel(job.Contents);
        if (!acceptWeight && close.CheckWeight(parcel.GrossWeightGrams, weight).Problem is { } differs) return differs;

        var now = clock.GetUtcNow().UtcDateTime;
        var isLast = order.Lines.TrueForAll(line => line.Packed == line.Quantity);
        if (isLast && (await close.BookAsync(order, [.. jobs.Where(row => !row.IsOpen).Select(row => row.ToParcel()), parcel], ct)).Problem is { } refused) return refused;

        job.Close(parcel, weight, acceptWeight, user.Name, now);
        if (isLast && close.Finish(order, now).Problem is { } problem) return problem;
        if (isLast) await printing.PackingHereAsync([id], ct);
        return await unit.CommitAsync(ct);
    }
}

internal sealed record ParcelBody(string? Carton, int LengthMillimetres, int WidthMillimetres, int HeightMillimetres, long WeightGrams, bool AcceptWeight)
{
    public WeighedParcel ToParcel() => new(Carton ?? "", new(LengthMillimetres, WidthMillimetres, HeightMillimetres), WeightGrams);
}
