using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.TikTokShop;

/// <summary>What TikTok Shop is told: stock by SKU and warehouse, and parcels of orders that the seller ships himself.</summary>
internal static class TikTokPushes
{
    private static readonly Dictionary<string, string> NoQuery = [];

    /// <summary>SKUs in one search.</summary>
    private const int BatchMax = 50;

    public static async Task<IReadOnlyList<Result>> StockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var results = new List<Result>(levels.Count);
        foreach (var batch in levels.Chunk(BatchMax))
        {
            var found = await TikTokConnector.AskAsync(shop, HttpMethod.Post, "/product/202502/products/search", new Dictionary<string, string> { ["page_size"] = "100" }, new { seller_skus = batch.Select(level => level.Sku) }, ct);
            var skus = (found.IsOk ? JsonPath.List(found.Value.At("data", "products")) : []).SelectMany(product => JsonPath.List(JsonPath.At(product, "skus")).Select(sku => (Product: JsonPath.TextAt(product, "id"), Sku: sku)))
                .ToLookup(one => JsonPath.TextAt(one.Sku, "seller_sku"), StringComparer.Ordinal);
            foreach (var level in batch)
            {
                var result = found.Problem is { } problem ? problem : skus[level.Sku].Any() ? Result.Ok : (Result)ConnectorProblems.ListingUnknown("TikTok Shop", level.Sku);
                foreach (var (product, sku) in skus[level.Sku])
                    if (result.IsOk) result = await SetAsync(shop, product, sku, level, ct);
                results.Add(result);
            }
        }

        return results;
    }

    /// <summary>In the SKU's first warehouse: what is available is one number, and must not be offered twice.</summary>
    private static async Task<Result> SetAsync(ShopSession shop, string product, JsonElement sku, StockLevel level, CancellationToken ct)
    {
        var warehouses = JsonPath.List(JsonPath.At(sku, "inventory")).Select(one => JsonPath.TextAt(one, "warehouse_id")).ToList();
        var inventory = warehouses.Select((warehouse, i) => new { warehouse_id = warehouse, quantity = i == 0 ? level.Available : 0 });
        var answer = await TikTokConnector.AskAsync(shop, HttpMethod.Post, $"/product/202309/products/{product}/inventory/update", NoQuery, new { skus = new[] { new { id = JsonPath.TextAt(sku, "id"), inventory } } }, ct);
        if (answer.Problem is { } problem) return problem;
        var errors = JsonPath.List(answer.Value.At("data", "errors")).Select(error => $"{JsonPath.TextAt(error, "code")} {JsonPath.TextAt(error, "message")}").ToList();
        return errors.Count > 0 ? ConnectorProblems.Refused("TikTok Shop", $"{level.Sku} {string.Join("; ", errors)}") : Result.Ok;
    }

    public static async Task<Result> ShipAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var id = parcel.RemoteOrderId.Length > 0 ? parcel.RemoteOrderId : parcel.ExternalNumber;
        var found = await TikTokConnector.AskAsync(shop, HttpMethod.Get, "/order/202507/orders", new Dictionary<string, string> { ["ids"] = id }, null, ct);
        if (found.Problem is { } unknown) return unknown;
        var order = JsonPath.List(found.Value.At("data", "orders")).FirstOrDefault();
        if (order.ValueKind != JsonValueKind.Object) return ConnectorProblems.NotThere("TikTok Shop", id);
        if (JsonPath.TextAt(order, "tracking_number") == parcel.TrackingNumber || JsonPath.List(JsonPath.At(order, "line_items")).Any(line => JsonPath.TextAt(line, "tracking_number") == parcel.TrackingNumber)) return Result.Ok;

        var provider = await ProviderAsync(shop, JsonPath.TextAt(order, "delivery_option_id"), parcel, ct);
        if (provider.Problem is { } none) return none;
        var body = new { order_line_item_ids = parcel.Lines.Select(line => line.ExternalLineId), tracking_number = parcel.TrackingNumber, shipping_provider_id = provider.Value };
        var answer = await TikTokConnector.AskAsync(shop, HttpMethod.Post, $"/fulfillment/202309/orders/{id}/packages", NoQuery, body, ct);
        return answer.Problem is { } problem ? problem : Result.Ok;
    }

    /// <summary>The one of the order's delivery option whose name is the carrier's.</summary>
    private static async Task<Result<string>> ProviderAsync(ShopSession shop, string option, ShippedParcel parcel, CancellationToken ct)
    {
        var found = await TikTokConnector.AskAsync(shop, HttpMethod.Get, $"/logistics/202309/delivery_options/{option}/shipping_providers", NoQuery, null, ct);
        if (found.Problem is { } problem) return problem;
        var providers = JsonPath.List(found.Value.At("data", "shipping_providers")).Select(one => (Id: JsonPath.TextAt(one, "id"), Name: JsonPath.TextAt(one, "name"))).ToList();
        var name = CarrierNames.Of(TikTokConnector.Kind, parcel).Name;
        var match = providers.Find(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (match.Id is null) match = providers.Find(one => one.Name.StartsWith(name.Split(' ')[0], StringComparison.OrdinalIgnoreCase));
        return match.Id is { Length: > 0 } provider ? provider : ConnectorProblems.Refused("TikTok Shop", $"{name}: {string.Join(", ", providers.Select(one => one.Name))}");
    }
}
