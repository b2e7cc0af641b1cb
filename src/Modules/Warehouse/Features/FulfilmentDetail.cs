using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>One fulfilment order with its goods, its parcels and what can be done with it.</summary>
internal sealed class FulfilmentDetail(FloorReader reader, WarehouseCodes codes, IConsignments consignments)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/fulfilment/{id:long}", async (long id, FulfilmentDetail detail, CancellationToken ct) =>
                await detail.RunAsync(new(id), ct) is { } found ? PageResult.Show<FulfilmentDetailPage>(new { Found = found }) : PageResult.Refused(WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(new(id)))))
            .RequireAuthorization("warehouse.view");
        routes.MapPost("/warehouse/fulfilment/{id:long}/plan-again", async (long id, PlanShortAgain plan, Text words, CancellationToken ct) =>
                PageResult.After(await plan.RunAsync(new(id), ct), words["Waits for the next wave."], $"/warehouse/fulfilment/{id}"))
            .RequireAuthorization("warehouse.wave");
        routes.MapPost("/warehouse/fulfilment/{id:long}/book-again", async (long id, BookAgain book, Text words, CancellationToken ct) =>
                PageResult.After(await book.RunAsync(new(id), ct), words["The carrier is asked again."], $"/warehouse/fulfilment/{id}"))
            .RequireAuthorization("warehouse.pack");
    }

    /// <returns>Null when there is no such fulfilment order.</returns>
    public async Task<FulfilmentDetailView?> RunAsync(FulfilmentOrderId id, CancellationToken ct)
    {
        if (await reader.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } order) return null;

        var sites = await codes.AllAsync(ct);
        var consignment = (await consignments.FindAsync([order.ConsignmentId], ct)) is [var found, ..] ? found : null;
        var jobs = (await reader.PackJobsAsync([id], ct))[id].ToList();
        var parcels = consignment?.Parcels ?? [];
        return new(
            new FulfilmentRow(
                order.Id.Value, order.Number, order.OrderNumber, sites.GetValueOrDefault(order.WarehouseId, ""), order.Service, order.ShipToName, order.ShipToCountry,
                order.Status, order.StatusAt, order.ShipBy, order.Lines.Sum(line => line.Quantity), order.Problem, order.ProblemCode),
            [.. order.Lines.OrderBy(line => line.Id).Select(line => new FulfilmentLineRow(line.Id, line.Sku, line.Gtin, line.Name, line.NameChinese, line.Quantity, line.Picked, line.Packed))],
            [.. jobs.Select(job => ToRow(job, parcels, order.Status))],
            [.. parcels.OrderBy(parcel => parcel.Number).Select(parcel => new WeighedParcel(parcel.Carton, parcel.Outer, parcel.GrossWeightGrams))],
            order.WaveId?.Value, consignment?.ServiceName ?? order.Service, consignment?.Status)
        { MissingPapers = consignment?.MissingPapers };
    }

    private static PackedParcelRow ToRow(PackJob job, IReadOnlyList<ParcelInfo> parcels, FulfilmentStatus status) => new(
        job.Number, job.Carton, job.ExpectedGrams, job.GrossWeightGrams, job.IsWeightAccepted ? job.ClosedBy : null, job.ClosedAt, job.ClosedBy,
        parcels.FirstOrDefault(parcel => parcel.Number == job.Number)?.TrackingNumber, status is FulfilmentStatus.Labelled or FulfilmentStatus.HandedOver);
}
