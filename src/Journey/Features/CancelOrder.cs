using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>Cancels an order at any stage before a parcel has left; stock, parcels and vouchers are taken back with it. Above a value that the company sets, a second person decides.</summary>
internal sealed class CancelOrder(EntrepotDb db, IOrderBook book, Unwind unwind, WorkQueue queue, SecondPerson second, TimeProvider clock) : IApprovedChange
{
    /// <summary>What a company may want a second person for.</summary>
    public static readonly ApprovalKind Approved = new("orders.cancel", "Cancel an order", "orders.cancel", HasLimit: true);

    internal sealed record Request(string Reason);

    internal sealed record Payload(long Order, string Reason);

    public string Kind => Approved.Key;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id:long}/cancel", async (long id, Request request, CancelOrder cancel, CancellationToken ct) => Asked.ToHttp(await cancel.AskOrRunAsync(new(id), request.Reason, ct)))
            .RequireAuthorization("orders.cancel").DisableAntiforgery()
            .WithSummary("Cancel an order that has not shipped, or ask a second person to (202)");
        routes.MapPost("/orders/{id:long}/cancel", async (long id, PostedForm form, CancelOrder cancel, IOrderConflicts conflicts, Text words, CancellationToken ct) =>
                await conflicts.AskAsync(new(id), form, $"/orders/{id}/cancel", [new("reason", "Reason")], ct) ?? Asked.ToPage(await cancel.AskOrRunAsync(new(id), form.Text("reason", longest: 200), ct), words["Order cancelled"], $"/orders/{id}", words))
            .RequireAuthorization("orders.cancel");
    }

    /// <summary>What the current user may do alone is done; otherwise another person is asked.</summary>
    public async Task<Result<Asked>> AskOrRunAsync(OrderId id, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return JourneyProblems.ReasonMissing();
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (!found[0].MayCancel || !await second.IsNeededAsync(Kind, found[0], ct)) return (await RunAsync(id, reason, ct)).Problem is { } problem ? problem : Asked.Nobody;

        var worth = new Money(found[0].Content.PaidMinor(), found[0].Content.Currency);
        var asked = await second.AskAsync(found[0], new(Kind, SecondPerson.SubjectOf(id), $"Cancel order {found[0].Number} over {worth}.", reason), new Payload(id.Value, reason), ct);
        return asked.Problem is { } refused ? refused : new Asked(asked.Value);
    }

    public async Task<Result> RunAsync(OrderId id, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return JourneyProblems.ReasonMissing();

        await using var unit = await db.BeginAsync(ct);
        return (await CancelAsync(id, reason, ct)).Problem is { } problem ? problem : await unit.CommitAsync(ct);
    }

    public Task<Result> CarryOutAsync(Approval approval, CancellationToken ct) => approval.Read<Payload>() is var asked ? CancelAsync(new(asked.Order), asked.Reason, ct) : throw new System.Diagnostics.UnreachableException();

    /// <summary>In the open unit of work; on a refusal the caller must not commit.</summary>
    private async Task<Result> CancelAsync(OrderId id, string reason, CancellationToken ct)
    {
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (found[0].Status == OrderStatus.Cancelled) return Result.Ok;

        var now = clock.GetUtcNow().UtcDateTime;
        // The lifecycle is asked first: a delivered order must not lose its vouchers before it says no.
        if ((await book.MoveAsync([new(id, OrderStatus.Cancelled, "cancelled", $"{reason}")], now, ct))[0].Problem is { } illegal) return illegal;
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;

        queue.Publish(found[0].Number, new OrderCancelled(id, found[0].Number, reason));
        return Result.Ok;
    }
}
