using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The carrier's label of one parcel, for the printer at the packing table.</summary>
internal sealed class PrintLabels(FloorReader reader, IConsignments consignments)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in new[] { "/api/v1/warehouse/fulfilment-orders/{id:long}/labels/{number:int}", "/warehouse/fulfilment/{id:long}/labels/{number:int}" })
            routes.MapGet(path, async (long id, int number, string? format, PrintLabels print, CancellationToken ct) =>
                {
                    var wanted = Enum.TryParse<LabelFormat>(format, ignoreCase: true, out var named) ? named : (LabelFormat?)null;
                    var label = await print.RunAsync(new(id), number, wanted, ct);
                    return label.Problem is { } problem ? problem.ToHttp() : Results.File(label.Value.Content, label.Value.MediaType, label.Value.FileName);
                })
                .RequireAuthorization("warehouse.pack")
                .WithSummary("The label of one parcel: the carrier's own as it came, or ours as PDF or ZPL");
    }

    public async Task<Result<ParcelLabel>> RunAsync(FulfilmentOrderId id, int number, LabelFormat? format, CancellationToken ct)
    {
        if (await reader.Orders.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } order) return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
        if (order.Status is not (FulfilmentStatus.Labelled or FulfilmentStatus.HandedOver)) return WarehouseProblems.NotPrintedYet(order.Number, order.Status);

        var parcel = (await consignments.FindAsync([order.ConsignmentId], ct)).SelectMany(consignment => consignment.Parcels).FirstOrDefault(parcel => parcel.Number == number);
        return parcel is null ? WarehouseProblems.NoSuchParcel(order.Number, number) : await consignments.LabelAsync(parcel.Id, format, ct);
    }
}
