using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;

namespace Entrepot.Journey.Following;

/// <summary>
/// Goods came in or were given back: backordered orders that wait for them start again, the oldest first. Whether an order
/// gets what it lacks is for its journey to find out; one that is still short waits again.
/// </summary>
internal sealed class OnStockFreed(IOrderBook book, WorkQueue queue, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_stock_freed";

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        // Items of one batch mostly speak of the same few products: what begins at the same order is asked in one go.
        foreach (var arrival in items.Select(item => item.Read<Arrival>()).GroupBy(arrival => arrival.After))
            await RestartAsync([.. arrival.SelectMany(one => one.Products).Distinct()], arrival.Key, ct);
    }

    /// <summary>As many as one batch of journeys takes; the rest by another item, so that old orders which lack other goods do not stand in the way of young ones.</summary>
    private async Task RestartAsync(IReadOnlyList<ProductId> products, OrderId after, CancellationToken ct)
    {
        var waiting = await book.WaitingForAsync(products, after, OrderBatch.CountMax, ct);
        await book.RestartAsync([.. waiting.Select(order => new OrderRestart(order, "stock_arrived", "", Change: null, Waive: null))], clock.GetUtcNow().UtcDateTime, ct);
        if (waiting.Count == OrderBatch.CountMax) queue.Add(Subscription, "stock", new Arrival(products, waiting[^1]));
    }

    /// <param name="After">Orders up to this one have been started already; the event itself, <c>StockFreed</c>, names none.</param>
    private sealed record Arrival(IReadOnlyList<ProductId> Products, OrderId After = default);
}
