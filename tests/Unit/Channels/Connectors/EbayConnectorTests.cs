using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Ebay;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>eBay by its own OpenAPI files: every request is held against them, and so are the orders that the tests answer with.</summary>
public sealed class EbayConnectorTests : ConnectorSuite
{
    private readonly OfficialModel fulfilment = new("marketplaces/ebay/specs/sell_fulfillment_v1_oas3.json");
    private readonly OfficialModel inventory = new("marketplaces/ebay/specs/sell_inventory_v1_oas3.json");
    private readonly Dictionary<string, long> stock = [];
    private readonly List<string> numbers = [];

    internal override IChannelConnector Connector { get; } = new EbayConnector();
    internal override IReadOnlyList<string> OrderIds { get; } = [.. Enumerable.Range(0, 250).Select(i => $"01-{i:D5}-36441")];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string> { ["client-id"] = "app", ["client-secret"] = "cert", ["refresh-token"] = "v^1.1" };
    internal override string Sku => "LAMP";
    internal override Said? StaleToken => new(401, """{"errors":[{"errorId":1001,"domain":"OAuth","category":"REQUEST","message":"Invalid access token","longMessage":"Invalid access token. Check the value of the Authorization HTTP request header."}]}""");
    internal override Said WrongKeys => new(401, """{"error":"invalid_client","error_description":"client authentication failed"}""");
    internal override ShippedParcel Parcel => new("P1", OrderIds[0], OrderIds[0], "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new("10", Sku, 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => numbers;

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (request.Path == "/identity/v1/oauth2/token") return request.Header("Authorization").StartsWith("Basic ", StringComparison.Ordinal) && request.Body.Contains("grant_type=refresh_token", StringComparison.Ordinal) ? new(200, """{"access_token":"at","expires_in":7200,"token_type":"User Access Token"}""") : WrongKeys;
        if (request.Header("Authorization") != "Bearer at") return StaleToken!;
        if (request.Path == "/sell/inventory/v1/bulk_update_price_quantity") return SetStock(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("requests")[0]);
        if (request.Path.EndsWith("/shipping_fulfillment", StringComparison.Ordinal)) return Ship(request);
        var (offset, limit) = (int.Parse(request.Query.GetValueOrDefault("offset", "0")), int.Parse(request.Query.GetValueOrDefault("limit", "50")));
        var page = OrderIds.Skip(offset).Take(limit).Select(Order);
        var next = offset + limit < OrderIds.Count ? $",\"next\":\"{Peer.Url}{request.Path}?offset={offset + limit}\"" : "";
        return new(200, $"{{\"href\":\"x\",\"total\":{OrderIds.Count},\"limit\":{limit},\"offset\":{offset}{next},\"orders\":[{string.Join(',', page)}]}}");
    }

    internal override IReadOnlyList<string> Faults(Heard request) => request.Path switch
    {
        "/identity/v1/oauth2/token" => [],
        var path when path.StartsWith("/sell/inventory", StringComparison.Ordinal) => inventory.Faults(request, "/sell/inventory/v1"),
        _ => fulfilment.Faults(request, "/sell/fulfillment/v1"),
    };

