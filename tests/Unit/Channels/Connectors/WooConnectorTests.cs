using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Channels.Connectors.WooCommerce;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>WooCommerce's REST API v3 as its documentation describes it; no machine-readable model of it could be had.</summary>
public sealed class WooConnectorTests : ConnectorSuite
{
    private readonly Dictionary<string, long> stock = [];
    private readonly List<string> notes = [];
    private string meta = "[]";
    private string status = "processing";

    internal override IChannelConnector Connector { get; } = new WooConnector();
    internal override IReadOnlyList<string> OrderIds { get; } = [.. Enumerable.Range(1, 130).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string> { ["consumer-key"] = "ck_1", ["consumer-secret"] = "cs_1" };
    internal override string Sku => "MUG-BLUE";
    internal override Said? StaleToken => null;
    internal override Said WrongKeys => new(401, """{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot list resources.","data":{"status":401}}""");
    internal override ShippedParcel Parcel => new("P1", "1", "1", "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new("315", Sku, 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => [.. notes.Select(note => note.Split(' ')[^1])];

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (request.Header("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ck_1:cs_1"))) return WrongKeys;
        switch (request.Method, request.Path["/wp-json/wc/v3".Length..])
        {
            case ("GET", "/orders"):
                var (offset, count) = (int.Parse(request.Query.GetValueOrDefault("offset", "0")), int.Parse(request.Query["per_page"]));
                return new(200, "[" + string.Join(',', OrderIds.Skip(offset).Take(count).Select(Order)) + "]");
            case ("GET", "/products"): return new(200, request.Query["sku"].Contains(Sku, StringComparison.Ordinal) ? """[{"id":77,"sku":"MUG-BLUE","parent_id":70,"type":"variation"}]""" : "[]");
            case ("POST", "/products/70/variations/batch"):
                stock[Sku] = JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("update")[0].GetProperty("stock_quantity").GetInt64();
                return new(200, """{"update":[{"id":77}]}""");
            case ("GET", "/orders/1"): return new(200, Order("1"));
            case ("POST", "/orders/1/notes"):
                notes.Add(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("note").GetString() ?? "");
                return new(201, "{}");
            case ("PUT", "/orders/1"):
                var change = JsonSerializer.Deserialize<JsonElement>(request.Body);
                meta = change.GetProperty("meta_data").GetRawText();
                if (change.TryGetProperty("status", out var to)) status = to.GetString() ?? "";
                return new(200, Order("1"));
            default: return new(404, """{"code":"rest_no_route","message":"No route was found matching the URL and request method."}""");
        }
    }

    internal override IReadOnlyList<string> Faults(Heard request) => request.Path.StartsWith("/wp-json/wc/v3/", StringComparison.Ordinal) ? [] : [request.Path];

    [Fact]
    public async Task An_order_is_completed_with_its_last_parcel_and_not_before()
    {
        await Connector.PushFulfilmentsAsync(Session(1), [Parcel], TestContext.Current.CancellationToken);
        status.ShouldBe("processing");

        await Connector.PushFulfilmentsAsync(Session(1), [Parcel with { TrackingNumber = "1Z2" }], TestContext.Current.CancellationToken);
        status.ShouldBe("completed");
    }

    [Fact]
    public void An_order_adds_up_with_fees_discounts_and_tax()
    {
        var order = Connector.ReadPage(JsonSerializer.Deserialize<JsonElement>(Order("1"))).Value[0].Order.Value;

        (order.TotalMinor, order.ShippingMinor, order.DiscountMinor, order.TaxMinor, order.Payment).ShouldBe((2_935, 1_000, 400, 235, PaymentState.Paid));
        (order.Lines.Sum(line => line.AmountMinor) + order.ShippingMinor - order.DiscountMinor + order.TaxMinor).ShouldBe(2_935);
        (order.ShipTo.Name, order.ShipTo.Email, order.PlacedAt).ShouldBe(("John Doe", "john.doe@example.com", new DateTime(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void A_webhook_is_signed_over_its_raw_bytes_and_a_ping_is_no_order()
    {
        var body = Encoding.UTF8.GetBytes(Order("1"));
        var shop = new Shop(new(1), 1, "woocommerce", "", new Dictionary<string, string> { ["webhook-secret"] = "s" });
        RawWebhook Signed(byte[] sent) => new(new Dictionary<string, string> { ["X-WC-Webhook-Signature"] = Convert.ToBase64String(HMACSHA256.HashData("s"u8.ToArray(), body)), ["X-WC-Webhook-Topic"] = "order.updated" }, sent);

        Connector.VerifyWebhook(shop, Signed(body), default).ShouldBe(Result.Ok);
        Connector.VerifyWebhook(shop, Signed([.. body, (byte)' ']), default).Problem?.Code.ShouldBe("channels.webhook_signature_wrong");
        Connector.ReadWebhook(Signed(body)).Value.OrderIds.ShouldBe(["1"]);
        Connector.ReadWebhook(new(new Dictionary<string, string>(), "webhook_id=5"u8.ToArray())).Value.OrderIds.ShouldBeEmpty();
    }

    private string Order(string id) => """
        {"id":@,"number":"@","status":"STATUS","currency":"EUR","date_created_gmt":"2026-11-02T10:00:00","date_modified_gmt":"2026-11-02T10:05:00","date_paid_gmt":"2026-11-02T10:00:08","prices_include_tax":false,"customer_id":26,"customer_note":"",
         "discount_total":"4.00","shipping_total":"10.00","total_tax":"2.35","total":"29.35","payment_method":"bacs",
         "billing":{"first_name":"John","last_name":"Doe","company":"","address_1":"969 Market","address_2":"","city":"San Francisco","state":"CA","postcode":"94103","country":"US","email":"john.doe@example.com","phone":"(555) 555-5555"},
         "shipping":{"first_name":"John","last_name":"Doe","company":"","address_1":"969 Market","address_2":"","city":"San Francisco","state":"CA","postcode":"94103","country":"US"},
         "line_items":[{"id":315,"name":"Mug - blue","product_id":70,"variation_id":77,"quantity":2,"subtotal":"20.00","total":"16.00","total_tax":"2.35","sku":"MUG-BLUE","price":8}],
         "shipping_lines":[{"id":317,"method_title":"Flat Rate","method_id":"flat_rate","total":"10.00"}],"fee_lines":[{"id":5,"name":"Wrap","total":"1.00"}],"coupon_lines":[{"id":1,"code":"ten"}],"refunds":[],"meta_data":META}
        """.Replace("@,", id + ",").Replace("\"@\"", $"\"{id}\"").Replace("STATUS", status).Replace("META", meta);
}
