using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>Sets what is available of SKUs at the shop's location.</summary>
internal static class ShopifyStock
{
    /// <summary>SKUs in one search, so that its text stays short.</summary>
    private const int BatchMax = 50;

    public static async Task<IReadOnlyList<Result>> PushAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var location = await LocationAsync(shop, ct);
        var results = new List<Result>(levels.Count);
        foreach (var batch in levels.Chunk(BatchMax))
            results.AddRange(location.Problem is { } nowhere ? batch.Select(_ => (Result)nowhere) : await PushAsync(shop, location.Value, batch, ct));
        return results;
    }

    private static async Task<IEnumerable<Result>> PushAsync(ShopSession shop, string location, StockLevel[] levels, CancellationToken ct)
    {
        var search = string.Join(" OR ", levels.Select(level => $"sku:\"{level.Sku.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""));
        var found = await ShopifyGraph.AskAsync(shop, ShopifyQueries.Items, "inventoryItems", new { query = search }, ct);
        if (found.Problem is { } problem) return levels.Select(_ => (Result)problem);

        var items = ShopifyGraph.Nodes(found.Value).ToLookup(item => JsonPath.TextAt(item, "sku"), item => JsonPath.TextAt(item, "id"), StringComparer.Ordinal);
        var quantities = levels.SelectMany(level => items[level.Sku].Select(item => new { inventoryItemId = item, locationId = location, quantity = level.Available, changeFromQuantity = (long?)null })).ToList();
        var set = Result.Ok;
        if (quantities.Count > 0)
        {
            var key = Hashing.Sha256(string.Join('\n', levels.Select(level => level.Key)))[..32];
            var answer = await ShopifyGraph.AskAsync(shop, ShopifyQueries.SetQuantities, "inventorySetQuantities", new { input = new { name = "available", reason = "correction", referenceDocumentUri = $"gid://entrepot/StockPush/{key}", quantities }, key }, ct);
            if (answer.Problem is { } refused) set = refused;
        }

        return levels.Select(level => items[level.Sku].Any() ? set : (Result)ConnectorProblems.ListingUnknown("Shopify", level.Sku));
    }

    /// <summary>The one that the shop's settings name, else the first that sends online orders.</summary>
    private static async Task<Result<string>> LocationAsync(ShopSession shop, CancellationToken ct)
    {
        if (shop.Shop.Key("location") is { Length: > 0 } named) return ShopifyGraph.Id("Location", named);
        var found = await ShopifyGraph.AskAsync(shop, ShopifyQueries.Locations, "locations", new { }, ct);
        if (found.Problem is { } problem) return problem;

        var locations = ShopifyGraph.Nodes(found.Value).Where(one => JsonPath.TextAt(one, "isActive") != "false").ToList();
        var location = locations.Where(one => JsonPath.TextAt(one, "fulfillsOnlineOrders") == "true").Concat(locations).Select(one => JsonPath.TextAt(one, "id")).FirstOrDefault();
        return location is null ? ConnectorProblems.NotThere("Shopify", "locations") : location;
    }
}
