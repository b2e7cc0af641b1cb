using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Journey.Changing;

/// <summary>
/// Takes pieces out of an order into an order of their own, which ships apart: what is there now need not wait for the rest. Both run their journey
/// again; stock and money go over piece by piece, and the shipping that the buyer paid stays with the first.
/// </summary>
internal sealed class SplitOrder(EntrepotDb db, IOrderBook book, IOrderMoves moves, Unwind unwind, Rehearsal rehearsal, IdBlocks ids, TimeProvider clock)
{
    public const int ReasonMax = 200;

    /// <param name="Line">From 1, as the order lists it.</param>
    internal sealed record Piece(int Line, long Quantity);

    /// <param name="Version">The order's, as whoever decided has seen it; null for any.</param>
    internal sealed record Request(IReadOnlyList<Piece> Lines, string Reason, int? Version = null);

    /// <summary>What it would do; nothing is changed.</summary>
    public async Task<Result<ConsequencesView>> TryAsync(OrderId id, Request request, CancellationToken ct)
    {
        var after = await rehearsal.RunAsync(async services =>
        {
            var part = await services.GetRequiredService<SplitOrder>().ApplyAsync(id, request, ct);
            return part.Problem is { } problem ? problem : new Result<IReadOnlyList<OrderId>>([id, part.Value.Id]);
        }, ct);
        if (after.Problem is { } refused) return refused;
        var before = await rehearsal.AsTheyAreAsync([id], ct);
        return before.Problem is { } stays ? stays : new ConsequencesView(before.Value, after.Value);
    }

    /// <returns>The second order.</returns>
    public async Task<Result<BookedOrder>> RunAsync(OrderId id, Request request, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var part = await ApplyAsync(id, request, ct);
        if (part.Problem is not null) return part;
        return (await unit.CommitAsync(ct)).Problem is { } lost ? lost : part;
    }

    /// <summary>In the open unit of work; on a refusal the caller must not commit.</summary>
    private async Task<Result<BookedOrder>> ApplyAsync(OrderId id, Request request, CancellationToken ct)
    {
        if (request.Reason.Trim() is not { Length: > 0 and <= ReasonMax } reason) return ChangeProblems.WhyMissing(ReasonMax);
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if (!found[0].MayRestart) return JourneyProblems.CannotChange(found[0]);

        var order = (await book.ReadAsync([id], ct))[0];
        var quantities = Quantities(order, request.Lines);
        if (quantities.Problem is { } wrong) return wrong;
        if (!Pieces.AddsUp(order.Content)) return ChangeProblems.TotalsDiffer(order.Number);

        var now = clock.GetUtcNow().UtcDateTime;
        var taken = Pieces.Take(order.Content, quantities.Value);
        var what = Describe(taken);
        if ((await unwind.RunAsync(id, DateOnly.FromDateTime(now), reason, ct)).Problem is { } tooLate) return tooLate;

        var lines = taken.Lines.Select(_ => new OrderLineId(ids.Next())).ToList();
        var part = await book.OpenAsync(new(order, Pieces.AsOrder(order.Content, taken), lines, "orders.duplicate_basket", $"Out of {order.Number}: {what} · {reason}"), now, ct);
        moves.Add("split", id, part.Id, reason, 0, 0, [.. taken.Lines.Select((line, i) => new MovedLine(order.LineIds[line.Place], lines[i], line.Line.Quantity))]);
        var restarted = (await book.RestartAsync([new(id, "split", $"{what} → {part.Number} · {reason}", _ => taken.Rest, Waive: null) { Version = request.Version }], now, ct))[0];
        return restarted.Problem is { } overtaken ? overtaken : part;
    }

    private static Result<long[]> Quantities(BookedOrder order, IReadOnlyList<Piece> asked)
    {
        var quantities = new long[order.Content.Lines.Count];
        foreach (var (line, quantity) in asked)
        {
            if (quantity == 0) continue;
            if (line < 1 || line > quantities.Length || order.Content.Lines[line - 1].IsService) return ChangeProblems.NoSuchLine(line);
            var open = order.Content.Lines[line - 1].OpenQuantity();
            quantities[line - 1] += quantity;
            if (quantity < 0 || quantities[line - 1] > open) return ChangeProblems.TooManyPieces(line, open);
        }

        if (quantities.All(quantity => quantity == 0)) return ChangeProblems.NothingToMove();
        for (var i = 0; i < quantities.Length; i++)
            if (!order.Content.Lines[i].IsService && order.Content.Lines[i].OpenQuantity() > quantities[i]) return quantities;
        return ChangeProblems.NothingLeft(order.Number);
    }

    internal static string Describe(TakenPieces taken) => string.Join(", ", taken.Lines.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Line.Quantity} × {line.Line.Code}")));
}
