using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>
/// The picker says what was taken at each stop. A slip of the hand (wrong bin, wrong goods, too many, too few) is refused
/// with what to do; too few on purpose leaves the last orders of the stop short and tells the journey.
/// </summary>
internal sealed class ConfirmPicks(EntrepotDb db, WorkQueue work, TimeProvider clock, FloorReader reader)
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
        var orders = await reader.OrdersAsync(
            tasks.Values.Where(task => task.Kind == PickTaskKind.Pick).SelectMany(task => task.Lines).Select(line => line.FulfilmentOrderId), ct);

        var touched = new HashSet<PickTask>();
        var answers = new List<Result>(confirmations.Count);
        foreach (var confirmation in confirmations)
        {
            var task = tasks.GetValueOrDefault(confirmation.Task);
            answers.Add(task is null ? WarehouseProblems.UnknownTask(confirmation.Task) : Confirm(task, confirmation, orders));
            if (task is not null) touched.Add(task);
        }

        foreach (var task in touched) End(task, orders);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return answers;
    }

    private static Result Confirm(PickTask task, PickConfirmation confirmation, Dictionary<FulfilmentOrderId, FulfilmentOrder> orders)
    {
        if (!task.Lines.Exists(line => line.IsIn(confirmation.Bin))) return WarehouseProblems.WrongBin(confirmation.Bin, task.NextOpen());

        var stop = task.Stop(confirmation.Bin, confirmation.Code);
        if (stop.Count == 0) return WarehouseProblems.WrongItem(confirmation.Code, confirmation.Bin, Wanted(task, confirmation.Bin));

        var open = stop.FindAll(line => line.State == PickLineState.Open);
        if (open.Count == 0) return Repeated(stop, confirmation);

        var needed = open.Sum(line => line.Quantity);
        if (confirmation.Quantity < 0 || confirmation.Quantity > needed) return WarehouseProblems.TooMany(confirmation.Code, needed, confirmation.Quantity);
        if (confirmation.Quantity < needed && !confirmation.IsShort) return WarehouseProblems.TooFew(confirmation.Code, needed, confirmation.Quantity);

        var left = confirmation.Quantity;
        foreach (var line in open.OrderByDescending(line => orders.GetValueOrDefault(line.FulfilmentOrderId)?.Priority ?? 0).ThenBy(line => line.Id))
        {
            var taken = Math.Min(left, line.Quantity);
            left -= taken;
            line.Close(taken);
            if (task.Kind == PickTaskKind.Pick) orders[line.FulfilmentOrderId].Lines.Single(row => row.Id == line.FulfilmentLineId).Pick(taken);
        }

        return Result.Ok;
    }

    /// <summary>The same confirmation once more is done already; another quantity is not a repeat.</summary>
    private static Result Repeated(List<PickLine> stop, PickConfirmation confirmation)
    {
        if (stop.TrueForAll(line => line.State == PickLineState.Cancelled)) return WarehouseProblems.NotNeededAnyMore(confirmation.Code, confirmation.Bin);

        var picked = stop.Sum(line => line.Picked);
        return picked == confirmation.Quantity ? Result.Ok : WarehouseProblems.AlreadyPicked(confirmation.Code, confirmation.Bin, picked);
    }

    /// <summary>Moves on the orders whose last line was closed, and closes the walk after its last stop.</summary>
    private void End(PickTask task, Dictionary<FulfilmentOrderId, FulfilmentOrder> orders)
    {
        task.CloseIfDone();
        if (task.Kind != PickTaskKind.Pick) return;

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var lines in task.Lines.GroupBy(line => line.FulfilmentOrderId))
        {
            var order = orders[lines.Key];
            if (order.Status != FulfilmentStatus.InWave || order.WaveId != task.WaveId || lines.Any(line => line.State == PickLineState.Open)) continue;
            if (order.EndPicking(now).Problem is { } problem) throw new InvalidOperationException(problem.Message);
            if (order.Status != FulfilmentStatus.Short) continue;

            foreach (var missing in order.Lines.Where(line => line.Picked < line.Quantity))
                work.Publish(order.Number, new FulfilmentShort(order.Id, order.OrderId, order.WarehouseId, missing.ProductId, missing.Quantity - missing.Picked, now));
        }
    }

    private static string Wanted(PickTask task, string bin) =>
        string.Join(", ", task.Lines.Where(line => line.IsIn(bin)).Select(line => line.Sku).Distinct());
}

internal sealed record PickBody(long Task, string Bin, string Code, long Quantity, bool IsShort);
