using System.Globalization;
using System.Xml.Linq;

namespace Entrepot.Sandbox.Carriers;

/// <summary>DHL Parcel Germany's messages as its specifications have them.</summary>
internal static class DhlParcelDePeerWire
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public sealed record OrderRequest(string? Profile, List<Shipment>? Shipments);

    public sealed record Shipment(string? Product, string? BillingNumber, string? RefNo, string? ShipDate, Party? Shipper, Party? Consignee, Details? Details, Customs? Customs);

    public sealed record Party(string? Name1, string? AddressStreet, string? PostalCode, string? City, string? Country);

    public sealed record Details(Dim? Dim, Weight? Weight);

    public sealed record Dim(string? Uom, int Height, int Length, int Width);

    public sealed record Weight(string? Uom, decimal? Value);

    public sealed record Customs(string? ExportType, Amount? PostalCharges, List<Commodity>? Items);

    public sealed record Amount(string? Currency, decimal? Value);

    public sealed record Commodity(string? ItemDescription, int? PackagedQuantity, Amount? ItemValue, Weight? ItemWeight);

    public static object Created(SandboxShipment shipment) => new
    {
        shipmentNo = shipment.Number,
        sstatus = new { title = "OK", statusCode = 200, status = 200, detail = "The Webservice call ran successfully." },
        shipmentRefNo = shipment.Reference,
        routingCode = "40" + CheckDigits.Digits(shipment.CreatedAt.Ticks / 10_000 % 100_000, 5) + "+67000000",
        label = new { zpl2 = $"^XA^FO40,40^BY3^BCN,200,Y,N,N^FD{shipment.Number}^FS^XZ", fileFormat = "ZPL2", printFormat = "910-300-400" },
    };

    public static object Refused(string property, string message) => new
    {
        sstatus = new { title = "Bad Request", statusCode = 400, status = 400, detail = "The shipment could not be created." },
        validationMessages = new[] { new { property, validationMessage = message, validationState = "Error" } },
    };

    public static object Item(string number, int code, string title) => new { shipmentNo = number, sstatus = new { title, statusCode = code, status = code, detail = title } };

    public static XElement Failed(int code, string error) =>
        new("data", new XAttribute("name", "piece-shipment-list"), new XAttribute("code", code), new XAttribute("request-id", "sandbox"), new XAttribute("error", error));

    public static XElement Tracked(IEnumerable<(string Searched, SandboxShipment Shipment, IReadOnlyList<SandboxScan> Scans)> found) =>
        new("data", new XAttribute("name", "piece-shipment-list"), new XAttribute("code", 0), new XAttribute("request-id", "sandbox"), found.Select(pair => Piece(pair.Searched, pair.Shipment, pair.Scans)));

    private static XElement Piece(string searched, SandboxShipment shipment, IReadOnlyList<SandboxScan> scans)
    {
        var isNumber = searched == shipment.Number;
        return new(
            "data", new XAttribute("name", "piece-shipment"), new XAttribute("error-status", 0), new XAttribute("piece-identifier", shipment.Number[2..]), new XAttribute("identifier-type", 2),
            new XAttribute("piece-code", shipment.Number), new XAttribute("product-code", "00"), new XAttribute("delivery-event-flag", scans.Any(scan => scan.Kind == ScanKind.Delivered) ? 1 : 0),
            new XAttribute("searched-piece-code", isNumber ? searched : ""), new XAttribute("searched-ref-no", isNumber ? "" : searched),
            new XAttribute("piece-customer-reference", shipment.Reference), new XAttribute("dest-country", shipment.To.Country), new XAttribute("origin-country", shipment.From.Country),
            new XAttribute("international-flag", shipment.From.Country == shipment.To.Country ? 0 : 1), new XAttribute("ruecksendung", "false"),
            new XElement("data", new XAttribute("name", "piece-event-list"), new XAttribute("piece-identifier", shipment.Number[2..]), Announced(shipment), scans.Select(Event)));
    }

    /// <summary>The electronic data arrive before the parcel does.</summary>
    private static XElement Announced(SandboxShipment shipment) =>
        Event(shipment.CreatedAt, new("", ""), ("PARCV", "NRQRD", "VA", "The instruction data for this shipment have been provided by the sender to DHL electronically", "Advance notice"));

    private static XElement Event(SandboxScan scan) => Event(scan.At, scan.Place, Words(scan.Kind));

    private static XElement Event(DateTime at, SandboxPlace place, (string Ice, string Ric, string Code, string Text, string Short) words) => new(
        "data", new XAttribute("name", "piece-event"),
        new XAttribute("event-timestamp", TimeZoneInfo.ConvertTimeFromUtc(at, Berlin).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture)),
        new XAttribute("event-status", words.Text), new XAttribute("event-text", words.Text), new XAttribute("event-short-status", words.Short), new XAttribute("ice", words.Ice), new XAttribute("ric", words.Ric),
        new XAttribute("event-location", place.City), new XAttribute("event-country", Kernel.Countries.Name(Kernel.Countries.Find(place.Country) ?? place.Country)), new XAttribute("standard-event-code", words.Code), new XAttribute("ruecksendung", "false"));

    private static (string Ice, string Ric, string Code, string Text, string Short) Words(ScanKind kind) => kind switch
    {
        ScanKind.PickedUp => ("PCKDU", "PUBCR", "AE", "The shipment has been picked up", "Pick-up successful"),
        ScanKind.Departed => ("LDTMV", "MVMTV", "AA", "The shipment has been processed in the parcel center of origin", "Parcel center of origin"),
        ScanKind.AtCustoms => ("ICPRC", "FWIMH", "ZO", "The shipment is being presented to customs", "Customs clearance"),
        ScanKind.Cleared => ("RSDCP", "FWIMH", "ZO", "Customs clearance has been completed", "Customs clearance completed"),
        ScanKind.Arrived => ("ULFMV", "UNLDD", "EE", "The shipment has been processed in the destination parcel center", "Destination parcel center"),
        ScanKind.OutForDelivery => ("SRTED", "NRQRD", "PO", "The shipment has been loaded onto the delivery vehicle", "In delivery"),
        ScanKind.NotHome => ("NTDEL", "CNCNR", "ZN", "The shipment could not be delivered: nobody was at home", "Delivery not successful"),
        ScanKind.Delivered => ("DLVRD", "OTHER", "ZU", "The shipment has been successfully delivered", "Delivery successful"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Every scan has DHL's words."),
    };
}
