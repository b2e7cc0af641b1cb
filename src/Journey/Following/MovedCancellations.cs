using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey.Following;

/// <summary>
/// Channels know nothing of split and merged orders: they cancel pieces of the order that they sent. Pieces that are still there are cancelled first,
/// then those that went over, in the order in which they did.
/// </summary>
internal sealed class MovedCancellations(IOrderBook book, IOrderMoves moves)
{
    /// <summary>Each order with what is cancelled of it, those among them that pieces went over to.</summary>
    public async Task<IReadOnlyList<(OrderId Order, IReadOnlyList<CancelledSoFar> Lines)>> SpreadAsync(OrderId order, IReadOnlyList<CancelledSoFar> cancelled, CancellationToken ct)
    {
        var answer = new List<(OrderId, IReadOnlyList<CancelledSoFar>)> { (order, cancelled) };
        for (var i = 0; i < answer.Count; i++)
        {
            var (from, lines) = answer[i];
            var gone = (await moves.OfAsync([from], ct)).Where(move => move.From == from).ToList();
            if (gone.Count > 0) answer.AddRange(await PassOnAsync(from, lines, gone, ct));
        }

        return answer;
    }

    private async Task<IEnumerable<(OrderId, IReadOnlyList<CancelledSoFar>)>> PassOnAsync(OrderId from, IReadOnlyList<CancelledSoFar> cancelled, List<PiecesMoved> gone, CancellationToken ct)
    {
        var orders = (await book.ReadAsync([from, .. gone.Select(move => move.To)], ct)).ToDictionary(order => order.Id);
        var source = orders[from];
        var further = new Dictionary<OrderId, List<CancelledSoFar>>();
        for (var i = 0; i < source.LineIds.Count; i++)
        {
            var line = source.Content.Lines[i];
            var left = cancelled.Where(pieces => pieces.ExternalLineId == line.ExternalLineId).Select(pieces => pieces.Quantity).DefaultIfEmpty(0).Max() - (line.Quantity - line.MovedQuantity);
            foreach (var move in gone)
            {
                foreach (var moved in move.Lines)
                {
                    if (moved.FromLine != source.LineIds[i] || left <= 0) continue;
                    var target = orders[move.To];
                    if (!further.TryGetValue(move.To, out var lines)) further[move.To] = lines = [];
                    lines.Add(new(target.Content.Lines[Place(target, moved.ToLine)].ExternalLineId, Math.Min(left, moved.Quantity)));
                    left -= moved.Quantity;
                }
            }
        }

        return further.Select(pair => (pair.Key, (IReadOnlyList<CancelledSoFar>)pair.Value));
    }

    private static int Place(BookedOrder order, OrderLineId line)
    {
        for (var i = 0; i < order.LineIds.Count; i++)
            if (order.LineIds[i] == line) return i;
        throw new InvalidOperationException($"{order.Number} does not have the line that pieces went over to.");
    }
}
