using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Entrepot.Transport.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Transport.Features;

/// <summary>Consignments with parcels and scans, for other programs.</summary>
internal sealed class ConsignmentList(EntrepotDb db)
{
    /// <summary>The house limit of a page.</summary>
    private const int PageMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/consignments", async (long? order, ConsignmentStatus? status, string? carrier, long? after, int? limit, ConsignmentList list, CancellationToken ct) =>
                TypedResults.Ok(await list.RunAsync(new(order, status, carrier, after ?? 0, limit ?? 50), ct)))
            .RequireAuthorization("transport.view").DisableAntiforgery().WithSummary("Consignments in the order of their ids, by order, status or carrier");
        routes.MapGet("/api/v1/consignments/{id:long}", async (long id, ConsignmentList list, CancellationToken ct) =>
                await list.FindAsync(new(id), ct) is { } found ? Results.Ok(found) : TransportProblems.NotFound(new(id)).ToHttp())
            .RequireAuthorization("transport.view").DisableAntiforgery().WithSummary("One consignment with its parcels and scans");
    }

    public async Task<ConsignmentsFound> RunAsync(ConsignmentQuery query, CancellationToken ct)
    {
        var ids = await db.QueryAsync(
            ConsignmentSql.Page, row => new ConsignmentId(row.GetInt64(0)), ct,
            db.Tenant.Value, query.After, query.Order, query.Status?.ToString(), query.Carrier, Math.Clamp(query.Limit, 1, PageMax));
        var page = await db.ConsignmentsAsync(ids, ct);
        return new([.. (await db.InfosAsync(page, ct)).Select(ToAnswer)]);
    }

    public async Task<ConsignmentAnswer?> FindAsync(ConsignmentId id, CancellationToken ct) =>
        (await db.InfosAsync(await db.ConsignmentsAsync([id], ct), ct)) is [var found] ? ToAnswer(found) : null;

    private static ConsignmentAnswer ToAnswer(ConsignmentInfo info) => new(
        info.Id.Value, info.Order.Value, info.FulfilmentOrder.Value, info.Warehouse.Value, info.Reference, info.Status.ToString(), info.Service, info.ServiceName,
        info.EstimatedPrice.Minor, info.EstimatedPrice.Currency, info.ActualPrice?.Minor, info.ActualPrice?.Currency, info.CarrierReference,
        [.. info.Parcels.Select(parcel => new ParcelAnswer(
            parcel.Id, parcel.Number, parcel.Carton, parcel.Outer.LengthMillimetres, parcel.Outer.WidthMillimetres, parcel.Outer.HeightMillimetres, parcel.GrossWeightGrams, parcel.TrackingNumber))],
        [.. info.Events.Select(scan => new ScanAnswer(scan.At, scan.Status.ToString(), scan.Code, scan.Text, scan.Place))], info.Problem?.ToString());
}

/// <param name="After">The last id of the page before; zero for the first page.</param>
internal sealed record ConsignmentQuery(long? Order, ConsignmentStatus? Status, string? Carrier, long After, int Limit);

internal sealed record ConsignmentsFound(IReadOnlyList<ConsignmentAnswer> Consignments);

internal sealed record ConsignmentAnswer(
    long Id, long Order, long FulfilmentOrder, long Warehouse, string Reference, string Status, string Service, string ServiceName,
    long EstimatedPriceMinor, string EstimatedPriceCurrency, long? ActualPriceMinor, string? ActualPriceCurrency, string? CarrierReference,
    IReadOnlyList<ParcelAnswer> Parcels, IReadOnlyList<ScanAnswer> Events, string? Problem);

internal sealed record ParcelAnswer(long Id, int Number, string Carton, int LengthMillimetres, int WidthMillimetres, int HeightMillimetres, long GrossWeightGrams, string? TrackingNumber);

internal sealed record ScanAnswer(DateTime At, string Status, string Code, string Text, string Place);
