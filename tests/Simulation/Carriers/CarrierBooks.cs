using System.Text.RegularExpressions;

namespace Entrepot.Simulation.Carriers;

/// <summary>What the carriers have booked and taken back, read off the wire: the truth that our own books must agree with.</summary>
internal sealed partial class CarrierBooks
{
    private readonly Dictionary<string, (string Carrier, string Reference)> live = new(StringComparer.Ordinal);

    /// <summary>Bookings that stand, by the carrier's number.</summary>
    public IReadOnlyDictionary<string, (string Carrier, string Reference)> Live => live;

    public void Note(HttpMethod method, Uri address, string question, Peers.Answer answer)
    {
        if (answer.Status >= 300) return;
        var text = System.Text.Encoding.UTF8.GetString(answer.Body);
        switch (method.Method, address.AbsolutePath)
        {
            case ("POST", var ups) when ups.EndsWith("/ship", StringComparison.Ordinal):
                live[One(UpsNumber(), text)] = ("ups", One(UpsReference(), question));
                break;
            case ("DELETE", var ups) when ups.Contains("/void/cancel/", StringComparison.Ordinal):
                live.Remove(ups[(ups.LastIndexOf('/') + 1)..]);
                break;
            case ("POST", var express) when express.EndsWith("/shipments", StringComparison.Ordinal):
                live[One(ExpressNumber(), text)] = ("dhl-express", One(ExpressReference(), question));
                break;
            case ("POST", var parcel) when parcel.EndsWith("/v2/orders", StringComparison.Ordinal):
                foreach (Match item in ParcelNumber().Matches(text)) live[item.Groups[1].Value] = ("dhl-parcel-de", item.Groups[2].Value);
                break;
            case ("DELETE", var parcel) when parcel.EndsWith("/v2/orders", StringComparison.Ordinal):
                foreach (var number in System.Web.HttpUtility.ParseQueryString(address.Query).GetValues("shipment") ?? []) live.Remove(number);
                break;
        }
    }

    private static string One(Regex part, string text) => part.Match(text) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException($"The wire lacks {part}: {text}");

    [GeneratedRegex("\"ShipmentIdentificationNumber\":\"([^\"]+)\"")]
    private static partial Regex UpsNumber();

    [GeneratedRegex("\"CustomerContext\":\"([^\"]+)\"")]
    private static partial Regex UpsReference();

    [GeneratedRegex("\"shipmentTrackingNumber\":\"([^\"]+)\"")]
    private static partial Regex ExpressNumber();

    [GeneratedRegex("\"customerReferences\":\\[\\{\"value\":\"([^\"]+)\"")]
    private static partial Regex ExpressReference();

    [GeneratedRegex("\"shipmentNo\":\"(\\d+)\",\"sstatus\":\\{[^}]*\\},\"shipmentRefNo\":\"([^\"]+)-P\\d+\"")]
    private static partial Regex ParcelNumber();
}
