using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopee;

/// <summary>What Shopee is told: stock by item and model, which are looked up by SKU, and that an order is on its way.</summary>
internal static class ShopeePushes
{
    public static async Task<IReadOnlyList<Result>> StockAsync(ShopSession shop, IReadOnlyList<StockLevel> levels, CancellationToken ct)
    {
        var results = new List<Result>(levels.Count);
        foreach (var level in levels) results.Add(await StockAsync(shop, level, ct));
        return results;
    }

    private static async Task<Result> StockAsync(ShopSession shop, StockLevel level, CancellationToken ct)
    {
        var found = await ShopeeConnector.GetAsync(shop, "/api/v2/product/search_item", $"page_size=10&item_sku={Uri.EscapeDataString(level.Sku)}", ct);
        if (found.Problem is { } problem) return problem;

        foreach (var item in JsonPath.List(found.Value.At("response", "item_id_list")).Select(JsonPath.Text))
        {
            var models = await ShopeeConnector.GetAsync(shop, "/api/v2/product/get_model_list", $"item_id={item}", ct);
            if (models.Problem is { } broken) return broken;
            var all = JsonPath.List(models.Value.At("response", "model")).ToList();
            var model = all.Find(one => JsonPath.TextAt(one, "model_sku") == level.Sku);
            if (all.Count > 0 && model.ValueKind != JsonValueKind.Object) continue; // An item with models has no stock of its own.

            var body = new { item_id = Number(item), stock_list = new[] { new { model_id = model.ValueKind == JsonValueKind.Object ? Number(JsonPath.TextAt(model, "model_id")) : 0, seller_stock = new[] { new { stock = level.Available } } } } };
            var answer = await ShopeeConnector.PostAsync(shop, "/api/v2/product/update_stock", body, ct);
            if (answer.Problem is { } refused) return refused;
            var failed = JsonPath.List(answer.Value.At("response", "failure_list")).Select(one => JsonPath.TextAt(one, "failed_reason")).ToList();
            return failed.Count > 0 ? ConnectorProblems.Refused("Shopee", $"{level.Sku} {string.Join("; ", failed)}") : Result.Ok;
        }

        return ConnectorProblems.ListingUnknown("Shopee", level.Sku);
    }

    /// <summary>An order that is on its way already is not told again. Which of the three ways to hand over is Shopee's choice, by logistics channel.</summary>
    public static async Task<Result> ShipAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var id = parcel.RemoteOrderId.Length > 0 ? parcel.RemoteOrderId : parcel.ExternalNumber;
        var known = await ShopeeConnector.GetAsync(shop, "/api/v2/order/get_order_detail", $"order_sn_list={Uri.EscapeDataString(id)}&response_optional_fields=package_list", ct);
        if (known.Problem is { } unknown) return unknown;
        var order = JsonPath.List(known.Value.At("response", "order_list")).FirstOrDefault();
        if (order.ValueKind != JsonValueKind.Object) return ConnectorProblems.NotThere("Shopee", id);
        if (JsonPath.TextAt(order, "order_status") is "PROCESSED" or "SHIPPED" or "TO_CONFIRM_RECEIVE" or "COMPLETED") return Result.Ok;

        var asked = await ShopeeConnector.GetAsync(shop, "/api/v2/logistics/get_shipping_parameter", $"order_sn={Uri.EscapeDataString(id)}", ct);
        if (asked.Problem is { } silent) return silent;
        var answer = await ShopeeConnector.PostAsync(shop, "/api/v2/logistics/ship_order", Body(asked.Value, id, parcel.TrackingNumber), ct);
        return answer.Problem is { } problem ? problem : Result.Ok;
    }

    private static Dictionary<string, object> Body(ShopAnswer parameter, string id, string number)
    {
        var body = new Dictionary<string, object> { ["order_sn"] = id };
        bool Needs(string way, string field) => JsonPath.List(parameter.At("response", "info_needed", way)).Any(one => JsonPath.Text(one) == field);
        if (parameter.At("response", "info_needed", "non_integrated") is not null) body["non_integrated"] = new { tracking_number = number };
        else if (parameter.At("response", "info_needed", "dropoff") is not null && JsonPath.List(parameter.At("response", "info_needed", "pickup")).Any() == false)
            body["dropoff"] = Needs("dropoff", "tracking_number") || Needs("dropoff", "tracking_no") ? new Dictionary<string, object> { ["tracking_number"] = number } : [];
        else body["pickup"] = PickUp(parameter, Needs("pickup", "tracking_number") ? number : "");
        return body;
    }

    /// <summary>From the address that is marked for it, at its first time.</summary>
    private static Dictionary<string, object> PickUp(ShopAnswer parameter, string number)
    {
        var addresses = JsonPath.List(parameter.At("response", "pickup", "address_list")).ToList();
        var address = addresses.Find(one => JsonPath.List(JsonPath.At(one, "address_flag")).Any(flag => JsonPath.Text(flag) == "pickup_address"));
        if (address.ValueKind != JsonValueKind.Object) address = addresses.FirstOrDefault();
        var body = new Dictionary<string, object>();
        if (address.ValueKind != JsonValueKind.Object) return body;
        body["address_id"] = Number(JsonPath.TextAt(address, "address_id"));
        if (JsonPath.List(JsonPath.At(address, "time_slot_list")).Select(slot => JsonPath.TextAt(slot, "pickup_time_id")).FirstOrDefault() is { Length: > 0 } time) body["pickup_time_id"] = time;
        if (number.Length > 0) body["tracking_number"] = number;
        return body;
    }

    private static long Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
