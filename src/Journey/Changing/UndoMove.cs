using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Journey.Changing;

/// <summary>Takes a split or a merge back while nothing is picked: the pieces return to the lines that they came from, with what was paid for them.</summary>
internal sealed class UndoMove(EntrepotDb db, IOrderBook book, IOrderMoves moves, IFulfilment fulfilment, Unwind unwind, TimeProvider clock)
{
    /// <param name="order">One of the two orders.</param>
    public async Task<Result> RunAsync(OrderId order, long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        return (await ApplyAsync(order, id, ct)).Problem is { } problem ? problem : await unit.CommitAsync(ct);
    }

    private async Task<Result> ApplyAsync(OrderId order, long id, CancellationToken ct)
    {
        if ((await moves.OfAsync([order], ct)).FirstOrDefault(move => move.Id == id) is not { } move) return ChangeProblems.NoSuchMove();
        var heads = (await book.FindAsync([move.From, move.To], ct)).ToDictionary(head => head.Id);
        foreach (var head in heads.Values)
            if (!head.MayRestart && !(head.Status == OrderStatus.Closed && head.Id == move.From)) return JourneyProblems.CannotChange(head);
        foreach (var part in await fulfilment.OfOrdersAsync([move.From, move.To], ct))
            if (part.Status != FulfilmentStatus.Cancelled && part.Lines.Any(line => line.Picked > 0)) return ChangeProblems.PickedAlready(heads[part.Order].Number);

        var orders = (await book.ReadAsync([move.From, move.To], ct)).ToDictionary(read => read.Id);
        var (from, to) = (orders[move.From], orders[move.To]);
        var (returned, received) = (new long[to.LineIds.Count], new long[from.LineIds.Count]);
        foreach (var line in move.Lines)
        {
            var (place, origin) = (Place(to, line.ToLine), Place(from, line.FromLine));
            if (to.Content.Lines[place].OpenQuantity() != line.Quantity) return ChangeProblems.MovedOn();
            (returned[place], received[origin]) = (line.Quantity, line.Quantity);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var text = $"{to.Number} → {from.Number}";
        if ((await unwind.RunAsync([move.From, move.To], DateOnly.FromDateTime(now), text, ct)).Problem is { } tooLate) return tooLate;
        moves.Add("undo", move.To, move.From, "", move.ShippingMinor, move.ShippingTaxMinor, [.. move.Lines.Select(line => new MovedLine(line.ToLine, line.FromLine, line.Quantity))], move.Id);
        var kind = move.Kind == "split" ? "split_undone" : "merge_undone";
        foreach (var answer in await book.RestartAsync(
        [
            new(move.From, kind, $"{text}", content => Pieces.TakeBack(content, received, move.ShippingMinor, move.ShippingTaxMinor), Waive: null) { Reopens = true },
            new(move.To, kind, $"{text}", content => Pieces.GiveBack(content, returned, move.ShippingMinor, move.ShippingTaxMinor), Waive: null),
        ], now, ct))
            if (answer.Problem is { } overtaken) return overtaken;
        return Result.Ok;
    }

    private static int Place(BookedOrder order, OrderLineId line)
    {
        for (var i = 0; i < order.LineIds.Count; i++)
            if (order.LineIds[i] == line) return i;
        throw new InvalidOperationException($"{order.Number} does not have a line that pieces went over from or to.");
    }
}
