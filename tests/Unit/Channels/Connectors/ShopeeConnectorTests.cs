using System.Globalization;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Shopee;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>Shopee by its own parameter tables; signatures by the published formula, reckoned here once more.</summary>
public sealed class ShopeeConnectorTests : ConnectorSuite
{
    private const string PartnerKey = "key";

    private readonly Dictionary<string, long> stock = [];
    private readonly List<string> numbers = [];

    internal override IChannelConnector Connector { get; } = new ShopeeConnector();
    internal override DateTime Since { get; } = DateTime.UtcNow.AddDays(-1);
    internal override IReadOnlyList<string> OrderIds { get; } = [.. Enumerable.Range(1, 70).Select(i => $"2611{i:D4}AB")];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string> { ["partner-id"] = "2001887", ["partner-key"] = PartnerKey, ["shop-id"] = "322300222", ["refresh-token"] = "r0" };
    internal override string Sku => "CASE-BLK";
    internal override Said? StaleToken => new(403, """{"error":"invalid_acceess_token","message":"Invalid access_token.","request_id":"1"}""");
    internal override Said WrongKeys => new(403, """{"error":"error_sign","message":"Wrong sign.","request_id":"1"}""");
    internal override ShippedParcel Parcel => new("P1", OrderIds[0], OrderIds[0], "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new("5:6", Sku, 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => numbers;

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (!IsSigned(request)) return WrongKeys;
        switch (request.Path)
        {
            case "/api/v2/auth/access_token/get": return new(200, """{"partner_id":2001887,"refresh_token":"r1","access_token":"at","expire_in":14400,"request_id":"1","error":"","message":"","shop_id":322300222}""");
            case "/api/v2/shop/get_shop_info": return new(200, """{"shop_name":"Cases","region":"SG","status":"NORMAL","error":"","message":"","request_id":"1"}""");
            case "/api/v2/order/get_order_list": return List(request);
            case "/api/v2/order/get_order_detail": return Response($$"""{"order_list":[{{string.Join(',', request.Query["order_sn_list"].Split(',').Select(Order))}}]}""");
            case "/api/v2/product/search_item": return Response(request.Query["item_sku"] == Sku ? """{"item_id_list":[5],"total_count":1}""" : """{"item_id_list":[],"total_count":0}""");
            case "/api/v2/product/get_model_list": return Response("""{"model":[{"model_id":6,"model_sku":"CASE-BLK"}]}""");
            case "/api/v2/product/update_stock":
                stock[Sku] = JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("stock_list")[0].GetProperty("seller_stock")[0].GetProperty("stock").GetInt64();
                return Response("""{"failure_list":[],"success_list":[{"model_id":6}]}""");
            case "/api/v2/logistics/get_shipping_parameter": return Response("""{"info_needed":{"non_integrated":["tracking_number"]}}""");
            case "/api/v2/logistics/ship_order":
                numbers.Add(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("non_integrated").GetProperty("tracking_number").GetString() ?? "");
                return new(200, """{"error":"","message":"","request_id":"1"}""");
            default: return new(404, """{"error":"error_not_found","message":"path"}""");
        }
    }

    internal override IReadOnlyList<string> Faults(Heard request)
    {
        if (request.Path == "/api/v2/auth/access_token/get") return [.. ParameterTable.Faults(request.Path, Table("public/v2.public.refresh_access_token"), ParameterTable.Names(request.Body), "required", "True")];
        var parts = request.Path.Split('/');
        var folder = parts[3];
        string[] common = ["partner_id", "timestamp", "access_token", "shop_id", "sign"];
        var faults = common.Where(name => !request.Query.ContainsKey(name)).Select(name => $"{name} is missing");
        IReadOnlyCollection<string> given = request.Method == "GET" ? [.. request.Query.Keys.Except(common)] : ParameterTable.Names(request.Body);
        return [.. faults, .. ParameterTable.Faults(request.Path, Table($"{folder}/v2.{folder}.{parts[4]}"), given, "required", "True").Where(fault => !fault.Contains("offset is missing") && !fault.Contains("item_status is missing"))];
    }

