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

/// <summary>What a short fulfilment order lacked was found after all: it waits for the next wave, which walks for the rest. One that waits already is done.</summary>
internal sealed class PlanShortAgain(EntrepotDb db, TimeProvider clock, FloorReader reader)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/fulfilment-orders/{id:long}/plan-again", async (long id, PlanShortAgain plan, CancellationToken ct) => (await plan.RunAsync(new(id), ct)).ToHttp())
            .RequireAuthorization("warehouse.wave")
            .DisableAntiforgery()
            .WithSummary("Let a short fulfilment order wait for another wave");

    public async Task<Result> RunAsync(FulfilmentOrderId id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await reader.OrderAsync(id, ct) is not { } order) return WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id));
        if (order.Status == FulfilmentStatus.Planned) return Result.Ok;
        if (order.PlanAgain(clock.GetUtcNow().UtcDateTime).Problem is { } problem) return problem;

        return await unit.CommitAsync(ct);
    }
}
