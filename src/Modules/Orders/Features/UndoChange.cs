using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Takes back the last change that somebody made to orders, as far as nobody has gone on from it.</summary>
internal sealed class UndoChange(EntrepotDb db, UndoBook undo, TagOrders tags, AssignOrders assign, ReleaseHold release, IStopOrders stop)
{
    internal sealed record Answer(int Restored, int Left);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/undo/{id:long}", async (long id, UndoChange change, CancellationToken ct) => (await change.RunAsync(id, ct)).ToHttp())
            .RequireAuthorization("orders.view").DisableAntiforgery()
            .WithSummary("Take back a change of orders that one has made in the last minutes");
        routes.MapPost("/orders/undo/{id:long}", async (long id, UndoChange change, Text words, CancellationToken ct) => Say(await change.RunAsync(id, ct), words)).RequireAuthorization("orders.view");
    }

    private static PageResult Say(Result<Answer> answer, Text words) => answer.Problem is { } problem ? PageResult.Refused(problem)
        : answer.Value.Left == 0 ? PageResult.Back("/orders").Saying(words.Plural(answer.Value.Restored, "{0} order is as before", "{0} orders are as before"))
        : PageResult.Back("/orders").Saying(words["{0} as before; {1} have gone on meanwhile", answer.Value.Restored, answer.Value.Left], Tone.Warn);

    public async Task<Result<Answer>> RunAsync(long id, CancellationToken ct)
    {
        (string Kind, UndoWas Was) change;
        var restored = 0;
        await using (var unit = await db.BeginAsync(ct))
        {
            var taken = await undo.TakeAsync(id, ct);
            if (taken.Problem is { } problem) return problem;
            change = taken.Value;
            if (change.Kind is "tag" or "untag") restored = await tags.TakeBackAsync(change.Was, change.Kind == "untag", ct);
            if (change.Kind == "assign") restored = await assign.TakeBackAsync(change.Was, ct);
            if (change.Kind == "release") await ForgetWaiversAsync(change.Was, ct);
            if ((await unit.CommitAsync(ct)).Problem is { } lost) return lost;
        }

        db.ChangeTracker.Clear();
        if (change.Kind == "hold") restored = await ReleaseAsync(change.Was, ct);
        if (change.Kind == "release") restored = await HoldAgainAsync(change.Was, ct);
        return new Answer(restored, change.Was.Rows.Count - restored);
    }

    /// <summary>What somebody held for another reason since stays on hold.</summary>
    private async Task<int> ReleaseAsync(UndoWas was, CancellationToken ct)
    {
        var ids = was.Rows.Select(row => new OrderId(row.Order)).ToList();
        var held = await db.Set<Order>().Where(order => ids.Contains(order.Id) && order.Status == OrderStatus.OnHold && order.HoldCode == "orders.held_by_person").Select(order => order.Id.Value).ToListAsync(ct);
        if (held.Count == 0) return 0;
        var answer = await release.RunAllAsync(new(held, Waive: false), ct);
        return answer.IsOk ? answer.Value.Released : 0;
    }

    /// <summary>Held again with the reason they had; one that its journey has stopped again already is as before.</summary>
    private async Task<int> HoldAgainAsync(UndoWas was, CancellationToken ct)
    {
        var ids = was.Rows.Select(row => new OrderId(row.Order)).ToList();
        var held = (await db.Set<Order>().Where(order => ids.Contains(order.Id) && order.Status == OrderStatus.OnHold).Select(order => order.Id.Value).ToListAsync(ct)).ToHashSet();
        var stops = was.Rows.Where(row => !held.Contains(row.Order))
            .Select(row => new OrderStop(new(row.Order), new Problem(ProblemKind.Conflict, row.HoldCode ?? "", row.HoldReason ?? ""), row.HoldStage ?? "")).ToList();
        return held.Count + (stops.Count == 0 ? 0 : (await stop.StopAsync(stops, ct)).Held.Count);
    }

    private async Task ForgetWaiversAsync(UndoWas was, CancellationToken ct)
    {
        var waived = was.Rows.Where(row => row.Waived).ToDictionary(row => new OrderId(row.Order), row => row.HoldCode ?? "");
        if (waived.Count == 0) return;
        var ids = waived.Keys.ToList();
        foreach (var order in await db.Set<Order>().AsTracking().Where(order => ids.Contains(order.Id)).ToListAsync(ct)) order.ForgetWaiver(waived[order.Id]);
    }
}
