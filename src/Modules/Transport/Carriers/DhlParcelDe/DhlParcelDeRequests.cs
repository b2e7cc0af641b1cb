using System.Globalization;
using Entrepot.Kernel;
using static Entrepot.Transport.Carriers.DhlParcelDe.DhlParcelDeWire;

namespace Entrepot.Transport.Carriers.DhlParcelDe;

/// <summary>Our booking in the words of DHL Parcel Germany, where every parcel is a shipment of its own.</summary>
internal static class DhlParcelDeRequests
{
    private const int ReferenceMin = 8, ReferenceMax = 35;

    /// <summary>The group of users that exists in every business customer's portal.</summary>
    public const string StandardProfile = "STANDARD_GRUPPENPROFIL";

    public static OrderRequest Ship(BookingRequest request, CarrierAccount account)
    {
        var values = request.GoodsValue.Allocate([.. request.Parcels.Select(parcel => parcel.GrossWeightGrams)]);
        return new(account.Option("profile", StandardProfile), [.. request.Parcels.Select((parcel, at) => ShipmentOf(parcel, values[at], request, account))]);
    }

    /// <summary>The reference of one parcel, as DHL stores it: 8 to 35 characters.</summary>
    public static string Reference(string reference, int parcel)
    {
        var full = $"{reference}-P{parcel}".PadLeft(ReferenceMin, '0');
        return full.Length <= ReferenceMax ? full : full[^ReferenceMax..];
    }

    private static Shipment ShipmentOf(BookingParcel parcel, Money value, BookingRequest request, CarrierAccount account) => new(
        request.WireCode, BillingNumber(request.WireCode, account), Reference(request.Reference, parcel.Number),
        request.ShipAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PartyOf(request.ShipFrom) with { Phone = null, AdditionalAddressInformation1 = null, State = null }, // A shipper has no such fields.
        PartyOf(request.ShipTo),
        new(new("mm", parcel.Outer.HeightMillimetres, parcel.Outer.LengthMillimetres, parcel.Outer.WidthMillimetres), new("g", parcel.GrossWeightGrams)),
        request.Incoterm == Incoterm.Ddp && request.CrossesCustomsBorder ? new(PostalDeliveryDutyPaid: true) : null,
        request.CrossesCustomsBorder ? CustomsOf(parcel, value, request) : null);

    /// <summary>Ten digits of the customer, two of the product's procedure (the digits in its code) and two of the participation.</summary>
    private static string BillingNumber(string product, CarrierAccount account) => account.AccountNumber + product[1..3] + account.Option("participation", "01");

    private static Party PartyOf(Address address)
    {
        var isCompany = address.Company.Length > 0;
        return new(
            WireText.NameOf(address, 50), isCompany && address.Name.Length > 0 ? WireText.Cut(address.Name, 50) : null, WireText.Cut(address.Line1.Length > 0 ? address.Line1 : "-", 50),
            address.Line2.Length > 0 ? WireText.Cut(address.Line2, 60) : null, address.Postcode.Length >= 3 ? WireText.Cut(address.Postcode, 10) : null, WireText.Cut(address.City, 40),
            address.Province.Length > 0 ? WireText.Cut(address.Province, 20) : null, Countries.Alpha3(address.Country),
            address.Phone.Length > 0 ? WireText.Cut(address.Phone, 20) : null, address.Email is { Length: >= 3 and <= 80 } email ? email : null);
    }

    /// <summary>One line: the exact items go to customs with the declaration, which names this shipment.</summary>
    private static Customs CustomsOf(BookingParcel parcel, Money value, BookingRequest request) => new(
        "COMMERCIAL_GOODS", new(value.Currency, 0), request.IossNumber,
        [new(WireText.Cut(request.Description, 256), 1, new(value.Currency, value.ToDecimal()), new("g", parcel.GrossWeightGrams))]);
}
