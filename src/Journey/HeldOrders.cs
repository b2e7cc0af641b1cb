using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey;

/// <summary>What was wrong with a product is mended: the orders that wait for it, alone or in a bundle, run their journey again.</summary>
internal sealed class HeldOrders(IOrderBook book, TimeProvider clock)
{
    /// <param name="all">The whole catalogue: bundles know their parts, parts do not know their bundles.</param>
    /// <param name="holds">The reasons that may be gone; orders on hold for others are left alone.</param>
    public Task<IReadOnlyList<OrderId>> ForAsync(ProductId product, IReadOnlyList<Product> all, IReadOnlyList<string> holds, CancellationToken ct) =>
        book.HeldForAsync(holds, [product, .. all.Where(bundle => bundle.Parts.Any(part => part.Product.Id == product)).Select(bundle => bundle.Id)], ct);

    /// <summary>Inside the caller's unit of work.</summary>
    /// <param name="text">What each order's timeline says.</param>
    public Task RestartAsync(IEnumerable<OrderId> orders, string kind, Sentence text, CancellationToken ct) =>
        book.RestartAsync([.. orders.Select(order => new OrderRestart(order, kind, text, Change: null, Waive: null))], clock.GetUtcNow().UtcDateTime, ct);
}
