using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;

namespace Entrepot.Channels.Connectors.Shopify;

/// <summary>An order in the shape of the REST resource, with what it tells beside its content.</summary>
internal static class ShopifyNews
{
    /// <param name="raw">As it came over the wire.</param>
    public static PulledOrder Read(JsonElement resource, string raw, ShopifyOrderReader reader) =>
        new(JsonPath.TextAt(resource, "id"), raw, Times.Utc(JsonPath.TextAt(resource, "updated_at")), reader.Read(resource)) { News = [.. Of(resource)] };

    private static IEnumerable<OrderNews> Of(JsonElement order)
    {
        if (JsonPath.At(order, "cancelled_at") is { } cancelled)
            yield return new(OrderNewsKind.Cancelled, "order", Times.Utc(JsonPath.Text(cancelled)), JsonPath.TextAt(order, "cancel_reason"));
        foreach (var refund in JsonPath.List(JsonPath.At(order, "refunds")))
        {
            var lines = JsonPath.List(JsonPath.At(refund, "refund_line_items")).ToList();
            var kind = lines.Exists(line => JsonPath.TextAt(line, "restock_type") == "return") ? OrderNewsKind.Returned : OrderNewsKind.Refunded;
            var pieces = string.Join(", ", lines.Select(line => $"{JsonPath.TextAt(line, "quantity")} × {JsonPath.TextAt(line, "line_item_id")} {JsonPath.TextAt(line, "restock_type")}".Trim()));
            yield return new(kind, JsonPath.TextAt(refund, "id"), Times.Utc(JsonPath.TextAt(refund, "created_at")), $"{Amount(refund)} {pieces} {JsonPath.TextAt(refund, "note")}".Trim());
        }
    }

    /// <summary>The GraphQL API states it; the REST resource has it in the refund's transactions.</summary>
    private static string Amount(JsonElement refund) => JsonPath.TextAt(refund, "amount") is { Length: > 0 } stated ? stated
        : string.Join(" + ", JsonPath.List(JsonPath.At(refund, "transactions")).Where(one => JsonPath.TextAt(one, "kind") == "refund").Select(one => JsonPath.TextAt(one, "amount")));
}
