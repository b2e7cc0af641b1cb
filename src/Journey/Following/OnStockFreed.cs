using Entrepot.Inventory.Contracts;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;

namespace Entrepot.Journey.Following;

/// <summary>Goods came in or were given back: backordered orders that wait for them start again, the oldest first.</summary>
internal sealed class OnStockFreed(IOrderBook book, TimeProvider clock) : IWorkHandler
{
    public const string Subscription = "journey.on_stock_freed";

    /// <summary>Orders that one arrival wakes at once; those for whom too little came wait again and are woken by the next.</summary>
    private const int OrdersMax = 512;

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var products = items.SelectMany(item => item.Read<StockFreed>().Products).Distinct().ToList();
        var waiting = await book.WaitingForAsync(products, OrdersMax, ct);
        await book.RestartAsync([.. waiting.Select(order => new OrderRestart(order, "stock_arrived", "", Change: null, Waive: null))], clock.GetUtcNow().UtcDateTime, ct);
    }
}
