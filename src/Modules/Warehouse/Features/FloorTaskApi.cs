using Entrepot.Kernel;
using Entrepot.Platform.Http;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>Receiving, putting away, moving and counting for other programs: the same scans that people make.</summary>
internal static class FloorTaskApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/warehouse/floor-tasks").RequireAuthorization("warehouse.floor").DisableAntiforgery();
        api.MapPost("", async (StartBody body, StartTask start, WarehouseCodes codes, FloorTaskQueries tasks, CancellationToken ct) =>
            {
                var site = await codes.FindAsync(body.Warehouse ?? "", ct);
                if (site.Problem is { } unknown) return unknown.ToHttp();
                if (!Enum.TryParse<FloorTaskKind>(body.Kind, ignoreCase: true, out var kind)) return FloorTaskProblems.UnknownKind(body.Kind ?? "").ToHttp();
                var started = await start.RunAsync(kind, site.Value, body.Reference ?? "", null, ct);
                return started.Problem is { } problem ? problem.ToHttp() : Results.Ok(await tasks.FindAsync(started.Value, ct));
            })
            .WithSummary("Begin a floor job (Receive, PutAway, Move, Count), or go on with the one that is open");
        api.MapGet("/{id:long}", async (long id, FloorTaskQueries tasks, CancellationToken ct) => await tasks.FindAsync(id, ct) is { } task ? Results.Ok(task) : FloorTaskProblems.Unknown(id).ToHttp())
            .WithSummary("A floor job: where it stands and what was scanned");
        api.MapPost("/{id:long}/scans", async (long id, TaskScanBody body, ScanOnTask scan, CancellationToken ct) =>
            {
                var said = await scan.RunAsync(id, new(body.Code ?? "", body.Quantity ?? 1, body.Damaged ?? false, body.Scan ?? ""), ct);
                return said.Problem is { } problem ? problem.ToHttp() : Results.Ok(new { Said = said.Value.ToString() });
            })
            .WithSummary("Scan a bin or goods on a floor job; a scan's own id sent again does nothing");
        api.MapPost("/{id:long}/close", async (long id, CloseBody body, FloorTaskQueries tasks, CloseReceipt receipt, CloseCount count, CancellationToken ct) =>
                (await tasks.FindAsync(id, ct))?.Kind switch
                {
                    FloorTaskKind.Receive => (await receipt.RunAsync(id, body.NothingMore ?? false, ct)).ToHttp(),
                    FloorTaskKind.Count => Told(await count.RunAsync(id, ct)),
                    _ => FloorTaskProblems.Unknown(id).ToHttp(),
                })
            .WithSummary("Book a receipt, or end a count; a count that differs is to be counted again, then decided");
        routes.MapPost("/api/v1/warehouse/floor-tasks/{id:long}/decision", async (long id, DecisionBody body, DecideCount decide, CancellationToken ct) => (await decide.RunAsync(id, body.Approve, ct)).ToHttp())
            .RequireAuthorization("stock.approve")
            .DisableAntiforgery()
            .WithSummary("Approve a count that differed twice, or throw it away; refused to whoever counted");
    }

    private static IResult Told(Result<FloorTaskState> state) => state.Problem is { } problem ? problem.ToHttp() : Results.Ok(new { State = state.Value.ToString() });

    /// <param name="Reference">For a receipt, what announced the goods.</param>
    internal sealed record StartBody(string? Kind, string? Warehouse, string? Reference);

    internal sealed record TaskScanBody(string? Code, long? Quantity, bool? Damaged, string? Scan);

    /// <param name="NothingMore">What is short will not come either.</param>
    internal sealed record CloseBody(bool? NothingMore);

    internal sealed record DecisionBody(bool Approve);
}
