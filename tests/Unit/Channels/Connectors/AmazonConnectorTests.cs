using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Connectors.Amazon;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>Amazon by its own models: the orders of the sandbox blocks, the requests held against the schemas.</summary>
public sealed class AmazonConnectorTests : ConnectorSuite
{
    private const string Folder = "marketplaces/amazon-sp-api/";

    private readonly OfficialModel orders = new(Folder + "orders-api-model/orders_2026-01-01.json");
    private readonly OfficialModel v0 = new(Folder + "orders-api-model/ordersV0.json");
    private readonly OfficialModel listings = new(Folder + "listings-items-api-model/listingsItems_2021-08-01.json");
    private readonly OfficialModel sellers = new(Folder + "sellers-api-model/sellers.json");
    private readonly Dictionary<string, long> stock = [];
    private readonly List<JsonElement> packages = [];

    private List<JsonElement> Orders => field ??= [.. Examples()];

    internal override IChannelConnector Connector { get; } = new AmazonConnector();
    internal override IReadOnlyList<string> OrderIds => [.. Orders.Select(order => order.GetProperty("orderId").GetString() ?? "")];
    internal override IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>
    {
        ["client-id"] = "amzn1.application",
        ["client-secret"] = "secret",
        ["refresh-token"] = "Atzr|1",
        ["marketplaces"] = "ATVPDKIKX0DER",
        ["seller-id"] = "A1",
    };

    internal override string Sku => "GM-ZDPI-9B4E";
    internal override Said? StaleToken => new(403, """{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied.","details":"The access token you provided has expired."}]}""");
    internal override Said WrongKeys => new(401, """{"error":"invalid_client","error_description":"Client authentication failed"}""");
    internal override ShippedParcel Parcel => new("P1", "", OrderIds[0], "ups", "UPS", "1Z999AA10123456784", new(2026, 11, 2, 10, 0, 0, DateTimeKind.Utc), [new(Orders[0].GetProperty("orderItems")[0].GetProperty("orderItemId").GetString() ?? "", "A", 1)], false);
    internal override IReadOnlyList<string> TrackingNumbers => [.. packages.Select(package => package.GetProperty("trackingNumber").GetString() ?? "")];

    internal override long? StockOf(string sku) => stock.TryGetValue(sku, out var quantity) ? quantity : null;

    internal override Said Answer(Heard request)
    {
        if (request.Path == "/auth/o2/token") return request.Body.Contains("grant_type=refresh_token&refresh_token=Atzr", StringComparison.Ordinal) ? new(200, """{"access_token":"Atza|1","token_type":"bearer","expires_in":3600}""") : WrongKeys;
        if (request.Header("x-amz-access-token") != "Atza|1" || !request.Header("User-Agent").Contains('(')) return new(403, "{}");
        if (request.Path == "/sellers/v1/marketplaceParticipations") return new(200, sellers.Root.GetProperty("paths").GetProperty(request.Path).GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("examples").GetRawText());
        if (request.Path == "/orders/2026-01-01/orders") return Page(request);
        if (request.Path.EndsWith("/shipmentConfirmation", StringComparison.Ordinal)) return Confirm(request);
        if (request.Path.StartsWith("/orders/2026-01-01/orders/", StringComparison.Ordinal)) return One(request.Path[26..]);
        return request.Path.StartsWith("/listings/", StringComparison.Ordinal) ? Patch(request) : new(404, """{"errors":[{"code":"NotFound","message":"?"}]}""");
    }

    internal override IReadOnlyList<string> Faults(Heard request) => request.Path switch
    {
        "/auth/o2/token" => [],
        var path when path.StartsWith("/orders/v0", StringComparison.Ordinal) => v0.Faults(request),
        var path when path.StartsWith("/orders/", StringComparison.Ordinal) => orders.Faults(request),
        var path when path.StartsWith("/listings/", StringComparison.Ordinal) => listings.Faults(request),
        _ => sellers.Faults(request),
    };

