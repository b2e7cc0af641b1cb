using Entrepot.Channels.Contracts;
using Entrepot.Journey.Features;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;

namespace Entrepot.Journey.Following;

/// <summary>
/// The channel cancelled pieces of an order that is in the book: before shipping the order starts again with what is
/// left; afterwards the timeline says so, because the goods can only come back as a return. What the order knows already
/// changes nothing.
/// </summary>
internal sealed class OnOrderLinesCancelled(ChangeOrder change, IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_order_lines_cancelled";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var told = items.Select(item => item.Read<OrderLinesCancelled>()).ToLookup(cancelled => cancelled.Order);
        var orders = (await book.FindAsync([.. told.Select(order => order.Key)], ct)).ToDictionary(order => order.Id);
        foreach (var cancelled in told)
        {
            var lines = cancelled.SelectMany(one => one.Lines).ToList();
            // Told before: the order has done without these pieces ever since.
            if (orders.TryGetValue(cancelled.Key, out var order) && ChangeOrder.WithCancelled(order.Content, lines).Lines.SequenceEqual(order.Content.Lines)) continue;

            var source = string.Join(", ", cancelled.Select(one => one.Source).Distinct(StringComparer.Ordinal));
            if ((await change.RestartAsync(cancelled.Key, "pieces_cancelled", source, content => ChangeOrder.WithCancelled(content, lines), ct)).Problem is { } tooLate)
                book.Note([(cancelled.Key, "cancelled_too_late", $"{source}: {tooLate.Message}")], clock.GetUtcNow().UtcDateTime);
        }
    }
}
