using Entrepot.Channels.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;

namespace Entrepot.Journey.Following;

/// <summary>
/// The channel cancelled pieces of an order that is in the book: before shipping the order starts again with what is
/// left; afterwards the timeline says so, because the goods can only come back as a return. What the order knows already
/// changes nothing.
/// </summary>
internal sealed class OnOrderLinesCancelled(ChangeOrder change, IOrderBook book, MovedCancellations moved, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_order_lines_cancelled";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        foreach (var cancelled in items.Select(item => item.Read<OrderLinesCancelled>()).ToLookup(cancelled => cancelled.Order))
        {
            var source = string.Join(", ", cancelled.Select(one => one.Source).Distinct(StringComparer.Ordinal));
            foreach (var (order, lines) in await moved.SpreadAsync(cancelled.Key, [.. cancelled.SelectMany(one => one.Lines)], ct)) await CancelAsync(order, lines, source, ct);
        }
    }

    private async Task CancelAsync(OrderId id, IReadOnlyList<CancelledSoFar> lines, string source, CancellationToken ct)
    {
        // Told before: the order has done without these pieces ever since.
        if ((await book.FindAsync([id], ct)) is [var order] && ChangeOrder.WithCancelled(order.Content, lines).Lines.SequenceEqual(order.Content.Lines)) return;

        if ((await change.RestartAsync(id, "pieces_cancelled", source, content => ChangeOrder.WithCancelled(content, lines), ct)).Problem is { } tooLate)
            book.Note([(id, "cancelled_too_late", $"{source}: {tooLate.Message}")], clock.GetUtcNow().UtcDateTime);
    }
}
