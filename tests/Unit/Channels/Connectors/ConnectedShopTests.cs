using System.Security.Cryptography;
using System.Text;
using Entrepot.Channels.Connectors;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Features.Connections;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels.Connectors;

/// <summary>A shop from its keys to its orders in the intake, on a real database and a marketplace on loopback.</summary>
[Storage]
public sealed class ConnectedShopTests : IAsyncLifetime
{
    private const string Secret = "hush";
    private static readonly SalesChannelId Scarves = new(72);

    private readonly Dictionary<string, string> orders = [];
    private readonly List<string> told = [];
    private string asked = "";
    private TestDatabase database = null!;
    private PeerHost peer = null!;

    public async ValueTask InitializeAsync()
    {
        peer = await PeerHost.StartAsync(Answer);
        database = await OpenAsync();
        await database.InUnitAsync(async services => (await services.GetRequiredService<ISalesChannels>().AddAsync(new(Scarves, "scarves", "Scarves", "shopify", "EUR"), Ct)).IsOk.ShouldBeTrue());
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task Keys_that_open_the_shop_are_kept_sealed_and_others_not_at_all()
    {
        (await ConnectAsync("wrong")).Problem?.Code.ShouldBe("channels.shop_keys_refused");
        (await RowAsync()).ShouldBeNull();

        (await ConnectAsync("right")).Problem.ShouldBeNull();

        var row = (await RowAsync()).ShouldNotBeNull();
        (row.ShopName, row.Keys.Contains(Secret)).ShouldBe(("Scarves", false));
    }

    [Fact]
    public async Task Orders_are_pulled_once_however_often_the_windows_overlap()
    {
        await ConnectAsync("right");
        Sell("1", "Weg 1");
        await PullAsync();
        await PullAsync();

        (await database.WaitingAsync()).Select(order => order.Order.ExternalNumber).ShouldBe(["#1"]);
        var row = (await RowAsync())!;
        (row.OrdersPulled, row.Error, row.LastOrderAt).ShouldBe((1, null, TestDatabase.Noon));
    }

    [Fact]
    public async Task What_becomes_of_an_order_is_no_conflict_but_another_address_is_and_both_are_shown()
    {
        await ConnectAsync("right");
        Sell("1", "Weg 1");
        await PullAsync();
        Sell("1", "Weg 1", "FULFILLED");
        await PullAsync();
        (await CountAsync<ConflictRow>()).ShouldBe(0);

        Sell("1", "Weg 2");
        await PullAsync();

        (await CountAsync<ConflictRow>()).ShouldBe(1);
        (await ReadAsync<OrderNewsRow>()).Single().ShouldSatisfyAllConditions(news => news.Kind.ShouldBe(OrderNewsKind.AddressChanged), news => news.Text.ShouldContain("Weg 2"));
    }

    [Fact]
    public async Task An_order_that_cannot_be_read_is_kept_as_it_came_and_stops_no_other()
    {
        await ConnectAsync("right");
        Sell("1", "Weg 1");
        orders["2"] = orders["1"].Replace("\"#1\"", "\"#2\"").Replace("Order/1", "Order/2").Replace("\"quantity\":2", "\"quantity\":\"two\"");
        await PullAsync();

        (await database.WaitingAsync()).Count.ShouldBe(1);
        var kept = (await ReadAsync<RemoteOrderRow>()).Single(row => row.State == RemoteOrderState.Unreadable);
        (kept.RemoteId, kept.Field).ShouldBe(("2", "line_items[0].quantity"));
        kept.Raw.ShouldNotBeNull().ShouldContain("\"two\"");
    }

    [Fact]
    public async Task A_marketplace_that_is_down_is_asked_again_after_a_pause_and_says_so()
    {
        await ConnectAsync("right");
        peer.Troubles.Enqueue(new(502, "<html/>", "text/html"));

        await PullAsync();

        var row = (await RowAsync())!;
        row.Failures.ShouldBe(1);
        row.Error.ShouldNotBeNull();
        row.NextPullAt.ShouldBe(TestDatabase.Noon.AddSeconds(20));
        (await WorkAsync(PullShop.WorkKind)).Count.ShouldBe(1, "there is one pull of a shop");
    }

    [Fact]
    public async Task A_webhook_is_verified_stored_once_and_its_order_asked_for()
    {
        await ConnectAsync("right");
        var body = """{"id":1,"name":"#1","line_items":[],"total_price":"1.00"}""";

        (await HearAsync(body, Sign(body), "e1")).ShouldBe(Result.Ok);
        (await HearAsync(body, Sign(body), "e1")).ShouldBe(Result.Ok);

        (await CountAsync<WebhookRow>()).ShouldBe(1);
        (await WorkAsync(FetchNamedOrders.WorkKind)).Single().Read<FetchWork>().RemoteIds.ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_webhook_that_was_changed_is_kept_and_not_read()
    {
        await ConnectAsync("right");

        (await HearAsync("{\"id\":2}", Sign("{\"id\":1}"), "e1")).Problem?.Code.ShouldBe("channels.webhook_signature_wrong");

        (await ReadAsync<WebhookRow>()).Single().Problem.ShouldNotBeNull();
        (await WorkAsync(FetchNamedOrders.WorkKind)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_parcel_is_asked_for_with_the_change_and_told_until_the_marketplace_has_it()
    {
        await ConnectAsync("right");
        Sell("1", "Weg 1");
        await PullAsync();
        await database.InUnitAsync(services => services.GetRequiredService<IChannelParcels>().TellAsync(
            [
                new("C1/1", Scarves, "#1", "ups", "UPS", "1Z1", TestDatabase.Noon, [new("10", "SCARF", 2)]),
                new("C2/1", Shop, "A-1", "ups", "UPS", "1Z2", TestDatabase.Noon, [new("1", "KETTLE", 1)]),
            ], Ct));

        peer.Troubles.Enqueue(new(503, "<html/>", "text/html"));
        (await TellAsync()).ShouldBeOfType<Unanswered>();
        (await TellAsync()).ShouldBe(TimeSpan.Zero);

        (await WorkAsync(TellParcel.WorkKind)).ShouldBeEmpty();
        told.ShouldBe(["gid://shopify/Order/1 1Z1"]);
    }

    [Fact]
    public async Task A_parcel_that_the_marketplace_refuses_says_why_and_is_left_to_a_person()
    {
        await ConnectAsync("right");
        await database.InUnitAsync(services => services.GetRequiredService<IChannelParcels>().TellAsync([new("C1/1", Scarves, "#9", "ups", "UPS", "1Z1", TestDatabase.Noon, [new("90", "SCARF", 1)])], Ct));

        (await Should.ThrowAsync<InvalidOperationException>(TellAsync)).Message.ShouldContain("channels.shop_not_there");
    }

    private Said Answer(Heard request)
    {
        if (request.Header("X-Shopify-Access-Token") != "right") return new(401, """{"errors":"[API] Invalid API key or access token"}""");
        if (request.Body.Contains("query check", StringComparison.Ordinal)) return new(200, """{"data":{"shop":{"name":"Scarves"},"currentAppInstallation":{"accessScopes":[{"handle":"write_orders"}]}}}""");
        if (request.Body.Contains("query fulfilmentOrdersByName", StringComparison.Ordinal)) return new(200, """{"data":{"orders":{"nodes":[]}}}""");
        if (request.Body.Contains("query fulfilmentOrders", StringComparison.Ordinal))
        {
            asked = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(request.Body).GetProperty("variables").GetProperty("id").GetString() ?? "";
            return new(200, """{"data":{"order":{"name":"#1","fulfillments":[],"fulfillmentOrders":{"nodes":[{"id":"f","status":"OPEN","lineItems":{"nodes":[{"id":"fl","remainingQuantity":2,"lineItem":{"id":"gid://shopify/LineItem/10"}}]}}]}}}}""");
        }

        if (request.Body.Contains("fulfillmentCreate", StringComparison.Ordinal))
        {
            told.Add($"{asked} {System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(request.Body).GetProperty("variables").GetProperty("fulfillment").GetProperty("trackingInfo").GetProperty("number")}");
            return new(200, """{"data":{"fulfillmentCreate":{"fulfillment":{"id":"x"},"userErrors":[]}}}""");
        }

        return new(200, "{\"data\":{\"orders\":{\"nodes\":[" + string.Join(',', orders.Values) + "],\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null}}}}");
    }

    private void Sell(string id, string street, string status = "UNFULFILLED") => orders[id] = $$"""
        {"id":"gid://shopify/Order/{{id}}","name":"#{{id}}","createdAt":"2026-11-02T11:00:00Z","processedAt":"2026-11-02T11:00:00Z","updatedAt":"2026-11-02T12:00:00Z","currencyCode":"EUR","taxesIncluded":true,
         "displayFinancialStatus":"PAID","displayFulfillmentStatus":"{{status}}","totalPriceSet":{"shopMoney":{"amount":"20.0","currencyCode":"EUR"} },"customer":{"id":"gid://shopify/Customer/9"},
         "shippingAddress":{"name":"Ann Example","address1":"{{street}}","city":"Berlin","zip":"10115","countryCodeV2":"DE"},
         "lineItems":{"nodes":[{"id":"gid://shopify/LineItem/{{id}}0","sku":"SCARF","name":"Scarf","quantity":2,"originalUnitPriceSet":{"shopMoney":{"amount":"10.0","currencyCode":"EUR"} } }],"pageInfo":{"hasNextPage":false} } }
        """;

    private async Task<Result> ConnectAsync(string token)
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<IShopSetup>().ConnectAsync(Scarves, peer.Url, new Dictionary<string, string> { ["access-token"] = token, ["client-secret"] = Secret }, null, Ct);
    }

    private async Task<object> TellAsync()
    {
        var item = (await WorkAsync(TellParcel.WorkKind)).Single();
        await using var scope = database.As(TestDatabase.Ours);
        var outcome = await scope.ServiceProvider.GetServices<IExternalWork>().OfType<TellParcel>().Single().CallAsync(item, Ct);
        await database.InUnitAsync(async services =>
        {
            services.GetRequiredService<EntrepotDb>().Remove(item);
            await services.GetServices<IExternalWork>().OfType<TellParcel>().Single().ApplyAsync(item, outcome, Ct);
        });
        return outcome;
    }

    /// <summary>The one item as the runner works it off: the call, then its outcome in a unit of work that removes it.</summary>
    private async Task PullAsync()
    {
        var item = (await WorkAsync(PullShop.WorkKind)).Single();
        await using var scope = database.As(TestDatabase.Ours);
        var pull = scope.ServiceProvider.GetServices<IExternalWork>().OfType<PullShop>().Single();
        var outcome = await pull.CallAsync(item, Ct);
        await database.InUnitAsync(async services =>
        {
            services.GetRequiredService<EntrepotDb>().Remove(item);
            await services.GetServices<IExternalWork>().OfType<PullShop>().Single().ApplyAsync(item, outcome, Ct);
        });
    }

    private async Task<Result> HearAsync(string body, string signature, string eventId)
    {
        await using var scope = database.As(TestDatabase.Ours);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Shopify-Hmac-SHA256"] = signature, ["X-Shopify-Event-Id"] = eventId, ["X-Shopify-Topic"] = "orders/create" };
        return await scope.ServiceProvider.GetRequiredService<TakeWebhook>().RunAsync("scarves", new(headers, Encoding.UTF8.GetBytes(body)), Ct);
    }

    private static string Sign(string body) => Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(body)));

    private async Task<ConnectionRow?> RowAsync() => (await ReadAsync<ConnectionRow>()).SingleOrDefault();

    private async Task<int> CountAsync<TRow>() where TRow : class => (await ReadAsync<TRow>()).Count;

    private async Task<List<WorkItem>> WorkAsync(string kind) => [.. (await ReadAsync<WorkItem>()).Where(item => item.Kind == kind)];

    private async Task<List<TRow>> ReadAsync<TRow>() where TRow : class
    {
        await using var scope = database.As(TestDatabase.Ours);
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<TRow>().ToListAsync(Ct);
    }
}