    [Fact]
    public void A_signature_is_the_published_formula() =>
        ShopeeManners.Sign("test_key", "1", "/api/v2/shop/get_shop_info", 1610000000, "token", "600000")
            .ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData("test_key"u8.ToArray(), "1/api/v2/shop/get_shop_info1610000000token600000"u8.ToArray())));

    [Fact]
    public async Task A_refresh_token_that_works_once_is_stored_before_it_is_used()
    {
        var kept = new List<string>();
        using var http = new HttpClient();
        var session = new ShopSession(new(new(1), 1, "shopee", Peer.Url, Keys), Connector, http, new([]), TimeProvider.System, CallPatience.OfWork) { KeepTokens = (tokens, _) => { kept.Add($"{tokens.Refresh} after {Peer.Requests.Count} calls"); return Task.CompletedTask; } };

        await Connector.CheckAsync(session, TestContext.Current.CancellationToken);

        kept.ShouldBe(["r1 after 1 calls"]);
    }

    [Fact]
    public async Task Weeks_are_read_in_windows_of_fifteen_days_and_none_is_left_out()
    {
        var since = DateTime.UtcNow.AddDays(-40);
        for (var cursor = PullCursor.Since(since); ;)
        {
            var page = (await Connector.PullOrdersAsync(Session(1), cursor, TestContext.Current.CancellationToken)).Value;
            if (!page.HasMore) break;
            cursor = page.Next;
        }

        var windows = Peer.Requests.Where(request => request.Path.EndsWith("get_order_list", StringComparison.Ordinal)).Select(request => (From: long.Parse(request.Query["time_from"], CultureInfo.InvariantCulture), To: long.Parse(request.Query["time_to"], CultureInfo.InvariantCulture))).Distinct().ToList();
        windows.ShouldAllBe(window => window.To - window.From <= 15 * 86_400);
        windows.Zip(windows.Skip(1)).ShouldAllBe(pair => pair.Second.From <= pair.First.To);
        windows[^1].To.ShouldBeGreaterThan(new DateTimeOffset(DateTime.UtcNow.AddMinutes(-5)).ToUnixTimeSeconds());
    }

    [Fact]
    public void A_push_is_verified_over_its_address_and_raw_body_and_names_its_order()
    {
        var body = Encoding.UTF8.GetBytes("""{"code":3,"shop_id":322300222,"timestamp":1762077600,"data":{"ordersn":"26110001AB","status":"READY_TO_SHIP"}}""");
        var shop = new Shop(new(1), 1, "shopee", "", new Dictionary<string, string> { ["partner-key"] = PartnerKey });
        RawWebhook Push(string url) => new(new Dictionary<string, string> { ["Authorization"] = Signatures.HmacHex(PartnerKey, "https://us/hooks/1|" + Encoding.UTF8.GetString(body)) }, body, url);

        Connector.VerifyWebhook(shop, Push("https://us/hooks/1"), default).ShouldBe(Result.Ok);
        Connector.VerifyWebhook(shop, Push("https://them/hooks/1"), default).Problem?.Code.ShouldBe("channels.webhook_signature_wrong");
        Connector.ReadWebhook(Push("")).Value.OrderIds.ShouldBe(["26110001AB"]);
    }

    [Fact]
    public void An_order_adds_up_and_keeps_its_discounts()
    {
        var order = Connector.ReadPage(JsonSerializer.Deserialize<JsonElement>($$"""{"response":{"order_list":[{{Order("A")}}] } }""")).Value[0].Order.Value;

        (order.TotalMinor, order.ShippingMinor, order.DiscountMinor, order.Lines[0].AmountMinor, order.Lines[0].ExternalLineId).ShouldBe((2_199, 199, 400, 2_400, "5:6"));
        (order.ShipTo.Country, order.ShipTo.Line1, order.Payment).ShouldBe(("SG", "1 Orchard Rd, Singapore, 238801", PaymentState.Paid));
    }

    private static bool IsSigned(Heard request)
    {
        string Of(string name) => request.Query.GetValueOrDefault(name, "");
        var text = $"{Of("partner_id")}{request.Path}{Of("timestamp")}{Of("access_token")}{Of("shop_id")}";
        return Of("sign") == Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(Encoding.UTF8.GetBytes(PartnerKey), Encoding.UTF8.GetBytes(text)));
    }

    private Said List(Heard request)
    {
        var at = int.Parse("0" + request.Query.GetValueOrDefault("cursor", ""), CultureInfo.InvariantCulture);
        var size = int.Parse(request.Query["page_size"], CultureInfo.InvariantCulture);
        var page = OrderIds.Skip(at).Take(size).Select(id => $$"""{"order_sn":"{{id}}","order_status":"READY_TO_SHIP"}""");
        return Response($$"""{"more":{{(at + size < OrderIds.Count ? "true" : "false")}},"next_cursor":"{{at + size}}","order_list":[{{string.Join(',', page)}}]}""");
    }

    private static Said Response(string response) => new(200, "{\"error\":\"\",\"message\":\"\",\"request_id\":\"1\",\"response\":" + response + "}");

    private string Order(string id) => """
        {"order_sn":"@","region":"SG","currency":"SGD","cod":false,"total_amount":21.99,"order_status":"STATUS","shipping_carrier":"Standard","message_to_seller":"","create_time":1762077600,"update_time":UPDATED,"ship_by_date":1762250400,
         "buyer_user_id":9193214,"buyer_username":"ann","estimated_shipping_fee":1.99,"recipient_address":{"name":"Ann","phone":"65","town":"","district":"","city":"Singapore","state":"","region":"SG","zipcode":"238801","full_address":"1 Orchard Rd, Singapore, 238801"},
         "item_list":[{"item_id":5,"item_name":"Case","item_sku":"CASE","model_id":6,"model_name":"Black","model_sku":"CASE-BLK","model_quantity_purchased":2,"model_original_price":12.0,"model_discounted_price":10.0,"order_item_id":5,"promotion_group_id":0}]}
        """.Replace("@", id).Replace("UPDATED", Since.AddHours(1).Subtract(DateTime.UnixEpoch).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)).Replace("STATUS", numbers.Count > 0 ? "SHIPPED" : "READY_TO_SHIP");

    private static IEnumerable<JsonElement> Table(string file)
    {
        var root = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(SharedData.Find($"marketplaces/shopee/apis/{file}.json")));
        return [.. JsonSerializer.Deserialize<JsonElement>(root.GetProperty("params").GetString() ?? "{}").GetProperty("request_params").EnumerateArray()];
    }
}
