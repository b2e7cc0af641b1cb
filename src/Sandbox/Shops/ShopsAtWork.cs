using Microsoft.Extensions.Logging;

namespace Entrepot.Sandbox.Shops;

/// <summary>Sends the till's sales to the company, each shop in its own format. An order that could not be delivered is sent again, as a marketplace does.</summary>
internal sealed partial class ShopsAtWork(ServerClient server, Till till, SalesPace pace, TimeProvider clock, ILogger<ShopsAtWork> log)
{
    private readonly DateTimeOffset openedAt = clock.GetUtcNow();
    private Sale? undelivered;
    private int sold;

    public Task RunAsync(CancellationToken ct) => Rounds.RunAsync("shops", Pause, SellAsync, clock, log, ct);

    /// <summary>Sells once: the order that the server did not take last time, or the next one.</summary>
    internal async Task SellAsync(CancellationToken ct)
    {
        if (sold >= pace.OrdersMax) return;

        undelivered ??= till.Next(clock.GetUtcNow().UtcDateTime);
        if (!await server.TryPostTextAsync(PathOf(undelivered.Shop), Write(undelivered), ct)) LogRefused(log, undelivered.Number, undelivered.Shop.Code);
        undelivered = null;
        sold++;
    }

    private TimeSpan Pause() => clock.GetUtcNow() - openedAt < pace.OpeningLasts ? pace.OpeningInterval : pace.Interval;

    private static string PathOf(ShopProfile shop) => shop.Format switch
    {
        OrderFormat.Shopify => $"/api/v1/orders?channel={shop.Code}&format=shopify",
        OrderFormat.Amazon => $"/api/v1/orders?channel={shop.Code}&format=amazon",
        _ => $"/api/v1/orders?channel={shop.Code}",
    };

    private static string Write(Sale sale) => sale.Shop.Format switch
    {
        OrderFormat.Shopify => ShopifyOrders.Write(sale),
        OrderFormat.Amazon => AmazonOrders.Write(sale),
        _ => OwnOrders.Write(sale),
    };

    [LoggerMessage(LogLevel.Warning, "The server refused order {Number} of {Shop}.")]
    private static partial void LogRefused(ILogger log, string number, string shop);
}
