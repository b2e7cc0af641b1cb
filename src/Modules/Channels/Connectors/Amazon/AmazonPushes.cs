using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Entrepot.Channels.Connectors.Wire;
using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Amazon;

/// <summary>What Amazon is told: quantities of listings, and parcels.</summary>
internal static class AmazonPushes
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The quantity that the seller ships himself. PRODUCT stands for any product type where only the offer changes.</summary>
    public static string Stock(StockLevel level) => JsonSerializer.Serialize(
        new Patch("PRODUCT", [new("replace", "/attributes/fulfillment_availability", [new("DEFAULT", level.Available)])]), Format);

    public static Result Accepted(ShopAnswer answer)
    {
        if (answer.TextAt("status") is "ACCEPTED" or "VALID") return Result.Ok;
        var issues = JsonPath.List(answer.At("issues")).Select(issue => $"{JsonPath.TextAt(issue, "code")}: {JsonPath.TextAt(issue, "message")}");
        return ConnectorProblems.Refused("Amazon", $"{answer.TextAt("sku")} {answer.TextAt("status")} {string.Join("; ", issues)}".Trim());
    }

    public static string Shipment(ShippedParcel parcel, string marketplace, long number)
    {
        var carrier = CarrierNames.Of(AmazonConnector.Kind, parcel);
        return JsonSerializer.Serialize(
            new Confirmation(marketplace, new(
                number.ToString(CultureInfo.InvariantCulture), carrier.Code, carrier.Name, parcel.TrackingNumber, parcel.ShippedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                [.. parcel.Lines.Select(line => new Item(line.ExternalLineId, line.Quantity))])), Format);
    }

    /// <summary>Amazon wants positive numbers, unique within the order.</summary>
    public static long NextNumber(IEnumerable<JsonElement> packages)
    {
        long highest = 0;
        foreach (var package in packages)
            if (long.TryParse(JsonPath.TextAt(package, "packageReferenceId"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) highest = Math.Max(highest, number);
        return highest + 1;
    }

    private sealed record Patch(string ProductType, IReadOnlyList<Operation> Patches);

    private sealed record Operation(string Op, string Path, IReadOnlyList<Availability> Value);

    private sealed record Availability([property: JsonPropertyName("fulfillment_channel_code")] string Channel, long Quantity);

    private sealed record Confirmation(string MarketplaceId, Package PackageDetail);

    private sealed record Package(string PackageReferenceId, string CarrierCode, string? CarrierName, string TrackingNumber, string ShipDate, IReadOnlyList<Item> OrderItems);

    private sealed record Item(string OrderItemId, long Quantity);
}
