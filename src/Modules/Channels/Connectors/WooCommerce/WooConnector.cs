using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.WooCommerce;

/// <summary>WooCommerce: REST API v3 of the seller's own server, and its webhooks. Parcels have no place in it: they are a note to the buyer, and the order is completed with its last one.</summary>
internal sealed class WooConnector : IChannelConnector
{
    public const string Kind = "woocommerce";

    internal const string Api = "/wp-json/wc/v3";
    private const string SignatureHeader = "X-WC-Webhook-Signature";
    private const int PageMax = 100;

    /// <summary>An order that changes while we turn pages moves the others up, so each page begins a little before the last one's end.</summary>
    private const int PageOverlap = 5;

    private readonly WooOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "WooCommerce", "",
        [new("consumer-key", "Consumer key"), new("consumer-secret", "Consumer secret", IsSecret: true), new("webhook-secret", "Secret of the webhooks", IsSecret: true, IsRequired: false)],
        ["Read/Write"], TimeSpan.FromMinutes(5), Webhooks: true);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await AskAsync(shop, "orders", HttpMethod.Get, "/orders?per_page=1", null, ct);
        return answer.Problem is { } problem ? problem : new ShopCheck(new Uri(shop.Shop.BaseUrl).Host, Profile.Scopes, []);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var offset = cursor.Token.Length > 0 ? int.Parse(cursor.Token, CultureInfo.InvariantCulture) : 0;
        var since = (cursor.From - Profile.Overlap).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        var answer = await AskAsync(shop, "orders", HttpMethod.Get, $"/orders?modified_after={Uri.EscapeDataString(since)}&dates_are_gmt=true&orderby=modified&order=asc&per_page={PageMax}&offset={offset}", null, ct);
        if (answer.Problem is { } problem) return problem;

        var page = answer.Value.Json is { } root ? ReadPage(root) : ConnectorProblems.Misfit(Kind, "the answer is empty");
        if (page.Problem is { } misfit) return misfit;
        var next = page.Value.Count < PageMax ? "" : (offset + page.Value.Count - PageOverlap).ToString(CultureInfo.InvariantCulture);
        return new OrderPage(page.Value, cursor.After(page.Value, next));
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var answer = await AskAsync(shop, "orders", HttpMethod.Get, $"/orders?include={string.Join(',', remoteIds.Select(Uri.EscapeDataString))}&per_page={PageMax}", null, ct);
        return answer.Problem is { } problem ? problem : answer.Value.Json is { } root ? ReadPage(root) : Array.Empty<PulledOrder>();
    }

    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(Read).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now)
    {
        var (given, secret) = (webhook.Header(SignatureHeader), shop.Key("webhook-secret"));
        if (given.Length == 0) return ConnectorProblems.Unsigned(SignatureHeader);
        return secret.Length > 0 && Signatures.IsBase64(given, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), webhook.Body)) ? Result.Ok : ConnectorProblems.SignatureWrong(SignatureHeader);
    }

    /// <summary>A delivery's id changes with each repetition, so the body stands in for the event.</summary>
    public Result<WebhookNews> ReadWebhook(RawWebhook webhook)
    {
        var topic = webhook.Header("X-WC-Webhook-Topic");
        if (Encoding.UTF8.GetString(webhook.Body, 0, Math.Min(webhook.Body.Length, 11)) == "webhook_id=") return new WebhookNews("", "ping", null, [], []);
        var read = Signatures.Json(webhook.Body);
        if (read.Problem is { } problem) return problem;
        if (JsonPath.At(read.Value, "line_items") is null) return new WebhookNews("", topic, null, [], topic.StartsWith("order.", StringComparison.Ordinal) && JsonPath.TextAt(read.Value, "id") is { Length: > 0 } id ? [id] : []);

        var order = Read(read.Value);
        return new WebhookNews("", topic, order.UpdatedAt, [order], [order.RemoteId]);
    }

    public Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct) => WooPushes.StockAsync(shop, levels, ct);

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await WooPushes.ParcelAsync(shop, parcel, ct));
        return results;
    }

    public Problem? RefusalIn(ShopAnswer answer)
    {
        if (answer.IsOk) return null;
        var words = $"{answer.TextAt("code")} {answer.TextAt("message")} {answer.Text}".Trim() is { Length: > 0 } text ? text : $"status {(int)answer.Status}";
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ConnectorProblems.KeysRefused("WooCommerce", words),
            HttpStatusCode.NotFound => ConnectorProblems.NotThere("WooCommerce", words),
            _ => ConnectorProblems.Refused("WooCommerce", words),
        };
    }

    public bool IsTokenStale(ShopAnswer answer) => false;

    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => null;

    internal static Task<Result<ShopAnswer>> AskAsync(ShopSession shop, string operation, HttpMethod method, string path, object? body, CancellationToken ct) => shop.AskAsync(operation, () =>
    {
        var request = new HttpRequestMessage(method, shop.Shop.Url(Api + path));
        if (body is not null) request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shop.Shop.Key("consumer-key")}:{shop.Shop.Key("consumer-secret")}")));
        request.Headers.Add("Accept", "application/json");
        return request;
    }, ct);

    private PulledOrder Read(JsonElement order) => new(JsonPath.TextAt(order, "id"), order.GetRawText(), Times.Utc(JsonPath.TextAt(order, "date_modified_gmt")), reader.Read(order)) { News = [.. News(order)] };

    private static IEnumerable<OrderNews> News(JsonElement order)
    {
        if (JsonPath.TextAt(order, "status") == "cancelled") yield return new(OrderNewsKind.Cancelled, "order", Times.Utc(JsonPath.TextAt(order, "date_modified_gmt")), "");
        foreach (var refund in JsonPath.List(JsonPath.At(order, "refunds")))
            yield return new(OrderNewsKind.Refunded, JsonPath.TextAt(refund, "id"), null, $"{JsonPath.TextAt(refund, "total")} {JsonPath.TextAt(refund, "reason")}".Trim());
    }
}
