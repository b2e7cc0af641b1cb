using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Carriers;

/// <summary>The MyDHL API's messages as its specification has them.</summary>
internal static class DhlExpressPeerWire
{
    public sealed record CreateShipment(
        string? PlannedShippingDateAndTime, Pickup? Pickup, string? ProductCode, bool? GetRateEstimates, List<Account>? Accounts, List<Reference>? CustomerReferences,
        CustomerDetails? CustomerDetails, Content? Content);

    public sealed record Pickup(bool? IsRequested);

    public sealed record Account(string? TypeCode, string? Number);

    public sealed record Reference(string? Value, string? TypeCode);

    public sealed record CustomerDetails(Party? ShipperDetails, Party? ReceiverDetails);

    public sealed record Party(PostalAddress? PostalAddress, Contact? ContactInformation);

    public sealed record PostalAddress(string? PostalCode, string? CityName, string? CountryCode, string? AddressLine1);

    public sealed record Contact(string? Phone, string? CompanyName, string? FullName);

    public sealed record Content(
        List<Package>? Packages, bool? IsCustomsDeclarable, decimal? DeclaredValue, string? DeclaredValueCurrency, string? Description, string? Incoterm, string? UnitOfMeasurement);

    public sealed record Package(decimal? Weight);

    public static object Created(SandboxShipment shipment, Money? price) => new
    {
        url = "https://express.api.dhl.com/mydhlapi/shipments",
        shipmentTrackingNumber = shipment.Number,
        trackingUrl = $"https://express.api.dhl.com/mydhlapi/shipments/{shipment.Number}/tracking",
        packages = shipment.Parcels.Select((parcel, at) => new { referenceNumber = at + 1, trackingNumber = parcel.Number }).ToList(),
        documents = new[] { new { imageFormat = "ZPL", content = Convert.ToBase64String(Encoding.ASCII.GetBytes($"^XA^FO40,40^BY3^BCN,200,Y,N,N^FD{shipment.Number}^FS^XZ")), typeCode = "label" } },
        shipmentDetails = new[] { new { packagesCount = shipment.Parcels.Count, dhlRoutingCode = $"{shipment.To.Country}{Area(shipment.To)}+42000000" } },
        shipmentCharges = price is { } charge
            ? [new { currencyType = "BILLC", priceCurrency = charge.Currency, price = charge.ToDecimal(), serviceBreakdown = new[] { new { name = "EXPRESS WORLDWIDE", price = charge.ToDecimal() } } }]
            : Array.Empty<object>(),
    };

    public static object Tracked(IReadOnlyList<(SandboxShipment Shipment, IReadOnlyList<SandboxScan> Scans)> found, HashSet<string> wanted, bool withPieces) => new
    {
        shipments = found.Select(pair => new
        {
            shipmentTrackingNumber = pair.Shipment.Number,
            status = "Success",
            shipmentTimestamp = pair.Shipment.CreatedAt.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
            productCode = pair.Shipment.Service,
            shipperReferences = new[] { new { value = pair.Shipment.Reference, typeCode = "CU" } },
            events = Events(pair.Scans),
            numberOfPieces = pair.Shipment.Parcels.Count,
            pieces = !withPieces ? [] : pair.Shipment.Parcels.Select((parcel, at) => (parcel, at)).Where(piece => wanted.Count == 0 || wanted.Contains(piece.parcel.Number)).Select(piece => new
            {
                number = piece.at + 1,
                typeCode = "PLT",
                shipmentTrackingNumber = pair.Shipment.Number,
                trackingNumber = piece.parcel.Number,
                weight = piece.parcel.Grams / 1000m,
                events = Events(pair.Scans),
            }).ToList<object>(),
        }).ToList(),
    };

    /// <summary>Newest first, in an hour's offset to show that offsets are read.</summary>
    private static List<object> Events(IReadOnlyList<SandboxScan> scans) => [.. scans.Reverse().Select(scan =>
    {
        var local = scan.At.AddHours(1);
        var (code, text) = Words(scan.Kind);
        return (object)new
        {
            date = local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            time = local.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
            GMTOffset = "+01:00",
            typeCode = code,
            description = text,
            serviceArea = new[] { new { code = Area(scan.Place), description = $"{scan.Place.City}-{scan.Place.Country}" } },
        };
    })];

    private static string Area(SandboxPlace place) => (place.City.ToUpperInvariant() + "XXX")[..3];

    private static (string Code, string Text) Words(ScanKind kind) => kind switch
    {
        ScanKind.PickedUp => ("PU", "Shipment picked up"),
        ScanKind.Departed => ("DF", "Departed Facility"),
        ScanKind.AtCustoms => ("IC", "Processed for clearance"),
        ScanKind.Cleared => ("CR", "Clearance processing complete"),
        ScanKind.Arrived => ("AR", "Arrived at Delivery Facility"),
        ScanKind.OutForDelivery => ("WC", "Shipment is out with courier for delivery"),
        ScanKind.NotHome => ("NH", "Delivery attempted; recipient not home"),
        ScanKind.Delivered => ("OK", "Delivered"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every scan has DHL's words."),
    };
}
