using System.Text.Json.Serialization;

namespace Entrepot.Transport.Carriers.DhlParcelDe;

/// <summary>The parts of the Parcel DE Shipping API 2.2 that we use, named as there. Tracking is XML and read by <see cref="DhlParcelDeTracking"/>.</summary>
internal static class DhlParcelDeWire
{
    public sealed record OrderRequest(string Profile, IReadOnlyList<Shipment> Shipments);

    public sealed record Shipment(
        string Product, string BillingNumber, string RefNo, string ShipDate, Party Shipper, Party Consignee, Details Details, Services? Services, Customs? Customs);

    public sealed record Party(
        string Name1, string? Name2, string AddressStreet, string? AdditionalAddressInformation1, string? PostalCode, string City, string? State, string Country, string? Phone, string? Email);

    public sealed record Details(Dim Dim, Weight Weight);

    public sealed record Dim(string Uom, int Height, int Length, int Width);

    public sealed record Weight(string Uom, long Value);

    public sealed record Services(bool? PostalDeliveryDutyPaid);

    public sealed record Customs(string ExportType, Value PostalCharges, string? ShipperCustomsRef, IReadOnlyList<Commodity> Items);

    public sealed record Value(string Currency, [property: JsonPropertyName("value")] decimal Amount);

    public sealed record Commodity(string ItemDescription, int PackagedQuantity, Value ItemValue, Weight ItemWeight);

    public sealed record LabelData(Status? Status, IReadOnlyList<Item>? Items, string? Detail, string? Title);

    public sealed record Status(string? Title, int StatusCode, string? Detail);

    public sealed record Item(string? ShipmentNo, string? RoutingCode, Status? Sstatus, IReadOnlyList<Validation>? ValidationMessages, Label? Label);

    /// <param name="B64">PDF in base64; <paramref name="Zpl2"/> is text as it is sent to the printer.</param>
    public sealed record Label(string? B64, string? Zpl2, string? FileFormat);

    public sealed record Validation(string? Property, string? ValidationMessage, string? ValidationState);
}
