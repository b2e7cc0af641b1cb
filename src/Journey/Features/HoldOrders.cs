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
internal sealed class HoldOrders(EntrepotDb db, IOrderBook book, Unwind unwind, CurrentUser user, TimeProvider clock)
{
    /// <summary>Orders in one request: what a person can mark on a page.</summary>
    private const int OrdersMax = 200;
    private const int ReasonMax = 200;

    internal sealed record Request(IReadOnlyList<long> Ids, string Reason);

    internal sealed record Answer(int Held, IReadOnlyList<Problem> Refused);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/hold", async (Request request, HoldOrders hold, CancellationToken ct) => (await hold.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("orders.edit").DisableAntiforgery()
            .WithSummary("Put orders on hold");
        routes.MapPost("/orders/hold", async (BulkSelection selection, PostedForm form, HoldOrders hold, Text words, CancellationToken ct) =>
                Say(await hold.RunAsync(new(selection.Ids, form.Raw("reason") ?? ""), ct), words))
            .RequireAuthorization("orders.edit");
    }

    private static PageResult Say(Result<Answer> answer, Text words)
    {
        if (answer.Problem is { } problem) return PageResult.Refused(problem);
        var (held, refused) = (answer.Value.Held, answer.Value.Refused.Count);
        return refused == 0
            ? PageResult.Back("/orders").Saying(words.Plural(held, "{0} order put on hold", "{0} orders put on hold"))
            : PageResult.Back("/orders").Saying(words["{0} put on hold, {1} refused: {2}", held, refused, words.OfProblem(answer.Value.Refused[0])], Tone.Warn);
    }

    /// <summary>Each order is a unit of work of its own: one that the floor already works on stays as it is, and the others stop.</summary>
    public async Task<Result<Answer>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Ids.Count is 0 or > OrdersMax) return JourneyProblems.NoneToHold(OrdersMax);
        if (request.Reason.Trim() is not { Length: > 0 and <= ReasonMax } reason) return JourneyProblems.HoldReasonMissing(ReasonMax);

        var (held, refused) = (0, new List<Problem>());
        foreach (var id in request.Ids.Distinct())
        {
            if ((await HoldAsync(new(id), reason, ct)).Problem is { } problem) refused.Add(problem);
            else held++;
            db.ChangeTracker.Clear();
        }

        return new Answer(held, refused);
    }

    private async Task<Result> HoldAsync(OrderId id, string reason, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        // The lifecycle is asked first: what may not stop must not lose its stock before it says no.
        if ((await book.HoldAsync(id, JourneyProblems.HeldByPerson(user.Name, reason), "person", now, ct)).Problem is { } illegal) return illegal;
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;
        return await unit.CommitAsync(ct);
    }
}