    [Fact]
    public async Task A_page_token_that_amazon_has_forgotten_begins_the_window_again()
    {
        var cursor = PullCursor.Since(Since) with { Token = "long ago" };

        var page = (await Connector.PullOrdersAsync(Session(1), cursor, TestContext.Current.CancellationToken)).Value;

        (page.Orders.Count, page.Next).ShouldBe((0, PullCursor.Since(Since)));
    }

    [Fact]
    public async Task A_second_parcel_gets_the_next_number_and_an_unknown_carrier_its_own_name()
    {
        var other = Parcel with { TrackingNumber = "X2", Carrier = "swiss-post", CarrierName = "Swiss Post" };

        await Connector.PushFulfilmentsAsync(Session(1), [Parcel, other], TestContext.Current.CancellationToken);

        packages.Select(package => (package.GetProperty("packageReferenceId").GetString(), package.GetProperty("carrierCode").GetString(), package.GetProperty("carrierName").GetString())).ShouldBe([("1", "UPS", "UPS"), ("2", "Other", "Swiss Post")]);
    }

    [Fact]
    public void A_wish_to_cancel_and_parcels_are_news_of_the_order()
    {
        var news = Orders.Select(order => Connector.ReadPage(order).Value[0]).SelectMany(order => order.News).ToList();

        news.Select(one => one.Kind).Distinct().ShouldContain(OrderNewsKind.Shipped);
    }

    /// <summary>Two pages; a token that was not given out is refused, as Amazon does.</summary>
    private Said Page(Heard request)
    {
        var token = request.Query.GetValueOrDefault("paginationToken", "");
        if (token is not ("" or "page2")) return new(400, """{"errors":[{"code":"InvalidInput","message":"Invalid Input"}]}""");
        var half = Orders.Count / 2;
        var page = token.Length == 0 ? Orders.Take(half) : Orders.Skip(half);
        var pagination = token.Length == 0 ? ",\"pagination\":{\"nextToken\":\"page2\"}" : "";
        return new(200, $"{{\"orders\":[{string.Join(',', page.Select(order => order.GetRawText()))}]{pagination},\"lastUpdatedBefore\":\"2026-11-01T00:00:00Z\"}}");
    }

    private Said One(string id) => OrderIds.Contains(id)
        ? new(200, $$"""{"order":{"orderId":"{{id}}","salesChannel":{"channelName":"AMAZON","marketplaceId":"ATVPDKIKX0DER"},"packages":[{{string.Join(',', packages.Select(package => package.GetRawText()))}}] } }""")
        : new(404, """{"errors":[{"code":"NotFound","message":"?"}]}""");

    private Said Confirm(Heard request)
    {
        packages.Add(JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("packageDetail"));
        return new(204, "");
    }

    private Said Patch(Heard request)
    {
        var sku = request.Path.Split('/')[^1];
        var value = JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("patches")[0].GetProperty("value")[0];
        if (sku != Sku) return new(200, $$"""{"sku":"{{sku}}","status":"INVALID","submissionId":"1","issues":[{"code":"90000900","message":"The attributes are invalid.","severity":"ERROR"}]}""");
        stock[sku] = long.Parse(value.GetProperty("quantity").GetRawText(), CultureInfo.InvariantCulture);
        return new(200, $$"""{"sku":"{{sku}}","status":"ACCEPTED","submissionId":"f1dc2914-75dd-11ea-bc55-0242ac130003","issues":[]}""");
    }

    private IEnumerable<JsonElement> Examples()
    {
        var seen = new HashSet<string>();
        foreach (var path in orders.Root.GetProperty("paths").EnumerateObject())
            foreach (var example in path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("x-amzn-api-sandbox").GetProperty("static").EnumerateArray())
            {
                var response = example.GetProperty("response");
                var found = response.TryGetProperty("orders", out var list) ? list.EnumerateArray().ToList() : response.TryGetProperty("order", out var one) ? [one] : [];
                foreach (var order in found)
                    if (seen.Add(order.GetProperty("orderId").GetString() ?? "")) yield return order;
            }
    }
}
