using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Entrepot.Sandbox.Carriers;

/// <summary>UPS's messages as its specification has them: what is asked may be missing, what is answered is complete.</summary>
internal static class UpsPeerWire
{
    public static readonly JsonSerializerOptions Pascal = new();

    public sealed record ShipRequest(ShipmentRequest? ShipmentRequest);

    public sealed record ShipmentRequest(RequestInfo? Request, Shipment? Shipment);

    public sealed record RequestInfo(string? RequestOption, TransactionReference? TransactionReference);

    public sealed record TransactionReference(string? CustomerContext);

    public sealed record Shipment(
        string? Description, Shipper? Shipper, Party? ShipTo, Party? ShipFrom, Payment? PaymentInformation, Coded? Service, List<Reference>? ReferenceNumber, List<Package>? Package);

    public sealed record Shipper(string? Name, string? ShipperNumber);

    public sealed record Party(string? Name, Phone? Phone, Address? Address);

    public sealed record Phone(string? Number);

    public sealed record Address(List<string>? AddressLine, string? City, string? StateProvinceCode, string? PostalCode, string? CountryCode);

    public sealed record Payment(List<Charge>? ShipmentCharge);

    public sealed record Charge(string? Type, Bill? BillShipper);

    public sealed record Bill(string? AccountNumber);

    public sealed record Coded(string? Code);

    public sealed record Reference(string? Value);

    public sealed record Package(Coded? Packaging, Sides? Dimensions, Heft? PackageWeight, List<Reference>? ReferenceNumber);

    public sealed record Sides(string? Length, string? Width, string? Height);

    public sealed record Heft(Coded? UnitOfMeasurement, string? Weight);

    public sealed record LabelRecovery(LabelRecoveryRequest? LabelRecoveryRequest);

    public sealed record LabelRecoveryRequest(string? TrackingNumber, LabelSpecification? LabelSpecification);

    public sealed record LabelSpecification(Coded? LabelImageFormat);

    public static object Recovered(SandboxShipment shipment, SandboxParcel parcel) => new
    {
        LabelRecoveryResponse = new
        {
            Response = new { ResponseStatus = new { Code = "1", Description = "Success" } },
            ShipmentIdentificationNumber = shipment.Number,
            LabelResults = new[] { new { TrackingNumber = parcel.Number, LabelImage = new { LabelImageFormat = new { Code = "ZPL" }, GraphicImage = Label(parcel) } } },
        },
    };

    public static object Shipped(SandboxShipment shipment, string price, string currency, string context)
    {
        object Amount(string value) => new { CurrencyCode = currency, MonetaryValue = value };
        var kilograms = (shipment.Parcels.Sum(parcel => parcel.Grams) / 1000m).ToString("0.0", CultureInfo.InvariantCulture);
        return new
        {
            ShipmentResponse = new
            {
                Response = new { ResponseStatus = new { Code = "1", Description = "Success" }, TransactionReference = new { CustomerContext = context } },
                ShipmentResults = new
                {
                    ShipmentCharges = new { TransportationCharges = Amount(price), ServiceOptionsCharges = Amount("0.00"), TotalCharges = Amount(price) },
                    NegotiatedRateCharges = new { TotalCharge = Amount(price) },
                    BillingWeight = new { UnitOfMeasurement = new { Code = "KGS", Description = "Kilograms" }, Weight = kilograms },
                    ShipmentIdentificationNumber = shipment.Number,
                    PackageResults = shipment.Parcels.Select(parcel => new
                    {
                        TrackingNumber = parcel.Number,
                        ServiceOptionsCharges = Amount("0.00"),
                        ShippingLabel = new { ImageFormat = new { Code = "ZPL", Description = "ZPL" }, GraphicImage = Label(parcel) },
                    }).ToList(),
                },
            },
        };
    }

    public static object Voided(SandboxShipment shipment) => new
    {
        VoidShipmentResponse = new
        {
            Response = new { ResponseStatus = new { Code = "1", Description = "Success" } },
            SummaryResult = new { Status = new { Code = "1", Description = "Voided" } },
            PackageLevelResults = shipment.Parcels.Select(parcel => new { TrackingNumber = parcel.Number, Status = new { Code = "1", Description = "Voided" } }).ToList(),
        },
    };

    /// <param name="number">One package only; all of them where it is null.</param>
    public static object Tracked(IReadOnlyList<(SandboxShipment Shipment, IReadOnlyList<SandboxScan> Scans)> found, string? number) => new
    {
        trackResponse = new
        {
            shipment = found.Select(pair => new
            {
                inquiryNumber = number ?? pair.Shipment.Reference,
                package = pair.Shipment.Parcels.Where(parcel => number is null || parcel.Number == number || pair.Shipment.Number == number).Select(parcel => new
                {
                    trackingNumber = parcel.Number,
                    activity = Activities(pair.Shipment, pair.Scans),
                    packageCount = pair.Shipment.Parcels.Count,
                    referenceNumber = new[] { new { number = pair.Shipment.Reference, type = "SHIPMENT" } },
                    weight = new { unitOfMeasurement = "KGS", weight = (parcel.Grams / 1000m).ToString("0.00", CultureInfo.InvariantCulture) },
                }).ToList(),
            }).ToList(),
        },
    };

    /// <summary>Newest first, as UPS lists them; the label was created before anything else.</summary>
    private static List<object> Activities(SandboxShipment shipment, IReadOnlyList<SandboxScan> scans)
    {
        List<object> activities = [Activity(shipment.CreatedAt, shipment.From with { City = "" }, ("M", "MP", "003", "Shipper created a label, UPS has not received the package yet."))];
        activities.AddRange(scans.Select(scan => Activity(scan.At, scan.Place, Words(scan.Kind))));
        activities.Reverse();
        return activities;
    }

    private static object Activity(DateTime at, SandboxPlace place, (string Type, string Code, string StatusCode, string Text) words) => new
    {
        date = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        time = at.ToString("HHmmss", CultureInfo.InvariantCulture),
        gmtDate = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
        gmtTime = at.ToString("HHmmss", CultureInfo.InvariantCulture).TrimStart('0').PadLeft(1, '0'),
        gmtOffset = "+00:00",
        location = new { address = new { city = place.City, countryCode = place.Country, country = place.Country }, slic = "0000" },
        status = new { type = words.Type, code = words.Code, statusCode = words.StatusCode, description = words.Text },
    };

    private static (string Type, string Code, string StatusCode, string Text) Words(ScanKind kind) => kind switch
    {
        ScanKind.PickedUp => ("P", "PU", "038", "Pickup Scan"),
        ScanKind.Departed => ("I", "DP", "005", "Departed from Facility"),
        ScanKind.AtCustoms => ("I", "CC", "012", "Your package is being processed at the clearance facility."),
        ScanKind.Cleared => ("I", "CL", "014", "Your package has cleared customs and is on the way."),
        ScanKind.Arrived => ("I", "AR", "005", "Arrived at Facility"),
        ScanKind.OutForDelivery => ("I", "OT", "021", "Out For Delivery Today"),
        ScanKind.NotHome => ("X", "48", "022", "The receiver was not available for delivery. We'll make another attempt."),
        ScanKind.Delivered => ("D", "KB", "011", "DELIVERED"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every scan has UPS's words."),
    };

    private static string Label(SandboxParcel parcel) => Convert.ToBase64String(Encoding.ASCII.GetBytes($"^XA^FO40,40^BY3^BCN,200,Y,N,N^FD{parcel.Number}^FS^XZ"));
}
