using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Shopify;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>Shopify's GraphQL Admin API, as its documentation describes it.</summary>
public sealed partial class ShopifyConnectorTests : ConnectorSuite
{
    private readonly Dictionary<string, long> stock = [];
    private readonly List<(string Number, long Left)> fulfilments = [];

    internal override IChannelConnector Connector { get; } = new ShopifyConnector();
    internal override IReadOnlyList<string> OrderIds { get; } = ["1001", "1002", "1003"];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string> { ["client-id"] = "app", ["client-secret"] = "hush" };
    internal override string Sku => "SCARF-RED";
    internal override Said? StaleToken => new(401, """{"errors":"[API] Invalid API key or access token (unrecognized login or wrong password)"}""");
    internal override Said WrongKeys => StaleToken!;
    internal override ShippedParcel Parcel => new("P1", "1001", "#1001", "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new("10010", Sku, 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => fulfilments.ConvertAll(one => one.Number);

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (request.Path == "/admin/oauth/access_token") return new(200, """{"access_token":"shpat_1","scope":"write_orders","expires_in":86399}""");
        if (request.Header("X-Shopify-Access-Token") != "shpat_1") return WrongKeys;
        var body = JsonSerializer.Deserialize<JsonElement>(request.Body);
        var variables = body.GetProperty("variables");
        return OperationName().Match(body.GetProperty("query").GetString() ?? "").Groups[1].Value switch
        {
            "check" => Data($$"""{"shop":{"name":"Scarves","myshopifyDomain":"s.myshopify.com","currencyCode":"EUR"},"currentAppInstallation":{"accessScopes":[{{string.Join(',', Connector.Profile.Scopes.Select(scope => $$"""{"handle":"{{scope}}"}"""))}}] } }"""),
            "orders" => Page(variables),
            "lines" => Data($$"""{"order":{"lineItems":{{Lines(1002, from: 1, count: 1, next: null)}} } }"""),
            "locations" => Data("""{"locations":{"nodes":[{"id":"gid://shopify/Location/1","name":"Shop","isActive":true,"fulfillsOnlineOrders":false},{"id":"gid://shopify/Location/2","name":"Hub","isActive":true,"fulfillsOnlineOrders":true}]}}"""),
            "items" => Data("""{"inventoryItems":{"nodes":[{"id":"gid://shopify/InventoryItem/77","sku":"SCARF-RED"}]}}"""),
            "setQuantities" => SetQuantities(variables),
            "fulfilmentOrders" => Data($$"""{"order":{"id":"gid://shopify/Order/1001","name":"#1001","fulfillments":[{{string.Join(',', fulfilments.Select(one => $$"""{"id":"gid://shopify/Fulfillment/1","status":"SUCCESS","trackingInfo":[{"number":"{{one.Number}}"}]}"""))}}],"fulfillmentOrders":{"nodes":[{"id":"gid://shopify/FulfillmentOrder/5","status":"OPEN","assignedLocation":{"location":{"id":"gid://shopify/Location/2"} },"lineItems":{"nodes":[{"id":"gid://shopify/FulfillmentOrderLineItem/6","remainingQuantity":{{2 - fulfilments.Count}},"lineItem":{"id":"gid://shopify/LineItem/10010"} }] } }] } } }"""),
            "fulfil" => Fulfil(variables),
            _ => new(400, "{}"),
        };
    }

    /// <summary>No schema could be had; what the documentation demands of each call is looked for.</summary>
    internal override IReadOnlyList<string> Faults(Heard request)
    {
        if (request.Path == "/admin/oauth/access_token") return request.Body.Contains("grant_type=client_credentials", StringComparison.Ordinal) ? [] : ["grant_type"];
        var query = JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("query").GetString() ?? "";
        List<string> faults = [];
        if (request.Path != "/admin/api/2026-10/graphql.json" || request.Method != "POST") faults.Add($"{request.Method} {request.Path}");
        if (query.Count(letter => letter == '{') != query.Count(letter => letter == '}')) faults.Add("braces");
        if (query.Contains("inventorySetQuantities", StringComparison.Ordinal) && !query.Contains("@idempotent(key: $key)", StringComparison.Ordinal)) faults.Add("no idempotency key");
        return faults;
    }

