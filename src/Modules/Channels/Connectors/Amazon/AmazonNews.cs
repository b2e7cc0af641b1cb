using System.Text.Json;
using Entrepot.Channels.Connectors.Wire;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>An order of an answer, with what it tells beside its content.</summary>
internal static class AmazonNews
{
    public static PulledOrder Read(JsonElement order, AmazonOrderReader reader) =>
        new(JsonPath.TextAt(order, "orderId"), order.GetRawText(), Times.Utc(JsonPath.TextAt(order, "lastUpdatedTime")), reader.Read(order)) { News = [.. Of(order)] };

    private static IEnumerable<OrderNews> Of(JsonElement order)
    {
        foreach (var item in JsonPath.List(JsonPath.At(order, "orderItems")))
        {
            var id = JsonPath.TextAt(item, "orderItemId");
            if (JsonPath.At(item, "cancellation", "cancellationRequest") is { } asked)
                yield return new(OrderNewsKind.CancellationAsked, id, null, $"{JsonPath.TextAt(asked, "requester")} {JsonPath.TextAt(asked, "cancelReason")}".Trim());
            if (JsonPath.At(item, "cancellation", "cancellationExecution") is { } done)
                yield return new(OrderNewsKind.Cancelled, id, null, JsonPath.TextAt(done, "cancelReason"));
        }

        if (JsonPath.TextAt(order, "fulfillment", "fulfillmentStatus") == "CANCELLED") yield return new(OrderNewsKind.Cancelled, "order", Times.Utc(JsonPath.TextAt(order, "lastUpdatedTime")), "");
        foreach (var package in JsonPath.List(JsonPath.At(order, "packages")))
            yield return new(OrderNewsKind.Shipped, JsonPath.TextAt(package, "packageReferenceId"), Times.Utc(JsonPath.TextAt(package, "shipTime")), $"{JsonPath.TextAt(package, "carrier")} {JsonPath.TextAt(package, "trackingNumber")}".Trim());
    }
}
