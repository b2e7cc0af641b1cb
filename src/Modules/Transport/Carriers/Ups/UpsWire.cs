using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entrepot.Transport.Carriers.Ups;

/// <summary>The parts of UPS's Shipping (v2409), Tracking (v1) and OAuth APIs that we use, named as there.</summary>
internal static class UpsWire
{
    public sealed record ShipRequestWrapper(ShipmentRequest ShipmentRequest);

    public sealed record ShipmentRequest(RequestInfo Request, Shipment Shipment, LabelSpecification LabelSpecification);

    public sealed record RequestInfo(string RequestOption, string SubVersion, TransactionReference TransactionReference);

    public sealed record TransactionReference(string CustomerContext);

    public sealed record Shipment(
        string? Description, Shipper Shipper, Party ShipTo, Party ShipFrom, PaymentInformation PaymentInformation, ShipmentRatingOptions ShipmentRatingOptions,
        IReadOnlyList<ReferenceNumber>? ReferenceNumber, Coded Service, Amount? InvoiceLineTotal, IReadOnlyList<Package> Package);

    public sealed record Shipper(string Name, string AttentionName, Phone? Phone, string ShipperNumber, PostalAddress Address);

    public sealed record Party(string Name, string AttentionName, Phone? Phone, [property: JsonPropertyName("EMailAddress")] string? EmailAddress, PostalAddress Address, VendorInfo? VendorInfo);

    public sealed record Phone(string Number);

    public sealed record PostalAddress(IReadOnlyList<string> AddressLine, string City, string? StateProvinceCode, string? PostalCode, string CountryCode, string? ResidentialAddressIndicator);

    public sealed record VendorInfo(string VendorCollectIDTypeCode, string VendorCollectIDNumber, string ConsigneeType);

    public sealed record PaymentInformation(IReadOnlyList<ShipmentCharge> ShipmentCharge);

    public sealed record ShipmentCharge(string Type, BillShipper BillShipper);

    public sealed record BillShipper(string AccountNumber);

    public sealed record ShipmentRatingOptions(string NegotiatedRatesIndicator);

    public sealed record ReferenceNumber(string Value);

    public sealed record Coded(string Code, string? Description = null);

    public sealed record Amount(string CurrencyCode, string MonetaryValue);

    public sealed record Package(Coded Packaging, PackageDimensions Dimensions, PackageWeight PackageWeight, IReadOnlyList<ReferenceNumber>? ReferenceNumber);

    public sealed record PackageDimensions(Coded UnitOfMeasurement, string Length, string Width, string Height);

    public sealed record PackageWeight(Coded UnitOfMeasurement, string Weight);

    public sealed record LabelSpecification(Coded LabelImageFormat, LabelStockSize LabelStockSize);

    public sealed record LabelStockSize(string Height, string Width);

    public sealed record ShipResponseWrapper(ShipmentResponse? ShipmentResponse);

    public sealed record ShipmentResponse(ShipmentResults ShipmentResults);

    public sealed record ShipmentResults(ShipmentCharges? ShipmentCharges, NegotiatedRateCharges? NegotiatedRateCharges, string? ShipmentIdentificationNumber, IReadOnlyList<PackageResult>? PackageResults);

    public sealed record ShipmentCharges(Amount? TotalCharges);

    public sealed record NegotiatedRateCharges(Amount? TotalCharge);

    public sealed record PackageResult(string TrackingNumber, ShippingLabel? ShippingLabel);

    public sealed record ShippingLabel(Coded? ImageFormat, string? GraphicImage);

    public sealed record LabelRecoveryRequestWrapper(LabelRecoveryRequest LabelRecoveryRequest);

    public sealed record LabelRecoveryRequest(RecoveryInfo Request, LabelSpecification LabelSpecification, string TrackingNumber);

    public sealed record RecoveryInfo(string SubVersion, TransactionReference TransactionReference);

    public sealed record LabelRecoveryResponseWrapper(LabelRecoveryResponse? LabelRecoveryResponse);

    /// <param name="LabelResults">A list; older versions of UPS's APIs give the thing itself where there is but one.</param>
    public sealed record LabelRecoveryResponse(JsonElement LabelResults)
    {
        public IReadOnlyList<LabelResult> Results => LabelResults.ValueKind switch
        {
            JsonValueKind.Array => LabelResults.Deserialize<List<LabelResult>>() ?? [],
            JsonValueKind.Object when LabelResults.Deserialize<LabelResult>() is { } one => [one],
            _ => [],
        };
    }

    public sealed record LabelResult(string? TrackingNumber, LabelImage? LabelImage);

    public sealed record LabelImage(Coded? LabelImageFormat, string? GraphicImage);

    public sealed record ErrorResponse(ErrorBody? Response);

    public sealed record ErrorBody(IReadOnlyList<Error>? Errors);

    public sealed record Error(string? Code, string? Message);

    public sealed record Token([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] string ExpiresIn);

    public sealed record TrackApiResponse(TrackResponse? TrackResponse);

    public sealed record TrackResponse(IReadOnlyList<TrackedShipment>? Shipment);

    public sealed record TrackedShipment(string? InquiryNumber, IReadOnlyList<TrackedPackage>? Package);

    public sealed record TrackedPackage(string? TrackingNumber, IReadOnlyList<Activity>? Activity, IReadOnlyList<TrackedReference>? ReferenceNumber);

    public sealed record TrackedReference(string? Number, string? Type);

    public sealed record Activity(string? Date, string? Time, string? GmtDate, string? GmtTime, Location? Location, Status? Status);

    public sealed record Location(TrackedAddress? Address);

    public sealed record TrackedAddress(string? City, string? CountryCode, string? Country);

    public sealed record Status(string? Type, string? Code, string? StatusCode, string? Description);
}