    [Fact]
    public async Task The_lines_of_a_further_page_belong_to_the_order()
    {
        var order = (await PullAllAsync(Session(1))).Single(one => one.RemoteId == "1002").Order.Value;

        order.Lines.Select(line => line.ExternalLineId).ShouldBe(["10020", "10021"]);
        (order.ExternalNumber, order.Currency, order.TotalMinor, order.ShipTo.Country, order.Payment, order.Lines[0].UnitPriceMicros).ShouldBe(("#1002", "EUR", 5_990, "DE", PaymentState.Paid, 19_950_000));
    }

    [Fact]
    public async Task The_same_order_by_webhook_and_by_pull_has_the_same_content()
    {
        var pulled = (await PullAllAsync(Session(1))).Single(one => one.RemoteId == "1001").Order.Value;
        var body = """
            {"id":1001,"name":"#1001","created_at":"2026-11-01T10:00:00Z","processed_at":"2026-11-01T10:00:00Z","updated_at":"2026-11-01T10:01:00Z","currency":"EUR","taxes_included":true,"test":false,"source_name":"web",
             "email":"ann@example.com","phone":null,"note":"Ring twice","tags":"b2b, first","financial_status":"paid","fulfillment_status":null,"total_price":"59.90","total_tax":"9.56","total_discounts":"0.00",
             "note_attributes":[],"customer":{"id":9},"shipping_address":{"name":"Ann Example","address1":"Weg 1","address2":null,"city":"Berlin","zip":"10115","province":null,"province_code":null,"country":"Germany","country_code":"DE","phone":null},
             "shipping_lines":[{"code":"STD","title":"Standard","price":"20.00"}],"tax_lines":[{"price":"9.56","title":"MwSt","channel_liable":false}],"refunds":[],
             "line_items":[{"id":10010,"sku":"SCARF-RED","name":"Scarf - red","title":"Scarf","quantity":2,"current_quantity":2,"price":"19.95","requires_shipping":true,"gift_card":false,"variant_id":3,"discount_allocations":[],"tax_lines":[]}]}
            """;
        var hook = new RawWebhook(new Dictionary<string, string> { ["X-Shopify-Topic"] = "orders/create", ["X-Shopify-Event-Id"] = "e1" }, System.Text.Encoding.UTF8.GetBytes(body));

        var sent = Connector.ReadWebhook(hook).Value.Orders.Single().Order.Value;

        Payload(sent).ShouldBe(Payload(pulled));
    }

    [Fact]
    public async Task A_page_that_costs_too_much_is_asked_for_smaller()
    {
        var session = Session(1);
        await Connector.CheckAsync(session, TestContext.Current.CancellationToken);
        Peer.Troubles.Enqueue(new(200, """{"errors":[{"message":"Query cost is 1502, which exceeds the single query max cost limit (1000).","extensions":{"code":"MAX_COST_EXCEEDED"}}]}"""));

        (await Connector.PullOrdersAsync(session, PullCursor.Since(Since), TestContext.Current.CancellationToken)).Value.Orders.Count.ShouldBe(2);

        Peer.Requests.Select(request => FirstNumber().Match(request.Body).Groups[1].Value).Where(first => first.Length > 0).ShouldBe(["25", "12"]);
    }

    [Fact]
    public async Task A_shop_whose_points_are_spent_is_left_alone_until_they_are_back()
    {
        var session = Session(1);
        await Connector.CheckAsync(session, TestContext.Current.CancellationToken);
        Peer.Troubles.Enqueue(new(200, """{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],"extensions":{"cost":{"requestedQueryCost":502,"throttleStatus":{"maximumAvailable":2000.0,"currentlyAvailable":2,"restoreRate":100.0}}}}"""));

        (await Should.ThrowAsync<Entrepot.Channels.Connectors.Wire.ShopBusyException>(() => Connector.PullOrdersAsync(session, PullCursor.Since(Since), TestContext.Current.CancellationToken))).Wait.ShouldBe(TimeSpan.FromSeconds(5));
    }

    private Said Page(JsonElement variables)
    {
        variables.GetProperty("query").GetString().ShouldBe("updated_at:>='2023-12-31T23:55:00Z'");
        return variables.GetProperty("after").ValueKind == JsonValueKind.Null
            ? Data($$"""{"orders":{"nodes":[{{Order(1001, Lines(1001, 0, 1, null))}},{{Order(1002, Lines(1002, 0, 1, "line1"))}}],"pageInfo":{"hasNextPage":true,"endCursor":"c2"} } }""")
            : Data($$"""{"orders":{"edges":[{"cursor":"c3","node":{{Order(1003, Lines(1003, 0, 1, null))}} }],"pageInfo":{"hasNextPage":false,"endCursor":"c3"} } }""");
    }

