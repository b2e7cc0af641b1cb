using System.Text.Json.Serialization;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>
/// Lets held orders back into the journey. A release with <c>waive</c> says: I have looked at this reason, do not
/// hold this order for it again; without it the order stops at the same place while the reason lasts.
/// </summary>
internal sealed class ReleaseHold(EntrepotDb db, IOrderBook book, IManyOrders many, IHoldRules rules, UndoBook undo, TimeProvider clock)
{
    /// <summary>Orders in one request: what a person can mark on a page.</summary>
    private const int OrdersMax = 200;

    internal sealed record Request(IReadOnlyList<long> Ids, bool Waive);

    internal sealed record Answer(int Released, IReadOnlyList<Refusal> Refused)
    {
        /// <summary>How the released orders were held.</summary>
        [JsonIgnore]
        public IReadOnlyList<UndoRow> Was { get; init; } = [];

        /// <summary>The path that holds them again; null where nothing was released.</summary>
        public string? Undo { get; init; }
    }

    internal sealed record Refusal(long Id, string Code, [property: JsonIgnore] Sentence Why)
    {
        public string Message => Why.ToString();
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/release", async (Request request, ReleaseHold release, CancellationToken ct) => (await release.RunAsync(request, ct)).ToHttp())
            .RequireAuthorization("orders.release").DisableAntiforgery()
            .WithSummary("Release orders from hold");
        routes.MapPost("/orders/release", async (BulkSelection selection, ReleaseHold release, Text words, CancellationToken ct) => Say(await release.RunAllAsync(await release.FromAsync(selection, ct), ct), words))
            .RequireAuthorization("orders.release");
        routes.MapPost("/orders/{id:long}/release", async (long id, PostedForm form, ReleaseHold release, CurrentUser user, Text words, CancellationToken ct) =>
                Say(await release.RunAsync(new([id], form.Ticked("waive") && user.Can("holds.decide")), ct), words))
            .RequireAuthorization("orders.release");
    }

    private async Task<Request> FromAsync(BulkSelection selection, CancellationToken ct) => new(await many.OfAsync(selection, [OrderStatus.OnHold], ct), Waive: false);

    private static PageResult Say(Result<Answer> answer, Text words)
    {
        if (answer.Problem is { } problem) return PageResult.Refused(problem);
        var (released, refused) = (answer.Value.Released, answer.Value.Refused.Count);
        return refused == 0
            ? PageResult.Back("/holds").Saying(words.Plural(released, "{0} order released", "{0} orders released"), Tone.Go, answer.Value.Undo)
            : PageResult.Back("/holds").Saying(words["{0} released, {1} refused: {2}", released, refused, words[answer.Value.Refused[0].Why]], Tone.Warn, answer.Value.Undo);
    }

    /// <summary>Each <see cref="OrdersMax"/> of them are committed together, so that journeys and others get their turn between.</summary>
    public async Task<Result<Answer>> RunAllAsync(Request request, CancellationToken ct)
    {
        if (request.Ids.Count <= OrdersMax) return await RunAsync(request, ct);

        var all = new Answer(0, []);
        foreach (var ids in request.Ids.Chunk(OrdersMax))
        {
            var answer = await ReleaseAsync(request with { Ids = ids }, all, ct);
            if (answer.Problem is { } problem) return problem;
            all = answer.Value;
            db.ChangeTracker.Clear();
        }

        return all;
    }

    public async Task<Result<Answer>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Ids.Count is 0 or > OrdersMax) return OrderProblems.NothingSelected();
        return await ReleaseAsync(request, new(0, []), ct);
    }

    /// <param name="before">What was done for the same click already: it is remembered together.</param>
    private async Task<Result<Answer>> ReleaseAsync(Request request, Answer before, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var ids = request.Ids.Distinct().Select(id => new OrderId(id)).ToList();
        var held = await db.Set<Order>().AsTracking().Where(order => ids.Contains(order.Id)).ToDictionaryAsync(order => order.Id, ct);

        var restarts = new List<OrderRestart>();
        var was = before.Was.ToList();
        var refused = before.Refused.ToList();
        foreach (var id in ids)
        {
            if (!held.TryGetValue(id, out var order)) refused.Add(Refuse(id, OrderProblems.NotFound(id)));
            else if (order.Status != OrderStatus.OnHold) refused.Add(Refuse(id, OrderProblems.NotOnHold(order.Number, order.Status)));
            else if (request.Waive && !rules.MayWaive(order.HoldCode ?? "")) refused.Add(Refuse(id, OrderProblems.CannotWaive(order.Number)));
            else
            {
                was.Add(new(id.Value) { HoldCode = order.HoldCode, HoldReason = order.HoldReason, HoldStage = order.HoldStage, Waived = request.Waive && !order.WaivedCodes().Contains(order.HoldCode ?? "") });
                restarts.Add(new(id, "released", order.HoldReason ?? "", Change: null, request.Waive ? order.HoldCode : null));
            }
        }

        await book.RestartAsync(restarts, clock.GetUtcNow().UtcDateTime, ct);
        var path = was.Count > 0 ? undo.Keep("release", new(was), before.Undo) : null;
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return new Answer(was.Count, refused) { Was = was, Undo = path };
    }

    private static Refusal Refuse(OrderId id, Problem problem) => new(id.Value, problem.Code, problem.Message);
}