    [Fact]
    public void The_order_of_these_tests_is_one_by_the_official_schema()
    {
        var faults = new List<string>();
        fulfilment.Check(JsonSerializer.Deserialize<JsonElement>(Order("1")), fulfilment.Root.GetProperty("components").GetProperty("schemas").GetProperty("Order"), "order", faults);
        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Discounts_collected_tax_and_the_ioss_number_are_kept_and_the_order_adds_up()
    {
        var order = Connector.ReadPage(JsonSerializer.Deserialize<JsonElement>(Order("1"))).Value[0].Order.Value;

        (order.TotalMinor, order.ShippingMinor, order.DiscountMinor, order.TaxMinor, order.IossNumber, order.TaxCollectedByChannel).ShouldBe((2_880, 500, 200, 380, "IM2760000742", true));
        (order.Lines[0].AmountMinor, order.Lines[0].UnitPriceMicros, order.Lines[0].DiscountMinor, order.Lines[0].Code).ShouldBe((2_200, 11_000_000, 200, "LAMP"));
        (order.ShipTo.Country, order.ShipTo.Line1, order.Payment, order.ShipBy).ShouldBe(("FR", "1 rue de la Paix", PaymentState.Paid, new DateTime(2026, 11, 4, 22, 59, 59, DateTimeKind.Utc)));
    }

    [Fact]
    public async Task A_page_begins_before_the_last_ones_end_since_orders_move_up_meanwhile()
    {
        await PullAllAsync(Session(1));

        Peer.Requests.Where(request => request.Query.ContainsKey("offset")).Select(request => request.Query["offset"]).ShouldBe(["0", "190"]);
    }

    private Said SetStock(JsonElement asked)
    {
        var sku = asked.GetProperty("sku").GetString() ?? "";
        if (sku != Sku) return new(207, $$"""{"responses":[{"sku":"{{sku}}","statusCode":400,"errors":[{"errorId":25702,"message":"SKU not found"}]}]}""");
        stock[sku] = asked.GetProperty("shipToLocationAvailability").GetProperty("quantity").GetInt64();
        return new(200, $$"""{"responses":[{"sku":"{{sku}}","statusCode":200}]}""");
    }

    private Said Ship(Heard request)
    {
        if (request.Method == "GET") return new(200, "{\"fulfillments\":[" + string.Join(',', numbers.Select(number => $$"""{"fulfillmentId":"{{number}}","shipmentTrackingNumber":"{{number}}"}""")) + $"],\"total\":{numbers.Count}}}");
        numbers.Add(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("trackingNumber").GetString() ?? "");
        return new(201, "");
    }

    private static string Order(string id) => """
        {"orderId":"@","creationDate":"2026-11-02T10:00:00.000Z","lastModifiedDate":"2026-11-02T10:05:00.000Z","orderFulfillmentStatus":"NOT_STARTED","orderPaymentStatus":"PAID","sellerId":"lamps","ebayCollectAndRemitTax":true,
         "buyer":{"username":"anon-1"},"cancelStatus":{"cancelState":"NONE_REQUESTED","cancelRequests":[]},
         "pricingSummary":{"priceSubtotal":{"value":"22.00","currency":"EUR"},"priceDiscount":{"value":"-2.00","currency":"EUR"},"deliveryCost":{"value":"5.0","currency":"EUR"},"total":{"value":"28.80","currency":"EUR"}},
         "paymentSummary":{"totalDueSeller":{"value":"25.0","currency":"EUR"},"refunds":[],"payments":[]},
         "fulfillmentStartInstructions":[{"fulfillmentInstructionsType":"SHIP_TO","ebaySupportedFulfillment":false,"shippingStep":{"shippingServiceCode":"FR_Post","shipTo":{"fullName":"Ann Example","email":"a@members.ebay.com","contactAddress":{"addressLine1":"1 rue de la Paix","city":"Paris","postalCode":"75002","countryCode":"FR"},"primaryPhone":{"phoneNumber":"0033"}}}}],
         "lineItems":[{"lineItemId":"10","legacyItemId":"1","sku":"LAMP","title":"Lamp","quantity":2,"lineItemCost":{"value":"22.00","currency":"EUR"},"discountedLineItemCost":{"value":"20.00","currency":"EUR"},"lineItemFulfillmentStatus":"NOT_STARTED","taxes":[],
          "ebayCollectAndRemitTaxes":[{"taxType":"VAT","amount":{"value":"3.80","currency":"EUR"},"collectionMethod":"NET","ebayReference":{"name":"IOSS","value":"IM2760000742"}}],"lineItemFulfillmentInstructions":{"shipByDate":"2026-11-04T22:59:59.000Z","guaranteedDelivery":false},"deliveryCost":{"shippingCost":{"value":"5.0","currency":"EUR"}},"total":{"value":"28.80","currency":"EUR"}}]}
        """.Replace("@\",\"creation", id + "\",\"creation");
}
