using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>Cancels an order at any stage before a parcel has left; stock, parcels and vouchers are taken back with it.</summary>
internal sealed class CancelOrder(EntrepotDb db, IOrderBook book, Unwind unwind, WorkQueue queue, TimeProvider clock)
{
    internal sealed record Request(string Reason);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id:long}/cancel", async (long id, Request request, CancelOrder cancel, CancellationToken ct) => (await cancel.RunAsync(new(id), request.Reason, ct)).ToHttp())
            .RequireAuthorization("orders.cancel").DisableAntiforgery()
            .WithSummary("Cancel an order that has not shipped");
        routes.MapPost("/orders/{id:long}/cancel", async (long id, PostedForm form, CancelOrder cancel, IOrderConflicts conflicts, Text words, CancellationToken ct) =>
                await conflicts.AskAsync(new(id), form, $"/orders/{id}/cancel", [new("reason", "Reason")], ct) ?? PageResult.After(await cancel.RunAsync(new(id), form.Text("reason", longest: 200), ct), words["Order cancelled"], $"/orders/{id}"))
            .RequireAuthorization("orders.cancel");
    }

    public async Task<Result> RunAsync(OrderId id, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return JourneyProblems.ReasonMissing();

        await using var unit = await db.BeginAsync(ct);
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (found[0].Status == OrderStatus.Cancelled) return Result.Ok;

        var now = clock.GetUtcNow().UtcDateTime;
        // The lifecycle is asked first: a delivered order must not lose its vouchers before it says no.
        if ((await book.MoveAsync([new(id, OrderStatus.Cancelled, "cancelled", $"{reason}")], now, ct))[0].Problem is { } illegal) return illegal;
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;

        queue.Publish(found[0].Number, new OrderCancelled(id, found[0].Number, reason));
        return await unit.CommitAsync(ct);
    }
}
