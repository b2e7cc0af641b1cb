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

/// <summary>What was taken at stops of walks, in a batch. A stop that was confirmed already is done.</summary>
internal sealed class ConfirmPicks(EntrepotDb db, FloorReader reader, Picking picking)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/picks", async (PickBody[] body, ConfirmPicks confirm, CancellationToken ct) =>
            {
                var answers = await confirm.RunAsync([.. body.Select(pick => new PickConfirmation(new(pick.Task), pick.Bin, pick.Code, pick.Quantity, pick.IsShort))], ct);
                return answers.Problem is { } problem ? problem.ToHttp() : Results.Ok(ItemAnswer.Of(answers.Value));
            })
            .RequireAuthorization("warehouse.pick")
            .DisableAntiforgery()
            .WithSummary("Confirm what was taken at stops of walks; answers one entry per stop");

    public async Task<Result<IReadOnlyList<Result>>> RunAsync(IReadOnlyList<PickConfirmation> confirmations, CancellationToken ct)
    {
        if (confirmations.Count > FloorRules.BatchMax) return WarehouseProblems.TooManyEntries(confirmations.Count);

        await using var unit = await db.BeginAsync(ct);
        var tasks = await reader.TasksAsync(confirmations.Select(confirmation => confirmation.Task), ct);
        var orders = await reader.OrdersOfAsync(tasks.Values, ct);

        var touched = new HashSet<PickTask>();
        var answers = new List<Result>(confirmations.Count);
        foreach (var confirmation in confirmations)
        {
            var task = tasks.GetValueOrDefault(confirmation.Task);
            answers.Add(task is null ? WarehouseProblems.UnknownTask(confirmation.Task) : Picking.Confirm(task, confirmation, orders));
            if (task is not null) touched.Add(task);
        }

        foreach (var task in touched) picking.End(task, orders);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return answers;
    }
}

internal sealed record PickBody(long Task, string Bin, string Code, long Quantity, bool IsShort);
