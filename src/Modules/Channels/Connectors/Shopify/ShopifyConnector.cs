using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>Shopify: GraphQL Admin API 2026-10, and webhooks. A webhook's order is asked for again, so that each order comes by one way only.</summary>
internal sealed class ShopifyConnector : IChannelConnector
{
    public const string Kind = "shopify";

    /// <summary>What 1,000 points, the most that one call may cost, are enough for with fifty lines each; a shop of large orders gets fewer.</summary>
    private const int PageMax = 25;

    private readonly ShopifyOrderReader reader = new();

    public ConnectorProfile Profile { get; } = new(
        Kind, "Shopify", "",
        [
            new("access-token", "Admin API access token", IsSecret: true, IsRequired: false), new("client-id", "Client id of the app (instead of an access token)", IsRequired: false),
            new("client-secret", "Client secret of the app; webhooks are signed with it", IsSecret: true), new("location", "Id of the location that stock is told for", IsRequired: false),
            new("notify-customer", "Let Shopify tell the buyer about parcels: true or false", IsRequired: false),
        ],
        ["read_orders", "read_products", "read_inventory", "write_inventory", "read_locations", "read_merchant_managed_fulfillment_orders", "write_merchant_managed_fulfillment_orders"],
        TimeSpan.FromMinutes(5), Webhooks: true);

    public async Task<Result<ShopCheck>> CheckAsync(ShopSession shop, CancellationToken ct)
    {
        var data = await ShopifyGraph.DataAsync(shop, ShopifyQueries.Check, "shop", new { }, ct);
        if (data.Problem is { } problem) return problem;

        var scopes = JsonPath.List(JsonPath.At(data.Value, "currentAppInstallation", "accessScopes")).Select(scope => JsonPath.TextAt(scope, "handle")).ToList();
        return new ShopCheck(JsonPath.TextAt(data.Value, "shop", "name"), scopes, [.. Profile.Scopes.Where(needed => !IsGranted(scopes, needed))]);
    }

    public async Task<Result<OrderPage>> PullOrdersAsync(ShopSession shop, PullCursor cursor, CancellationToken ct)
    {
        var since = (cursor.From - Profile.Overlap).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        for (var first = PageMax; ; first /= 2)
        {
            var page = await ShopifyGraph.AskAsync(shop, ShopifyQueries.Orders, "orders", new { first, after = cursor.Token.Length > 0 ? cursor.Token : null, query = $"updated_at:>='{since}'" }, ct);
            if (page.Problem is { } costly && ShopifyGraph.IsTooCostly(costly) && first > 1) continue;
            if (page.Problem is { } problem) return problem;

            var orders = new List<PulledOrder>();
            foreach (var node in ShopifyGraph.Nodes(page.Value))
            {
                var whole = await WholeAsync(shop, node, ct);
                if (whole.Problem is { } broken) return broken;
                orders.Add(whole.Value);
            }

            return new OrderPage(orders, cursor.After(orders, ShopifyGraph.Next(page.Value)));
        }
    }

    public async Task<Result<IReadOnlyList<PulledOrder>>> GetOrdersAsync(ShopSession shop, IReadOnlyList<string> remoteIds, CancellationToken ct)
    {
        var orders = new List<PulledOrder>(remoteIds.Count);
        foreach (var id in remoteIds)
        {
            var found = await ShopifyGraph.AskAsync(shop, ShopifyQueries.OneOrder, "order", new { id = ShopifyGraph.Id("Order", id) }, ct);
            if (found.Problem is { Kind: ProblemKind.NotFound }) continue;
            if (found.Problem is { } problem) return problem;
            var whole = await WholeAsync(shop, found.Value, ct);
            if (whole.Problem is { } broken) return broken;
            orders.Add(whole.Value);
        }

        return orders;
    }

    /// <summary>An answer of the GraphQL API, or what the REST resource's lists look like.</summary>
    public Result<IReadOnlyList<PulledOrder>> ReadPage(JsonElement page)
    {
        var data = JsonPath.At(page, "data") ?? page;
        if (JsonPath.At(data, "orders") is { ValueKind: JsonValueKind.Object }) return ShopifyGraph.Nodes(data, "orders").Select(node => FromGraph(node, [])).ToList();
        if (JsonPath.At(data, "order", "lineItems") is not null && JsonPath.At(data, "order") is { } single) return new[] { FromGraph(single, []) };

        var found = reader.Find(page);
        return found.Problem is { } problem ? problem : found.Value.Select(order => ShopifyNews.Read(order, order.GetRawText(), reader)).ToList();
    }

    public Result VerifyWebhook(Shop shop, RawWebhook webhook, DateTime now) => ShopifyWebhooks.Verify(webhook, shop.Key("client-secret"));

    public Result<WebhookNews> ReadWebhook(RawWebhook webhook) => ShopifyWebhooks.Read(webhook, reader);

    public Task<IReadOnlyList<Result>> PushStockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct) => ShopifyStock.PushAsync(shop, levels, ct);

    public async Task<IReadOnlyList<Result>> PushFulfilmentsAsync(ShopSession shop, IReadOnlyList<ShippedParcel> parcels, CancellationToken ct)
    {
        var results = new List<Result>(parcels.Count);
        foreach (var parcel in parcels) results.Add(await ShopifyFulfilment.PushAsync(shop, parcel, ct));
        return results;
    }

    public Problem? RefusalIn(ShopAnswer answer) => ShopifyGraph.RefusalIn(answer);

    public bool IsTokenStale(ShopAnswer answer) => answer.Status == System.Net.HttpStatusCode.Unauthorized;

    public TimeSpan? BusyFor(ShopAnswer answer) => ShopifyGraph.BusyFor(answer);

    public Task<Result<ShopTokens>>? RefreshAsync(ShopSession shop, CancellationToken ct) => shop.Shop.Key("access-token").Length > 0 ? null : ShopifyGraph.TokenAsync(shop, ct);

    /// <summary>With the lines that did not fit into the first page.</summary>
    private async Task<Result<PulledOrder>> WholeAsync(ShopSession shop, JsonElement order, CancellationToken ct)
    {
        var more = new List<JsonElement>();
        var next = JsonPath.At(order, "lineItems") is { ValueKind: JsonValueKind.Object } lines ? ShopifyGraph.Next(lines) : "";
        while (next.Length > 0)
        {
            var page = await ShopifyGraph.AskAsync(shop, ShopifyQueries.MoreLines, "order", new { id = JsonPath.TextAt(order, "id"), after = next }, ct);
            if (page.Problem is { } problem) return problem;
            more.AddRange(ShopifyGraph.Nodes(page.Value, "lineItems"));
            next = JsonPath.At(page.Value, "lineItems") is { ValueKind: JsonValueKind.Object } rest ? ShopifyGraph.Next(rest) : "";
        }

        return FromGraph(order, more);
    }

    /// <summary>The raw text is the order's own; lines of further pages stand behind it, one text after another.</summary>
    private PulledOrder FromGraph(JsonElement order, IReadOnlyList<JsonElement> moreLines) =>
        ShopifyNews.Read(ShopifyResource.From(order, moreLines), string.Join('\n', moreLines.Select(line => line.GetRawText()).Prepend(order.GetRawText())), reader);

    /// <summary>Writing includes reading.</summary>
    private static bool IsGranted(List<string> scopes, string needed) => scopes.Contains(needed) || scopes.Contains(needed.Replace("read_", "write_", StringComparison.Ordinal));
}
