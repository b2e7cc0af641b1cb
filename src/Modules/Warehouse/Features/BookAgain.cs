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

/// <summary>Asks the carrier once more for the labels of a packed fulfilment order that it refused, or that it could not be asked for, with the parcels as they were weighed.</summary>
internal sealed class BookAgain(EntrepotDb db, FloorReader reader, ClosePacking close)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/fulfilment-orders/{id:long}/book-again", async (long id, BookAgain book, CancellationToken ct) => (await book.RunAsync(new(id), ct)).ToHttp())
            .RequireAuthorization("warehouse.pack")
            .DisableAntiforgery()
            .WithSummary("Ask the carrier again for the labels of a packed fulfilment order");

    public async Task<Result> RunAsync(FulfilmentOrderId id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await reader.OrderAsync(id, ct) is not { } order) return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
        if (order.Status is FulfilmentStatus.Labelled or FulfilmentStatus.HandedOver) return Result.Ok;
        if (order.Status != FulfilmentStatus.Packed) return WarehouseProblems.WrongStage(order.Number, order.Status, FulfilmentStatus.Packed);

        var parcels = (await reader.PackJobsAsync([id], ct))[id].Select(job => job.ToParcel()).ToList();
        if ((await close.BookAsync(order, parcels, ct)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }
}
