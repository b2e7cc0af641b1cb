using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.WooCommerce;

/// <summary>What WooCommerce is told: stock of products and variations, and parcels.</summary>
internal static class WooPushes
{
    /// <summary>Where we write which parcels an order has, so that a repetition shows and the last one completes it.</summary>
    private const string Parcels = "_entrepot_parcels";

    /// <summary>SKUs in one search, and products in one batch (WooCommerce's own limit is 100).</summary>
    private const int BatchMax = 50;

    public static async Task<IReadOnlyList<Result>> StockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var results = new List<Result>(levels.Count);
        foreach (var batch in levels.Chunk(BatchMax))
        {
            var found = await WooConnector.AskAsync(shop, "products", HttpMethod.Get, $"/products?sku={Uri.EscapeDataString(string.Join(',', batch.Select(level => level.Sku)))}&per_page=100", null, ct);
            if (found.Problem is { } problem)
            {
                results.AddRange(batch.Select(_ => (Result)problem));
                continue;
            }

            var products = JsonPath.List(found.Value.Json).ToLookup(product => JsonPath.TextAt(product, "sku"), StringComparer.Ordinal);
            var told = new Dictionary<string, Result>(StringComparer.Ordinal);
            foreach (var parent in batch.SelectMany(level => products[level.Sku].Select(product => (level, product))).GroupBy(pair => JsonPath.TextAt(pair.product, "parent_id") is { Length: > 0 } id ? id : "0"))
                await TellAsync(shop, parent.Key, [.. parent], told, ct);
            results.AddRange(batch.Select(level => told.TryGetValue(level.Sku, out var result) ? result : (Result)ConnectorProblems.ListingUnknown("WooCommerce", level.Sku)));
        }

        return results;
    }

    /// <summary>Products together; variations together with those of the same product.</summary>
    private static async Task TellAsync(ShopSession shop, string parent, IReadOnlyList<(StockLevel Level, JsonElement Product)> pairs, Dictionary<string, Result> told, CancellationToken ct)
    {
        var path = parent == "0" ? "/products/batch" : $"/products/{parent}/variations/batch";
        var update = pairs.Select(pair => new { id = long.Parse(JsonPath.TextAt(pair.Product, "id"), CultureInfo.InvariantCulture), manage_stock = true, stock_quantity = pair.Level.Available });
        var answer = await WooConnector.AskAsync(shop, "stock", HttpMethod.Post, path, new { update }, ct);
        var errors = answer.IsOk ? JsonPath.List(answer.Value.At("update")).Where(one => JsonPath.At(one, "error") is not null).ToLookup(one => JsonPath.TextAt(one, "id"), one => JsonPath.TextAt(one, "error", "message")) : null;
        foreach (var (level, product) in pairs)
        {
            var error = errors?[JsonPath.TextAt(product, "id")].FirstOrDefault();
            told[level.Sku] = answer.Problem is { } problem ? problem : error is not null ? ConnectorProblems.Refused("WooCommerce", $"{level.Sku} {error}") : Result.Ok;
        }
    }

    public static async Task<Result> ParcelAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var id = await IdAsync(shop, parcel, ct);
        if (id.Problem is { } unknown) return unknown;
        var found = await WooConnector.AskAsync(shop, "order", HttpMethod.Get, $"/orders/{id.Value}", null, ct);
        if (found.Problem is { } problem) return problem;

        var told = Told(found.Value);
        if (told.Exists(one => one.Number == parcel.TrackingNumber)) return Result.Ok;
        told.Add(new(parcel.TrackingNumber, parcel.Lines.ToDictionary(line => line.ExternalLineId, line => line.Quantity)));
        var carrier = CarrierNames.Of(WooConnector.Kind, parcel);
        var note = await WooConnector.AskAsync(shop, "note", HttpMethod.Post, $"/orders/{id.Value}/notes", new { note = $"{carrier.Name} {parcel.TrackingNumber}", customer_note = true }, ct);
        if (note.Problem is { } silent) return silent;

        var meta = new[] { new { key = Parcels, value = JsonSerializer.Serialize(told) } };
        object change = IsComplete(found.Value, told) ? new { status = "completed", meta_data = meta } : new { meta_data = meta };
        var answer = await WooConnector.AskAsync(shop, "order", HttpMethod.Put, $"/orders/{id.Value}", change, ct);
        return answer.Problem is { } refused ? refused : Result.Ok;
    }

    private static async Task<Result<string>> IdAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        if (parcel.RemoteOrderId.Length > 0) return parcel.RemoteOrderId;
        var found = await WooConnector.AskAsync(shop, "orders", HttpMethod.Get, $"/orders?search={Uri.EscapeDataString(parcel.ExternalNumber)}&per_page=20", null, ct);
        if (found.Problem is { } problem) return problem;
        var id = JsonPath.List(found.Value.Json).Where(order => JsonPath.TextAt(order, "number") == parcel.ExternalNumber).Select(order => JsonPath.TextAt(order, "id")).FirstOrDefault();
        return id is null ? ConnectorProblems.NotThere("WooCommerce", parcel.ExternalNumber) : id;
    }

    private static List<Parcel> Told(ShopAnswer order)
    {
        foreach (var meta in JsonPath.List(order.At("meta_data")))
        {
            if (JsonPath.TextAt(meta, "key") != Parcels) continue;
            try
            {
                return JsonSerializer.Deserialize<List<Parcel>>(JsonPath.TextAt(meta, "value")) ?? [];
            }
            catch (JsonException)
            {
                return []; // Somebody has edited it by hand.
            }
        }

        return [];
    }

    private static bool IsComplete(ShopAnswer order, List<Parcel> told) => JsonPath.List(order.At("line_items")).All(line =>
        long.TryParse(JsonPath.TextAt(line, "quantity"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity) && told.Sum(parcel => parcel.Lines.GetValueOrDefault(JsonPath.TextAt(line, "id"))) >= quantity);

    private sealed record Parcel(string Number, Dictionary<string, long> Lines);
}
