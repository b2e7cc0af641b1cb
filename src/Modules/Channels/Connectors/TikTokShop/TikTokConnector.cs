using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.TikTokShop;

/// <summary>TikTok Shop: order, product, fulfilment and logistics APIs 202309 and later, and its webhooks.</summary>
internal sealed class TikTokConnector : IChannelConnector
{
    public const string Kind = "tiktok-shop";

    private static readonly Dictionary<string, string> NoQuery = [];

    private readonly TikTokOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "TikTok Shop", "https://open-api.tiktokglobalshop.com",
        [
            new("app-key", "App key"), new("app-secret", "App secret; calls and webhooks are signed with it", IsSecret: true), new("refresh-token", "Refresh token of the authorisation", IsSecret: true),
            new("shop-cipher", "Shop cipher"),
        ],
        ["Order Information", "Product Basic", "Inventory", "Fulfillment", "Logistics"], TimeSpan.FromMinutes(10), Webhooks: true);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await AskAsync(shop, HttpMethod.Get, "/authorization/202309/shops", NoQuery, null, ct, isOfShop: false);
        if (answer.Problem is { } problem) return problem;
        var shops = JsonPath.List(answer.Value.At("data", "shops")).ToList();
        var ours = shops.Find(one => JsonPath.TextAt(one, "cipher") == shop.Shop.Key("shop-cipher"));
        return new ShopCheck(JsonPath.TextAt(ours.ValueKind == JsonValueKind.Object ? ours : shops.FirstOrDefault(), "name"), [.. shops.Select(one => $"shop {JsonPath.TextAt(one, "code")}")], ours.ValueKind == JsonValueKind.Object ? [] : ["the shop of this cipher"]);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var query = new Dictionary<string, string> { ["page_size"] = "100", ["sort_field"] = "update_time", ["sort_order"] = "ASC" };
        if (cursor.Token.Length > 0) query["page_token"] = cursor.Token;
        var answer = await AskAsync(shop, HttpMethod.Post, "/order/202309/orders/search", query, new { update_time_ge = new DateTimeOffset(cursor.From - Profile.Overlap, TimeSpan.Zero).ToUnixTimeSeconds() }, ct);
        if (answer.Problem is { } problem) return problem;
        var page = answer.Value.At("data", "orders") is null ? Array.Empty<PulledOrder>() : answer.Value.Json is { } root ? ReadPage(root) : ConnectorProblems.Misfit(Kind, "the answer is empty");
        return page.Problem is { } misfit ? misfit : new OrderPage(page.Value, cursor.After(page.Value, page.Value.Count == 0 ? "" : answer.Value.TextAt("data", "next_page_token")));
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var answer = await AskAsync(shop, HttpMethod.Get, "/order/202507/orders", new Dictionary<string, string> { ["ids"] = string.Join(',', remoteIds) }, null, ct);
        return answer.Problem is { } problem ? problem : answer.Value.At("data", "orders") is not null && answer.Value.Json is { } root ? ReadPage(root) : Array.Empty<PulledOrder>();
    }

    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(Read).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now) => TikTokManners.VerifyWebhook(shop, webhook);

    public Result<WebhookNews> ReadWebhook(RawWebhook webhook)
    {
        var read = Signatures.Json(webhook.Body);
        if (read.Problem is { } problem) return problem;
        var order = JsonPath.TextAt(read.Value, "data", "order_id");
        return new WebhookNews(JsonPath.TextAt(read.Value, "tts_notification_id"), $"webhook {JsonPath.TextAt(read.Value, "type")}", Time(read.Value, "timestamp"), [], order.Length > 0 ? [order] : []);
    }

    public Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct) => TikTokPushes.StockAsync(shop, levels, ct);

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await TikTokPushes.ShipAsync(shop, parcel, ct));
        return results;
    }

    public Problem? RefusalIn(ShopAnswer answer) => TikTokManners.RefusalIn(answer);

    public bool IsTokenStale(ShopAnswer answer) => TikTokManners.IsTokenStale(answer);

    public bool IsClockRefused(ShopAnswer answer) => TikTokManners.IsClockRefused(answer);

    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => TikTokManners.RefreshAsync(shop, ct);

    internal static Task<Result<ShopAnswer>> AskAsync(ShopSession shop, HttpMethod method, string path, IReadOnlyDictionary<string, string> query, object? body, CancellationToken ct, bool isOfShop = true)
    {
        var json = body is null ? "" : JsonSerializer.Serialize(body);
        return shop.AskAsync(path, () => TikTokManners.Request(shop, method, path, query, json, isOfShop), ct);
    }

    private PulledOrder Read(JsonElement order) => new(JsonPath.TextAt(order, "id"), order.GetRawText(), Time(order, "update_time"), reader.Read(order)) { News = [.. News(order)] };

    private static IEnumerable<OrderNews> News(JsonElement order)
    {
        if (JsonPath.TextAt(order, "status") == "CANCELLED") yield return new(OrderNewsKind.Cancelled, "order", Time(order, "cancel_time"), $"{JsonPath.TextAt(order, "cancellation_initiator")} {JsonPath.TextAt(order, "cancel_reason")}".Trim());
        else if (JsonPath.TextAt(order, "is_buyer_request_cancel") == "true") yield return new(OrderNewsKind.CancellationAsked, "order", Time(order, "request_cancel_time"), JsonPath.TextAt(order, "cancel_reason"));
    }

    private static DateTime? Time(JsonElement holder, string name) => long.TryParse(JsonPath.TextAt(holder, name), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Times.OfSeconds(seconds) : null;
}
