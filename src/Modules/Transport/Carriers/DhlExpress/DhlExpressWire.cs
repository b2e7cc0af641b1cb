using System.Text.Json.Serialization;

namespace Entrepot.Transport.Carriers.DhlExpress;

/// <summary>The parts of the MyDHL API 3.1 that we use, named as there.</summary>
internal static class DhlExpressWire
{
    public sealed record CreateShipment(
        string PlannedShippingDateAndTime, Pickup Pickup, string ProductCode, bool GetRateEstimates, IReadOnlyList<Account> Accounts,
        IReadOnlyList<ValueAddedService>? ValueAddedServices, OutputImageProperties OutputImageProperties, IReadOnlyList<Reference> CustomerReferences,
        CustomerDetails CustomerDetails, Content Content);

    public sealed record Pickup(bool IsRequested);

    public sealed record Account(string TypeCode, string Number);

    public sealed record ValueAddedService(string ServiceCode);

    public sealed record OutputImageProperties(string EncodingFormat, IReadOnlyList<ImageOption> ImageOptions);

    public sealed record ImageOption(string TypeCode, bool IsRequested);

    public sealed record Reference(string Value, string TypeCode);

    public sealed record CustomerDetails(Party ShipperDetails, Party ReceiverDetails);

    public sealed record Party(PostalAddress PostalAddress, Contact ContactInformation, IReadOnlyList<Registration>? RegistrationNumbers, string TypeCode);

    public sealed record PostalAddress(
        string PostalCode, string CityName, string CountryCode, string? ProvinceCode, string AddressLine1, string? AddressLine2, string? AddressLine3);

    public sealed record Contact(string? Email, string Phone, string CompanyName, string FullName);

    public sealed record Registration(string TypeCode, string Number, string IssuerCountryCode);

    public sealed record Content(
        IReadOnlyList<Package> Packages, bool IsCustomsDeclarable, decimal? DeclaredValue, string? DeclaredValueCurrency, string Description, string Incoterm, string UnitOfMeasurement);

    public sealed record Package(decimal Weight, PackageDimensions Dimensions, int ReferenceNumber);

    public sealed record PackageDimensions(int Length, int Width, int Height);

    public sealed record Created(string? ShipmentTrackingNumber, IReadOnlyList<CreatedPackage>? Packages, IReadOnlyList<ShipmentDetail>? ShipmentDetails, IReadOnlyList<Charge>? ShipmentCharges,
        IReadOnlyList<Document>? Documents);

    public sealed record Document(string? ImageFormat, string? Content, string? TypeCode, int? PackageReferenceNumber);

    public sealed record CreatedPackage(int? ReferenceNumber, string TrackingNumber);

    public sealed record ShipmentDetail(string? DhlRoutingCode);

    public sealed record Charge(string CurrencyType, string PriceCurrency, decimal Price);

    public sealed record ErrorResponse(string? Detail, string? Title, string? Message, IReadOnlyList<string>? AdditionalDetails);

    public sealed record Tracking(IReadOnlyList<TrackedShipment>? Shipments);

    public sealed record TrackedShipment(string? ShipmentTrackingNumber, IReadOnlyList<Checkpoint>? Events, IReadOnlyList<Piece>? Pieces);

    public sealed record Piece(int? Number, string? TrackingNumber, IReadOnlyList<Checkpoint>? Events);

    public sealed record Checkpoint(
        string? Date, string? Time, [property: JsonPropertyName("GMTOffset")] string? GmtOffset, string? TypeCode, string? Description, IReadOnlyList<ServiceArea>? ServiceArea);

    public sealed record ServiceArea(string? Code, string? Description);
}
