using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.TikTokShop;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>TikTok Shop by its own parameter tables and samples; signatures by the published formula, reckoned here once more.</summary>
public sealed class TikTokConnectorTests : ConnectorSuite
{
    private const string Secret = "s3cret";

    private readonly Dictionary<string, long> stock = [];
    private readonly List<string> numbers = [];

    internal override IChannelConnector Connector { get; } = new TikTokConnector();
    internal override IReadOnlyList<string> OrderIds { get; } = [.. Enumerable.Range(1, 5).Select(i => $"57646141303878575{i}")];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string> { ["app-key"] = "123abc", ["app-secret"] = Secret, ["refresh-token"] = "r0", ["shop-cipher"] = "GCP_1" };
    internal override string Sku => "red_iphone_256";
    internal override Said? StaleToken => new(401, """{"code":105002,"message":"Access token is expired. Please refresh it.","request_id":"1"}""");
    internal override Said WrongKeys => new(401, """{"code":106001,"message":"Signature is invalid.","request_id":"1"}""");
    internal override ShippedParcel Parcel => new("P1", OrderIds[0], OrderIds[0], "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new("577086512123755123", Sku, 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => numbers;

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (request.Path == "/api/v2/token/refresh") return new(200, """{"code":0,"message":"success","data":{"access_token":"at","access_token_expire_in":4102444800,"refresh_token":"r1"},"request_id":"1"}""");
        if (!IsSigned(request) || request.Header("x-tts-access-token") != "at" || !request.Header("Content-Type").StartsWith("application/json", StringComparison.Ordinal)) return WrongKeys;
        switch (request.Path)
        {
            case "/authorization/202309/shops": return Data("""{"shops":[{"id":"7","name":"Maomao beauty shop","region":"GB","seller_type":"CROSS_BORDER","cipher":"GCP_1","code":"CN1"}]}""");
            case "/order/202309/orders/search":
                return request.Query.ContainsKey("page_token") ? Data("{\"next_page_token\":\"\",\"total_count\":5,\"orders\":[" + string.Join(',', OrderIds.Skip(3).Select(Order)) + "]}") : Data("{\"next_page_token\":\"p2\",\"total_count\":5,\"orders\":[" + string.Join(',', OrderIds.Take(3).Select(Order)) + "]}");
            case "/order/202507/orders": return Data("{\"orders\":[" + string.Join(',', request.Query["ids"].Split(',').Select(Order)) + "]}");
            case "/product/202502/products/search": return Data("""{"products":[{"id":"11","skus":[{"id":"12","seller_sku":"red_iphone_256","inventory":[{"warehouse_id":"w1","quantity":3}]}]}]}""");
            case "/product/202309/products/11/inventory/update":
                stock[Sku] = JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("skus")[0].GetProperty("inventory")[0].GetProperty("quantity").GetInt64();
                return Data("{}");
            case var path when path.EndsWith("/shipping_providers", StringComparison.Ordinal): return Data("""{"shipping_providers":[{"id":"p1","name":"USPS"},{"id":"p2","name":"UPS"}]}""");
            case var path when path.EndsWith("/packages", StringComparison.Ordinal):
                numbers.Add(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("tracking_number").GetString() ?? "");
                return Data("""{"package_id":"1"}""");
            default: return new(404, """{"code":36009009,"message":"Invalid path"}""");
        }
    }

    internal override IReadOnlyList<string> Faults(Heard request)
    {
        var file = request.Path switch
        {
            "/authorization/202309/shops" => "authorization/get-authorized-shops",
            "/order/202309/orders/search" => "orders/get-order-list",
            "/order/202507/orders" => "orders/get-order-detail",
            "/product/202502/products/search" => "products/search-products",
            var path when path.EndsWith("/inventory/update", StringComparison.Ordinal) => "products/update-inventory",
            var path when path.EndsWith("/shipping_providers", StringComparison.Ordinal) => "logistics/get-shipping-providers",
            var path when path.EndsWith("/packages", StringComparison.Ordinal) => "fulfillment/mark-package-as-shipped",
            _ => "",
        };
        if (file.Length == 0) return request.Path == "/api/v2/token/refresh" ? [] : [request.Path];
        var meta = Spec(file);
        return
        [
            .. ParameterTable.Faults(file, meta.GetProperty("request_query_param").EnumerateArray(), [.. request.Query.Keys], "required", "Y"),
            .. request.Body.Length == 0 ? [] : ParameterTable.Faults(file, meta.GetProperty("request_body_param").EnumerateArray().Where(row => !(row.GetProperty("name").GetString() ?? "").StartsWith('^')), ParameterTable.Names(request.Body), "required", "Y"),
        ];
    }

