using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>
/// Amazon's Selling Partner API: Orders v2026-01-01, listings 2021-08-01, and confirmation of shipments (orders v0, the part
/// of it that stays). Amazon sends no webhooks: its notifications go to queues of the seller's own, so the shop is pulled.
/// </summary>
internal sealed class AmazonConnector : IChannelConnector
{
    public const string Kind = "amazon";

    private const string TokenHost = "https://api.amazon.com";

    /// <summary>All that the model has; fields of roles that the keys lack are left out by Amazon itself.</summary>
    private const string IncludedData = "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT";

    private readonly AmazonOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "Amazon", "https://sellingpartnerapi-eu.amazon.com",
        [
            new("client-id", "Client id of the application (LWA)"), new("client-secret", "Client secret (LWA)", IsSecret: true), new("refresh-token", "Refresh token of the authorisation", IsSecret: true),
            new("marketplaces", "Marketplace ids, with commas between them"), new("seller-id", "Seller id (merchant token)"),
        ],
        ["Direct-to-Consumer Shipping", "Inventory and Order Tracking", "Product Listing"], TimeSpan.FromMinutes(10), Webhooks: false);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await GetAsync(shop, "getMarketplaceParticipations", "/sellers/v1/marketplaceParticipations", ct);
        if (answer.Problem is { } problem) return problem;

        var stores = JsonPath.List(answer.Value.At("payload")).Select(store => (Id: JsonPath.TextAt(store, "marketplace", "id"), Name: JsonPath.TextAt(store, "storeName"))).ToList();
        var missing = Marketplaces(shop).Where(id => stores.TrueForAll(store => store.Id != id)).Select(id => $"marketplace {id}");
        return new ShopCheck(stores.Select(store => store.Name).FirstOrDefault(name => name.Length > 0) ?? "Amazon", [.. stores.Select(store => $"marketplace {store.Id}")], [.. missing]);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var path = $"/orders/2026-01-01/orders?lastUpdatedAfter={Uri.EscapeDataString(Time(cursor.From - Profile.Overlap))}&marketplaceIds={Csv(Marketplaces(shop))}&maxResultsPerPage=100&includedData={IncludedData}";
        if (cursor.Token.Length > 0) path += $"&paginationToken={Uri.EscapeDataString(cursor.Token)}";
        var answer = await GetAsync(shop, "searchOrders", path, ct);
        if (answer.Problem is { } problem)
            return cursor.Token.Length > 0 && AmazonManners.IsInvalidInput(problem) ? new OrderPage([], cursor.Again()) : problem; // A page token lives for a day.

        var page = answer.Value.Json is { } root ? ReadPage(root) : ConnectorProblems.Misfit(Kind, "the answer is empty");
        if (page.Problem is { } misfit) return misfit;
        return new OrderPage(page.Value, cursor.After(page.Value, answer.Value.TextAt("pagination", "nextToken")));
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var orders = new List<PulledOrder>(remoteIds.Count);
        foreach (var id in remoteIds)
        {
            var answer = await GetAsync(shop, "getOrder", $"/orders/2026-01-01/orders/{Uri.EscapeDataString(id)}?includedData={IncludedData}", ct);
            if (answer.Problem is { Kind: ProblemKind.NotFound }) continue;
            if (answer.Problem is { } problem) return problem;
            if (answer.Value.At("order") is { } order) orders.Add(AmazonNews.Read(order, reader));
        }

        return orders;
    }

    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(order => AmazonNews.Read(order, reader)).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now) => ConnectorProblems.NoWebhooks(Profile.Name);

    public Result<WebhookNews> ReadWebhook(RawWebhook webhook) => ConnectorProblems.NoWebhooks(Profile.Name);

    public async Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var results = new List<Result>(levels.Count);
        foreach (var level in levels)
        {
            var path = $"/listings/2021-08-01/items/{Uri.EscapeDataString(shop.Shop.Key("seller-id"))}/{Uri.EscapeDataString(level.Sku)}?marketplaceIds={Csv(Marketplaces(shop))}";
            var answer = await shop.AskAsync("patchListingsItem", () => AmazonManners.Request(shop, HttpMethod.Patch, path, AmazonPushes.Stock(level)), ct);
            results.Add(answer.Problem is { } problem ? problem : AmazonPushes.Accepted(answer.Value));
        }

        return results;
    }

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await ConfirmAsync(shop, parcel, ct));
        return results;
    }

    /// <summary>The order is read first: it tells the marketplace, which parcels Amazon has, and so this one's number among them.</summary>
    private async Task<Result> ConfirmAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var id = parcel.RemoteOrderId.Length > 0 ? parcel.RemoteOrderId : parcel.ExternalNumber;
        var known = await GetAsync(shop, "getOrder", $"/orders/2026-01-01/orders/{Uri.EscapeDataString(id)}?includedData=FULFILLMENT,PACKAGES", ct);
        if (known.Problem is { } unknown) return unknown;

        var packages = JsonPath.List(known.Value.At("order", "packages")).ToList();
        if (packages.Exists(package => JsonPath.TextAt(package, "trackingNumber") == parcel.TrackingNumber)) return Result.Ok;

        var marketplace = known.Value.TextAt("order", "salesChannel", "marketplaceId") is { Length: > 0 } named ? named : Marketplaces(shop).FirstOrDefault("");
        var body = AmazonPushes.Shipment(parcel, marketplace, AmazonPushes.NextNumber(packages));
        var answer = await shop.AskAsync("confirmShipment", () => AmazonManners.Request(shop, HttpMethod.Post, $"/orders/v0/orders/{Uri.EscapeDataString(id)}/shipmentConfirmation", body), ct);
        return answer.Problem is { } problem ? problem : Result.Ok;
    }

    public Problem? RefusalIn(ShopAnswer answer) => AmazonManners.RefusalIn(answer);

    public bool IsTokenStale(ShopAnswer answer) => AmazonManners.IsTokenStale(answer);

    /// <summary>Login with Amazon; beside a base URL of another system the token is asked for there.</summary>
    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => AmazonManners.RefreshAsync(shop, TokenHost, ct);

    private static Task<Result<ShopAnswer>> GetAsync(ShopSession shop, string operation, string path, CancellationToken ct) =>
        shop.AskAsync(operation, () => AmazonManners.Request(shop, HttpMethod.Get, path, null), ct);

    private static string[] Marketplaces(ShopSession shop) => shop.Shop.Key("marketplaces").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Csv(string[] values) => string.Join(',', values.Select(Uri.EscapeDataString));

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
