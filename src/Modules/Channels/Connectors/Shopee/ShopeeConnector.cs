using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopee;

/// <summary>Shopee: Open Platform v2. Lists name orders, details are asked for by fifties; a list covers fifteen days at most.</summary>
internal sealed class ShopeeConnector : IChannelConnector
{
    public const string Kind = "shopee";

    private const int PageMax = 50;

    /// <summary>Stands for the beginning of a further window of the same pull.</summary>
    private const string NextWindow = "@";

    private const string Fields = "buyer_user_id,buyer_username,estimated_shipping_fee,recipient_address,actual_shipping_fee,goods_to_declare,note,item_list,pay_time,buyer_cancel_reason,cancel_by,cancel_reason,actual_shipping_fee_confirmed,buyer_cpf_id,fulfillment_flag,package_list,shipping_carrier,payment_method,total_amount,invoice_data,order_chargeable_weight_gram";

    private static readonly TimeSpan WindowMax = TimeSpan.FromDays(15) - TimeSpan.FromMinutes(1);

    private readonly ShopeeOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "Shopee", "https://partner.shopeemobile.com",
        [
            new("partner-id", "Partner id"), new("partner-key", "Partner key; pushes are signed with it", IsSecret: true), new("shop-id", "Shop id"), new("refresh-token", "Refresh token of the authorisation", IsSecret: true),
            new("push-url", "Address that Shopee sends pushes to, where a proxy changes it", IsRequired: false),
        ],
        ["Order Management", "Product Management"], TimeSpan.FromMinutes(10), Webhooks: true);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var answer = await GetAsync(shop, "/api/v2/shop/get_shop_info", "", ct);
        return answer.Problem is { } problem ? problem : new ShopCheck(answer.Value.TextAt("shop_name"), Profile.Scopes, []);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var from = cursor.From - Profile.Overlap;
        var now = shop.Now > from ? shop.Now : from.AddHours(1);
        var to = now - from > WindowMax ? from + WindowMax : now;
        var query = $"time_range_field=update_time&time_from={Seconds(from)}&time_to={Seconds(to)}&page_size={PageMax}&response_optional_fields=order_status&cursor={(cursor.Token == NextWindow ? "" : Uri.EscapeDataString(cursor.Token))}";
        var listed = await GetAsync(shop, "/api/v2/order/get_order_list", query, ct);
        if (listed.Problem is { } problem) return problem;

        var names = JsonPath.List(listed.Value.At("response", "order_list")).Select(order => JsonPath.TextAt(order, "order_sn")).Where(name => name.Length > 0).ToList();
        var orders = await GetOrdersAsync(shop, names, ct);
        if (orders.Problem is { } broken) return broken;
        if (listed.Value.TextAt("response", "more") == "true" && listed.Value.TextAt("response", "next_cursor") is { Length: > 0 } next) return new OrderPage(orders.Value, cursor.After(orders.Value, next));

        var after = cursor.After(orders.Value, "");
        return new OrderPage(orders.Value, to < now ? new(to, NextWindow, to) : after);
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var orders = new List<PulledOrder>(remoteIds.Count);
        foreach (var batch in remoteIds.Chunk(PageMax))
        {
            var answer = await GetAsync(shop, "/api/v2/order/get_order_detail", $"order_sn_list={string.Join(',', batch.Select(Uri.EscapeDataString))}&response_optional_fields={Fields}", ct);
            if (answer.Problem is { } problem) return problem;
            if (answer.Value.Json is { } root && ReadPage(root) is { IsOk: true, Value: var read }) orders.AddRange(read);
        }

        return orders;
    }

    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(Read).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now) => ShopeeManners.VerifyPush(shop, webhook);

    /// <summary>A push has no id; its code, order, status and time make one.</summary>
    public Result<WebhookNews> ReadWebhook(RawWebhook webhook)
    {
        var read = Signatures.Json(webhook.Body);
        if (read.Problem is { } problem) return problem;
        var (body, code) = (read.Value, JsonPath.TextAt(read.Value, "code"));
        var order = JsonPath.TextAt(body, "data", "ordersn") is { Length: > 0 } old ? old : JsonPath.TextAt(body, "data", "order_sn");
        var at = long.TryParse(JsonPath.TextAt(body, "timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Times.OfSeconds(seconds) : null;
        return new WebhookNews("", $"push {code}", at, [], order.Length > 0 ? [order] : []);
    }

    public Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct) => ShopeePushes.StockAsync(shop, levels, ct);

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await ShopeePushes.ShipAsync(shop, parcel, ct));
        return results;
    }

    public Problem? RefusalIn(ShopAnswer answer) => ShopeeManners.RefusalIn(answer);

    public bool IsTokenStale(ShopAnswer answer) => ShopeeManners.IsTokenStale(answer);

    public bool IsClockRefused(ShopAnswer answer) => ShopeeManners.IsClockRefused(answer);

    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => ShopeeManners.RefreshAsync(shop, ct);

    internal static Task<Result<ShopAnswer>> GetAsync(ShopSession shop, string path, string query, CancellationToken ct) => shop.AskAsync(path[(path.LastIndexOf('/') + 1)..], () => ShopeeManners.Request(shop, HttpMethod.Get, path, query, null), ct);

    internal static Task<Result<ShopAnswer>> PostAsync(ShopSession shop, string path, object body, CancellationToken ct) =>
        shop.AskAsync(path[(path.LastIndexOf('/') + 1)..], () => ShopeeManners.Request(shop, HttpMethod.Post, path, "", JsonSerializer.Serialize(body)), ct);

    private PulledOrder Read(JsonElement order) => new(
        JsonPath.TextAt(order, "order_sn"), order.GetRawText(), long.TryParse(JsonPath.TextAt(order, "update_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Times.OfSeconds(at) : null, reader.Read(order))
    { News = [.. News(order)] };

    private static IEnumerable<OrderNews> News(JsonElement order)
    {
        var why = $"{JsonPath.TextAt(order, "cancel_by")} {JsonPath.TextAt(order, "cancel_reason")} {JsonPath.TextAt(order, "buyer_cancel_reason")}".Trim();
        OrderNewsKind? kind = JsonPath.TextAt(order, "order_status") switch { "CANCELLED" => OrderNewsKind.Cancelled, "IN_CANCEL" => OrderNewsKind.CancellationAsked, "TO_RETURN" => OrderNewsKind.Returned, _ => null };
        if (kind is { } told) yield return new(told, "order", null, why);
    }

    private static long Seconds(DateTime at) => new DateTimeOffset(at, TimeSpan.Zero).ToUnixTimeSeconds();
}
