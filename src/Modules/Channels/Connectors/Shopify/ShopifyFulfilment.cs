using System.Globalization;
using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>Tells a parcel: its lines are found in what is left of the order's fulfilment orders, which is also where a repetition shows.</summary>
internal static class ShopifyFulfilment
{
    public static async Task<Result> PushAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        var found = await OrderAsync(shop, parcel, ct);
        if (found.Problem is { } problem) return problem;
        var told = ShopifyGraph.Nodes(found.Value, "fulfillments").SelectMany(one => ShopifyGraph.Nodes(one, "trackingInfo")).Select(info => JsonPath.TextAt(info, "number"));
        if (told.Contains(parcel.TrackingNumber)) return Result.Ok;

        var parts = Parts(found.Value, parcel);
        if (parts.Count == 0) return ConnectorProblems.NothingToFulfil("Shopify", parcel.ExternalNumber);
        var carrier = CarrierNames.Of(ShopifyConnector.Kind, parcel);
        foreach (var group in parts.GroupBy(part => part.Location)) // One fulfilment is of one location.
        {
            var fulfillment = new
            {
                lineItemsByFulfillmentOrder = group.GroupBy(part => part.FulfilmentOrder).Select(order => new
                {
                    fulfillmentOrderId = order.Key,
                    fulfillmentOrderLineItems = order.Select(part => new { id = part.Line, quantity = part.Quantity }),
                }),
                trackingInfo = new { company = carrier.Code, number = parcel.TrackingNumber },
                notifyCustomer = shop.Shop.Key("notify-customer", "true") != "false",
            };
            var answer = await ShopifyGraph.AskAsync(shop, ShopifyQueries.Fulfil, "fulfillmentCreate", new { fulfillment, message = (string?)null }, ct);
            if (answer.Problem is { } refused) return refused;
        }

        return Result.Ok;
    }

    private static async Task<Result<JsonElement>> OrderAsync(ShopSession shop, ShippedParcel parcel, CancellationToken ct)
    {
        if (parcel.RemoteOrderId.Length > 0) return await ShopifyGraph.AskAsync(shop, ShopifyQueries.FulfilmentOrders, "order", new { id = ShopifyGraph.Id("Order", parcel.RemoteOrderId) }, ct);

        var found = await ShopifyGraph.AskAsync(shop, ShopifyQueries.FulfilmentOrdersByName, "orders", new { query = $"name:\"{parcel.ExternalNumber}\"" }, ct);
        if (found.Problem is { } problem) return problem;
        foreach (var order in ShopifyGraph.Nodes(found.Value))
            if (JsonPath.TextAt(order, "name") == parcel.ExternalNumber) return order;
        return ConnectorProblems.NotThere("Shopify", parcel.ExternalNumber);
    }

    private static List<Part> Parts(JsonElement order, ShippedParcel parcel)
    {
        var wanted = parcel.Lines.GroupBy(line => ShopifyGraph.Tail(line.ExternalLineId), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(line => line.Quantity), StringComparer.Ordinal);
        var parts = new List<Part>();
        foreach (var one in ShopifyGraph.Nodes(order, "fulfillmentOrders"))
        {
            if (JsonPath.TextAt(one, "status") is "CLOSED" or "CANCELLED") continue;
            foreach (var line in ShopifyGraph.Nodes(one, "lineItems"))
            {
                var left = long.TryParse(JsonPath.TextAt(line, "remainingQuantity"), NumberStyles.None, CultureInfo.InvariantCulture, out var remaining) ? remaining : 0;
                var id = ShopifyGraph.Tail(JsonPath.TextAt(line, "lineItem", "id"));
                var quantity = Math.Min(left, wanted.GetValueOrDefault(id));
                if (quantity <= 0) continue;
                wanted[id] -= quantity;
                parts.Add(new(JsonPath.TextAt(one, "id"), JsonPath.TextAt(one, "assignedLocation", "location", "id"), JsonPath.TextAt(line, "id"), quantity));
            }
        }

        return parts;
    }

    private sealed record Part(string FulfilmentOrder, string Location, string Line, long Quantity);
}
