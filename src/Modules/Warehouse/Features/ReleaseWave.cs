using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>Sends planned fulfilment orders to the floor, most urgent first. What is released already is not planned any more, so a repeat finds other orders or none.</summary>
internal sealed class ReleaseWave(EntrepotDb db, IdBlocks ids, TimeProvider clock, CurrentUser user, FloorReader reader, PlanWalks plan)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/warehouse/waves", async (WaveBody body, WarehouseCodes codes, ReleaseWave release, CancellationToken ct) =>
            {
                var warehouse = await codes.FindAsync(body.Warehouse, ct);
                if (warehouse.Problem is { } unknown) return unknown.ToHttp();
                var wave = await release.RunAsync(new(warehouse.Value, body.Service, body.ShipBefore?.UtcDateTime, body.Limit), ct);
                return wave.Problem is { } problem ? problem.ToHttp() : Results.Ok(WaveAnswer.Of(wave.Value));
            })
            .RequireAuthorization("warehouse.wave")
            .DisableAntiforgery()
            .WithSummary("Release the most urgent planned fulfilment orders of one warehouse in a wave");

        routes.MapPost("/api/v1/warehouse/waves/automatic", async (AllWavesBody body, WarehouseCodes codes, ReleaseWave release, CancellationToken ct) =>
            {
                var warehouse = await codes.FindOrAllAsync(body.Warehouse, ct);
                if (warehouse.Problem is { } unknown) return unknown.ToHttp();
                var waves = await release.RunAllAsync(warehouse.Value, ct);
                return waves.Problem is { } problem ? problem.ToHttp() : Results.Ok(waves.Value.Select(WaveAnswer.Of).ToList());
            })
            .RequireAuthorization("warehouse.wave")
            .DisableAntiforgery()
            .WithSummary("Release up to 512 planned fulfilment orders, a wave per warehouse and carrier service");
    }

    public async Task<Result<WaveReleased>> RunAsync(WaveRequest request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var limit = FloorRules.On(now).WaveOrdersMax;
        var urgent = reader.MostUrgent(FulfilmentStatus.Planned, request.Warehouse)
            .Where(order => request.Service == null || order.Service == request.Service)
            .Where(order => request.ShipBefore == null || order.ShipBy <= request.ShipBefore);
        var orders = await reader.TakeAsync(urgent, Math.Clamp(request.Limit ?? limit, 1, limit), ct);
        if (orders.Count == 0) return WarehouseProblems.NothingToRelease();

        var released = await ReleaseAsync(request.Warehouse, orders, now, ct);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return released;
    }

    /// <summary>One wave per warehouse and carrier service, as many as it takes, for the most urgent orders of one batch.</summary>
    public async Task<Result<IReadOnlyList<WaveReleased>>> RunAllAsync(WarehouseId? warehouse, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var orders = await reader.TakeAsync(reader.MostUrgent(FulfilmentStatus.Planned, warehouse), FloorRules.BatchMax, ct);
        var waves = new List<WaveReleased>();
        foreach (var group in orders.GroupBy(order => (order.WarehouseId, order.Service)))
            foreach (var chunk in group.Chunk(FloorRules.On(now).WaveOrdersMax))
                waves.Add(await ReleaseAsync(group.Key.WarehouseId, chunk, now, ct));

        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return waves;
    }

    private async Task<WaveReleased> ReleaseAsync(WarehouseId warehouse, IReadOnlyList<FulfilmentOrder> orders, DateTime now, CancellationToken ct)
    {
        var services = orders.Select(order => order.Service).Distinct().ToList();
        var wave = new Wave
        {
            TenantId = db.Tenant,
            Id = new(ids.Next()),
            WarehouseId = warehouse,
            Service = services.Count == 1 ? services[0] : "",
            OrderCount = orders.Count,
            ReleasedAt = now,
            ReleasedBy = user.Name,
        };
        db.Writes.Insert(wave);
        foreach (var order in orders)
            if (order.Release(wave.Id, now).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString()); // They were read as planned in this transaction.

        var (tasks, saved) = await plan.RunAsync(wave, orders, ct);
        return new(wave.Id, warehouse, wave.Service, orders.Count, tasks, saved);
    }
}

/// <param name="Warehouse">The warehouse's code.</param>
/// <param name="Service">A carrier service, e.g. <c>ups/standard</c>.</param>
internal sealed record WaveBody(string Warehouse, string? Service, DateTimeOffset? ShipBefore, int? Limit);

internal sealed record AllWavesBody(string? Warehouse);

/// <param name="Tasks">The walks, each of which has a pick list.</param>
internal sealed record WaveAnswer(long Wave, string Service, int Orders, IReadOnlyList<long> Tasks, long SavedMillimetres)
{
    public static WaveAnswer Of(WaveReleased wave) => new(wave.Wave.Value, wave.Service, wave.Orders, [.. wave.Tasks.Select(task => task.Value)], wave.SavedMillimetres);
}
