using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Ebay;

/// <summary>
/// eBay: Fulfillment API 1.20 for orders and parcels, Inventory API for stock of listings that were made with it. None of
/// these calls needs eBay's digital signatures, which are for refunds and finances. Its notifications are not taken: the shop is pulled.
/// </summary>
internal sealed class EbayConnector : IChannelConnector
{
    public const string Kind = "ebay";

    private const string Fulfilment = "/sell/fulfillment/v1/order";
    private const string Scopes = "https://api.ebay.com/oauth/api_scope/sell.fulfillment https://api.ebay.com/oauth/api_scope/sell.inventory";
    private const int PageMax = 200;

    /// <summary>An order that changes while we turn pages moves the others up, so each page begins a little before the last one's end.</summary>
    private const int PageOverlap = 10;

    private readonly EbayOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "eBay", "https://api.ebay.com",
        [
            new("client-id", "App id (client id)"), new("client-secret", "Cert id (client secret)", IsSecret: true), new("refresh-token", "Refresh token of the authorisation", IsSecret: true),
            new("marketplace", "Marketplace id, such as EBAY_DE", IsRequired: false),
        ],
        Scopes.Split(' '), TimeSpan.FromMinutes(10), Webhooks: false);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await AskAsync(shop, "getOrders", HttpMethod.Get, Fulfilment + "?limit=1", null, ct);
        if (answer.Problem is { } problem) return problem;
        var seller = JsonPath.List(answer.Value.At("orders")).Select(order => JsonPath.TextAt(order, "sellerId")).FirstOrDefault(name => name.Length > 0);
        return new ShopCheck(seller ?? "eBay", Scopes.Split(' '), []);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var offset = cursor.Token.Length > 0 ? int.Parse(cursor.Token, CultureInfo.InvariantCulture) : 0;
        var filter = Uri.EscapeDataString($"lastmodifieddate:[{Time(cursor.From - Profile.Overlap)}..]");
        var answer = await AskAsync(shop, "getOrders", HttpMethod.Get, $"{Fulfilment}?filter={filter}&limit={PageMax}&offset={offset}&fieldGroups=TAX_BREAKDOWN", null, ct);
        if (answer.Problem is { } problem) return problem;

        var page = answer.Value.Json is { } root ? ReadPage(root) : ConnectorProblems.Misfit(Kind, "the answer is empty");
        if (page.Problem is { } misfit) return misfit;
        var isLast = page.Value.Count == 0 || answer.Value.TextAt("next").Length == 0;
        var next = isLast ? "" : (offset + Math.Max(1, page.Value.Count - PageOverlap)).ToString(CultureInfo.InvariantCulture);
        return new OrderPage(page.Value, cursor.After(page.Value, next));
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var answer = await AskAsync(shop, "getOrders", HttpMethod.Get, $"{Fulfilment}?orderIds={string.Join(',', remoteIds.Select(Uri.EscapeDataString))}&fieldGroups=TAX_BREAKDOWN", null, ct);
        return answer.Problem is { } problem ? problem : answer.Value.Json is { } root ? ReadPage(root) : Array.Empty<PulledOrder>();
    }

    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(Read).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now) => ConnectorProblems.NoWebhooks(Profile.Name);

    public Result<WebhookNews> ReadWebhook(RawWebhook webhook) => ConnectorProblems.NoWebhooks(Profile.Name);

    /// <summary>One SKU a call, as the API demands.</summary>
    public async Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var results = new List<Result>(levels.Count);
        foreach (var level in levels)
        {
            var body = JsonSerializer.Serialize(new { requests = new[] { new { sku = level.Sku, shipToLocationAvailability = new { quantity = level.Available } } } });
            var answer = await AskAsync(shop, "bulkUpdatePriceQuantity", HttpMethod.Post, "/sell/inventory/v1/bulk_update_price_quantity", body, ct);
            results.Add(answer.Problem is { } problem ? problem : Taken(answer.Value));
        }

        return results;
    }

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await ShipAsync(shop, parcel, ct));
        return results;
    }

    /// <summary>eBay would take the same number twice: it is asked for what it has first.</summary>
    private static async Task<Result> ShipAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var id = parcel.RemoteOrderId.Length > 0 ? parcel.RemoteOrderId : parcel.ExternalNumber;
        var path = $"{Fulfilment}/{Uri.EscapeDataString(id)}/shipping_fulfillment";
        var known = await AskAsync(shop, "getShippingFulfillments", HttpMethod.Get, path, null, ct);
        if (known.Problem is { } unknown) return unknown;
        var number = new string([.. parcel.TrackingNumber.Where(char.IsAsciiLetterOrDigit)]); // eBay takes letters and digits only.
        if (JsonPath.List(known.Value.At("fulfillments")).Any(one => JsonPath.TextAt(one, "shipmentTrackingNumber") == number)) return Result.Ok;

        var body = JsonSerializer.Serialize(new
        {
            lineItems = parcel.Lines.Select(line => new { lineItemId = line.ExternalLineId, quantity = line.Quantity }),
            shippedDate = Time(parcel.ShippedAt),
            shippingCarrierCode = CarrierNames.Of(Kind, parcel).Code,
            trackingNumber = number,
        });
        var answer = await AskAsync(shop, "createShippingFulfillment", HttpMethod.Post, path, body, ct);
        return answer.Problem is { } problem ? problem : Result.Ok;
    }

    public Problem? RefusalIn(ShopAnswer answer)
    {
        if (answer.IsOk) return null;
        var errors = JsonPath.List(answer.At("errors")).Select(error => $"{JsonPath.TextAt(error, "errorId")}: {JsonPath.TextAt(error, "longMessage")} {(JsonPath.TextAt(error, "longMessage").Length == 0 ? JsonPath.TextAt(error, "message") : "")}".Trim()).ToList();
        var words = errors.Count > 0 ? string.Join("; ", errors) : $"status {(int)answer.Status} {answer.TextAt("error_description")} {answer.Text}".Trim();
        return answer.Status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ConnectorProblems.KeysRefused("eBay", words),
            HttpStatusCode.NotFound => ConnectorProblems.NotThere("eBay", words),
            _ => ConnectorProblems.Refused("eBay", words),
        };
    }

    public bool IsTokenStale(ShopAnswer answer) => answer.Status == HttpStatusCode.Unauthorized;

    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => TokenAsync(shop, ct);

    private static async Task<Result<ShopTokens>> TokenAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await shop.SendAsync("token", () =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, shop.Shop.Url("/identity/v1/oauth2/token"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "refresh_token", ["refresh_token"] = shop.Shop.Key("refresh-token"), ["scope"] = Scopes }),
            };
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{shop.Shop.Key("client-id")}:{shop.Shop.Key("client-secret")}")));
            return request;
        }, ct);
        if (answer.TextAt("access_token") is not { Length: > 0 } access) return ConnectorProblems.KeysRefused("eBay", $"{answer.TextAt("error")} {answer.TextAt("error_description")} {answer.Text}".Trim());
        var seconds = long.TryParse(answer.TextAt("expires_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var lifetime) ? lifetime : 1_800;
        return new ShopTokens(access, shop.Now.AddSeconds(seconds), "");
    }

    private static Task<Result<ShopAnswer>> AskAsync(ShopSession shop, string operation, HttpMethod method, string path, string? json, CancellationToken ct) => shop.AskAsync(operation, () =>
    {
        var request = new HttpRequestMessage(method, shop.Shop.Url(path));
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
            request.Content.Headers.ContentLanguage.Add(shop.Shop.Key("language", "en-US"));
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", shop.Tokens.Access);
        request.Headers.Add("Accept", "application/json");
        if (shop.Shop.Key("marketplace") is { Length: > 0 } marketplace) request.Headers.Add("X-EBAY-C-MARKETPLACE-ID", marketplace);
        return request;
    }, ct);

    private PulledOrder Read(JsonElement order) => new(JsonPath.TextAt(order, "orderId"), order.GetRawText(), Times.Utc(JsonPath.TextAt(order, "lastModifiedDate")), reader.Read(order)) { News = [.. News(order)] };

    private static IEnumerable<OrderNews> News(JsonElement order)
    {
        foreach (var asked in JsonPath.List(JsonPath.At(order, "cancelStatus", "cancelRequests")))
            yield return new(
                JsonPath.TextAt(asked, "cancelRequestState") is "COMPLETED" ? OrderNewsKind.Cancelled : OrderNewsKind.CancellationAsked, JsonPath.TextAt(asked, "cancelRequestId"),
                Times.Utc(JsonPath.TextAt(asked, "cancelRequestedDate")), $"{JsonPath.TextAt(asked, "cancelInitiator")} {JsonPath.TextAt(asked, "cancelReason")}".Trim());
        foreach (var refund in JsonPath.List(JsonPath.At(order, "paymentSummary", "refunds")))
            yield return new(OrderNewsKind.Refunded, JsonPath.TextAt(refund, "refundId"), Times.Utc(JsonPath.TextAt(refund, "refundDate")), $"{JsonPath.TextAt(refund, "amount", "value")} {JsonPath.TextAt(refund, "amount", "currency")} {JsonPath.TextAt(refund, "refundStatus")}".Trim());
    }

    private static Result Taken(ShopAnswer answer)
    {
        foreach (var one in JsonPath.List(answer.At("responses")))
            if (JsonPath.TextAt(one, "statusCode") is not ("200" or "")) return ConnectorProblems.Refused("eBay", $"{JsonPath.TextAt(one, "sku")} {string.Join("; ", JsonPath.List(JsonPath.At(one, "errors")).Select(error => JsonPath.TextAt(error, "message")))}".Trim());
        return Result.Ok;
    }

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