    private Said SetQuantities(JsonElement variables)
    {
        var quantity = variables.GetProperty("input").GetProperty("quantities")[0];
        (quantity.GetProperty("locationId").GetString(), quantity.GetProperty("changeFromQuantity").ValueKind).ShouldBe(("gid://shopify/Location/2", JsonValueKind.Null));
        stock[Sku] = quantity.GetProperty("quantity").GetInt64();
        return Data("""{"inventorySetQuantities":{"inventoryAdjustmentGroup":{"createdAt":"2026-11-02T00:00:00Z","changes":[]},"userErrors":[]}}""");
    }

    private Said Fulfil(JsonElement variables)
    {
        var fulfilment = variables.GetProperty("fulfillment");
        fulfilment.GetProperty("lineItemsByFulfillmentOrder")[0].GetProperty("fulfillmentOrderLineItems")[0].GetProperty("id").GetString().ShouldBe("gid://shopify/FulfillmentOrderLineItem/6");
        fulfilments.Add((fulfilment.GetProperty("trackingInfo").GetProperty("number").GetString() ?? "", 1));
        return Data("""{"fulfillmentCreate":{"fulfillment":{"id":"gid://shopify/Fulfillment/1","status":"SUCCESS"},"userErrors":[]}}""");
    }

    private static string Order(long id, string lines) => $$"""
        {"id":"gid://shopify/Order/{{id}}","legacyResourceId":"{{id}}","name":"#{{id}}","createdAt":"2026-11-01T10:00:00Z","processedAt":"2026-11-01T10:00:00Z","updatedAt":"2026-11-01T10:01:00Z","cancelledAt":null,"currencyCode":"EUR",
         "taxesIncluded":true,"test":false,"sourceName":"web","displayFinancialStatus":"PAID","displayFulfillmentStatus":"UNFULFILLED","email":"ann@example.com","phone":null,"note":"Ring twice","tags":["b2b","first"],"customAttributes":[],
         "totalPriceSet":{{Money("59.9")}},"totalTaxSet":{{Money("9.56")}},"totalDiscountsSet":{{Money("0.0")}},"totalTipReceivedSet":{{Money("0.0")}},"originalTotalDutiesSet":null,"customer":{"id":"gid://shopify/Customer/9"},"purchasingEntity":null,
         "shippingAddress":{"name":"Ann Example","address1":"Weg 1","city":"Berlin","zip":"10115","country":"Germany","countryCodeV2":"DE"},"taxLines":[{"title":"MwSt","channelLiable":false,"priceSet":{{Money("9.56")}} }],
         "shippingLines":{"nodes":[{"id":"gid://shopify/ShippingLine/1","title":"Standard","code":"STD","originalPriceSet":{{Money("20.0")}} }]},"refunds":[],"fulfillments":[],"lineItems":{{lines}} }
        """;

    private static string Lines(long order, int from, int count, string? next) => $$"""
        {"nodes":[{{string.Join(',', Enumerable.Range(from, count).Select(i => $$"""{"id":"gid://shopify/LineItem/{{order}}{{i}}","sku":"SCARF-RED","name":"Scarf - red","title":"Scarf","quantity":2,"currentQuantity":2,"requiresShipping":true,"isGiftCard":false,"variant":{"id":"gid://shopify/ProductVariant/3"},"originalUnitPriceSet":{{Money("19.95")}},"discountAllocations":[],"taxLines":[]}"""))}}],
         "pageInfo":{"hasNextPage":{{(next is null ? "false" : "true")}},"endCursor":{{JsonSerializer.Serialize(next)}} } }
        """;

    private static string Money(string amount) => $$"""{"shopMoney":{"amount":"{{amount}}","currencyCode":"EUR"} }""";

    private static Said Data(string data) => new(200, $$"""{"data":{{data}},"extensions":{"cost":{"requestedQueryCost":12,"actualQueryCost":8,"throttleStatus":{"maximumAvailable":2000.0,"currentlyAvailable":1992,"restoreRate":100.0} } } }""");

    private static string Payload(IncomingOrder order)
    {
        using var payload = new Entrepot.Channels.Domain.OrderPayload();
        return payload.Write(order).Text;
    }

    [GeneratedRegex(@"^\s*(?:query|mutation) (\w+)")]
    private static partial Regex OperationName();

    [GeneratedRegex("\"first\":([0-9]+)")]
    private static partial Regex FirstNumber();
}