    [Fact]
    public void The_sample_of_the_documentation_is_read()
    {
        var pages = Connector.ReadPage(JsonSerializer.Deserialize<JsonElement>(Spec("orders/get-order-list").GetProperty("response_body").GetString() ?? "")).Value;

        var order = pages.Single().Order.Value;
        (order.ExternalNumber, order.Currency, order.ShipTo.Country, order.ShipTo.Line1, order.Lines.Count(line => !line.IsService)).ShouldBe(("576461413038785752", "IDR", "US", "TikTok 5800 bristol Pkwy", 1));
        order.TotalMinor.ShouldBe(order.Lines.Sum(line => line.AmountMinor) + order.ShippingMinor + order.TaxMinor - order.DiscountMinor, "it adds up");
    }

    [Fact]
    public void A_webhook_is_verified_over_its_raw_body_and_names_its_order()
    {
        var body = Encoding.UTF8.GetBytes("""{"type":1,"tts_notification_id":"7327112393057371910","shop_id":"7494049642642441621","timestamp":1644412885,"data":{"order_id":"576486316948490001","order_status":"AWAITING_SHIPMENT","update_time":1644412885}}""");
        var shop = new Shop(new(1), 1, "tiktok-shop", "", Keys);
        RawWebhook Signed(byte[] sent) => new(new Dictionary<string, string> { ["Authorization"] = Signatures.HmacHex(Secret, "123abc" + Encoding.UTF8.GetString(body)) }, sent);

        Connector.VerifyWebhook(shop, Signed(body), default).ShouldBe(Result.Ok);
        Connector.VerifyWebhook(shop, Signed(body[..^2]), default).Problem?.Code.ShouldBe("channels.webhook_signature_wrong");
        Connector.ReadWebhook(Signed(body)).Value.ShouldSatisfyAllConditions(news => news.EventId.ShouldBe("7327112393057371910"), news => news.OrderIds.ShouldBe(["576486316948490001"]));
    }

    [Fact]
    public async Task A_clock_that_is_minutes_wrong_is_set_by_the_marketplaces_own()
    {
        var session = Session(1);
        await Connector.CheckAsync(session, TestContext.Current.CancellationToken);
        var theirs = DateTimeOffset.UtcNow.AddMinutes(20);
        Peer.Troubles.Enqueue(new(401, """{"code":36009004,"message":"The timestamp is invalid."}""") { Date = theirs });

        (await Connector.PullOrdersAsync(session, PullCursor.Since(Since), TestContext.Current.CancellationToken)).Problem.ShouldBeNull();

        var signed = Peer.Requests.Where(request => request.Path == "/order/202309/orders/search").Select(request => long.Parse(request.Query["timestamp"], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        signed[1].ShouldBeInRange(theirs.ToUnixTimeSeconds() - 60, theirs.ToUnixTimeSeconds() + 60);
    }

    private static bool IsSigned(Heard request)
    {
        var text = new StringBuilder(Secret).Append(request.Path);
        foreach (var (name, value) in request.Query.Where(one => one.Key is not ("sign" or "access_token")).OrderBy(one => one.Key, StringComparer.Ordinal)) text.Append(name).Append(value);
        var sign = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text.Append(request.Body).Append(Secret).ToString())));
        return request.Query.GetValueOrDefault("sign") == sign;
    }

    private string Order(string id) => """
        {"id":"@","status":"AWAITING_SHIPMENT","create_time":1762077600,"update_time":1762077900,"user_id":"7021","delivery_option_id":"d1","fulfillment_type":"FULFILLMENT_BY_SELLER","shipping_type":"SELLER","tracking_number":"NUMBER",
         "payment":{"currency":"GBP","sub_total":"18.00","shipping_fee":"2.00","total_amount":"20.00"},"recipient_address":{"name":"David","address_line1":"1 High St","post_town":"Ribbleton","postal_code":"PR2","region_code":"GB"},
         "line_items":[{"id":"577086512123755123","sku_id":"27","seller_sku":"red_iphone_256","product_name":"Phone","sku_name":"red","sale_price":"18.00","original_price":"20.00","seller_discount":"2.00","platform_discount":"0"}]}
        """.Replace("@", id).Replace("NUMBER", numbers.Count > 0 ? numbers[0] : "");

    private static Said Data(string data) => new(200, "{\"code\":0,\"message\":\"Success\",\"request_id\":\"1\",\"data\":" + data + "}");

    private static JsonElement Spec(string file) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(SharedData.Find($"marketplaces/tiktok-shop/api-reference/{file}.spec.json"))).GetProperty("document_api_meta");
}
