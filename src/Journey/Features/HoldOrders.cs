using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>
/// Stops orders because a person wants to look at them. What their journeys have planned is taken back, so that no
/// parcel leaves meanwhile; released, they run their whole journey again.
/// </summary>
internal sealed class HoldOrders(EntrepotDb db, IOrderBook book, IManyOrders many, Unwind unwind, CurrentUser user, TimeProvider clock) : IStopOrders
{
    /// <summary>Orders of one unit of work, so that journeys and others get their turn between.</summary>
    private const int Chunk = 200;
    private const int ReasonMax = 200;

    internal sealed record Request(IReadOnlyList<long> Ids, string Reason);

    /// <param name="Undo">The path that releases them again; null where none was held.</param>
    internal sealed record Answer(int Held, IReadOnlyList<Problem> Refused, string? Undo);

    /// <summary>Of "all found", those that the lifecycle lets stop.</summary>
    private static readonly OrderStatus[] Stoppable = [OrderStatus.Received, OrderStatus.Allocated, OrderStatus.InFulfilment];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/hold", async (Request request, HoldOrders hold, CancellationToken ct) => (await hold.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Put orders on hold");
        routes.MapPost("/orders/hold", async (BulkSelection selection, PostedForm form, HoldOrders hold, Text words, CancellationToken ct) =>
                Say(await hold.RunAsync(new(await hold.FoundAsync(selection, ct), form.Raw("reason") ?? ""), ct), words))
            .RequireAuthorization("orders.edit");
    }

    private static PageResult Say(Result<Answer> answer, Text words)
    {
        if (answer.Problem is { } problem) return PageResult.Refused(problem);
        var (held, refused) = (answer.Value.Held, answer.Value.Refused.Count);
        return refused == 0
            ? PageResult.Back("/orders").Saying(words.Plural(held, "{0} order put on hold", "{0} orders put on hold"), Tone.Go, answer.Value.Undo)
            : PageResult.Back("/orders").Saying(words["{0} put on hold, {1} refused: {2}", held, refused, words.OfProblem(answer.Value.Refused[0])], Tone.Warn, answer.Value.Undo);
    }

    private Task<IReadOnlyList<long>> FoundAsync(BulkSelection selection, CancellationToken ct) => many.OfAsync(selection, Stoppable, ct);

    public async Task<Result<Answer>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Ids.Count is 0 or > IManyOrders.Most) return JourneyProblems.NoneToHold(IManyOrders.Most);
        if (request.Reason.Trim() is not { Length: > 0 and <= ReasonMax } reason) return JourneyProblems.HoldReasonMissing(ReasonMax);

        var why = JourneyProblems.HeldByPerson(user.Name, reason);
        string? path = null;
        var stopped = await StopAsync([.. request.Ids.Distinct().Select(id => new OrderStop(new(id), why, "person"))], held => path = many.RememberHold(held, path), ct);
        return new Answer(stopped.Held.Count, stopped.Refused, path);
    }

    public Task<StoppedOrders> StopAsync(IReadOnlyList<OrderStop> stops, CancellationToken ct) => StopAsync(stops, _ => { }, ct);

    /// <summary>As many as possible together; where one of them may not stop, those of its chunk one by one, so that it alone stays as it is.</summary>
    /// <param name="remember">Called in each unit of work with all that are held by then.</param>
    private async Task<StoppedOrders> StopAsync(IReadOnlyList<OrderStop> stops, Action<IReadOnlyList<OrderId>> remember, CancellationToken ct)
    {
        var (held, refused) = (new List<OrderId>(), new List<Problem>());
        foreach (var chunk in stops.Chunk(Chunk))
        {
            var together = await HoldAsync(chunk, held, remember, ct);
            if (together.Problem is not { } refusal) held.AddRange(chunk.Select(stop => stop.Order));
            else if (chunk is [_]) refused.Add(refusal);
            else
            {
                foreach (var stop in chunk)
                {
                    if ((await HoldAsync([stop], held, remember, ct)).Problem is { } problem) refused.Add(problem);
                    else held.Add(stop.Order);
                }
            }
        }

        return new(held, refused);
    }

    private async Task<Result> HoldAsync(IReadOnlyList<OrderStop> stops, IReadOnlyList<OrderId> before, Action<IReadOnlyList<OrderId>> remember, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        // The lifecycle is asked first: what may not stop must not lose its stock before it says no.
        foreach (var answer in await book.HoldAsync(stops, now, ct))
            if (answer.Problem is { } illegal) return illegal;
        if ((await unwind.RunAsync([.. stops.Select(stop => stop.Order)], DateOnly.FromDateTime(now), stops[0].Why.Message.ToString(), ct)).Problem is { } tooLate) return tooLate;
        remember([.. before, .. stops.Select(stop => stop.Order)]);
        return await unit.CommitAsync(ct);
    }
}
