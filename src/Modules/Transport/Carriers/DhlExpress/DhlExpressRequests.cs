using System.Globalization;
using Entrepot.Kernel;
using static Entrepot.Transport.Carriers.DhlExpress.DhlExpressWire;

namespace Entrepot.Transport.Carriers.DhlExpress;

/// <summary>Our booking in DHL Express's words.</summary>
internal static class DhlExpressRequests
{
    private const int ReferenceMax = 35;

    /// <summary>The moment of shipping must still lie ahead when DHL reads it.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(15);

    public static CreateShipment Ship(BookingRequest request, CarrierAccount account)
    {
        var isDutyPaid = request.Incoterm == Incoterm.Ddp && request.CrossesCustomsBorder;
        List<Account> accounts = [new("shipper", account.AccountNumber)];
        if (isDutyPaid) accounts.Add(new("duties-taxes", account.AccountNumber));
        return new(
            (request.ShipAt + Lead).ToString("yyyy-MM-dd'T'HH:mm:ss' GMT+00:00'", CultureInfo.InvariantCulture), new(IsRequested: false), Product(request), GetRateEstimates: true, accounts,
            isDutyPaid ? [new("DD")] : null, // Duty Tax Paid.
            new("zpl", [new("label", true)]), [new(Reference(request.Reference), "CU")],
            new(PartyOf(request.ShipFrom, request, account, Ioss(request)), PartyOf(request.ShipTo, request, account, null)),
            ContentOf(request));
    }

    /// <summary>As DHL stores it, and is asked for it.</summary>
    public static string Reference(string reference) => reference.Length <= ReferenceMax ? reference : reference[^ReferenceMax..];

    /// <summary>DHL has one product code for goods that cross a customs border and another for those that move freely within the EU.</summary>
    private static string Product(BookingRequest request) => (request.WireCode, request.CrossesCustomsBorder) switch
    {
        ("P", false) => "U",
        ("H", false) => "W",
        var (code, _) => code,
    };

    private static Content ContentOf(BookingRequest request)
    {
        var declares = request.CrossesCustomsBorder;
        return new(
            [.. request.Parcels.Select(parcel => new Package(
                WireText.Kilograms(parcel.GrossWeightGrams),
                new(WireText.Centimetres(parcel.Outer.LengthMillimetres), WireText.Centimetres(parcel.Outer.WidthMillimetres), WireText.Centimetres(parcel.Outer.HeightMillimetres)), parcel.Number))],
            declares, declares ? request.GoodsValue.ToDecimal() : null, declares ? request.GoodsValue.Currency : null,
            WireText.Cut(request.Description.Trim(), 70), request.Incoterm.ToString().ToUpperInvariant(), "metric");
    }

    /// <summary>SDT is DHL's type for the Import One-Stop Shop number.</summary>
    private static Registration[]? Ioss(BookingRequest request) =>
        request.IossNumber is { Length: > 0 } number && Countries.IsInEuCustoms(request.ShipTo.Country) && request.CrossesCustomsBorder ? [new("SDT", number, request.ShipTo.Country)] : null;

    private static Party PartyOf(Address address, BookingRequest request, CarrierAccount account, Registration[]? registrations)
    {
        var lines = WireText.Lines(address, 45, 3);
        var name = WireText.Cut(address.Name.Length > 0 ? address.Name : address.Company, 255);
        return new(
            new(WireText.Cut(address.Postcode, 12), WireText.Cut(address.City, 45), address.Country, address.Province.Length >= 2 ? WireText.Cut(address.Province, 35) : null,
                lines.Count > 0 ? lines[0] : "-", lines.Count > 1 ? lines[1] : null, lines.Count > 2 ? lines[2] : null),
            new(address.Email is { Length: > 0 and <= 70 } email ? email : null, WireText.Phone(address, request.ShipFrom, 70) ?? account.Option("phone", "0"), WireText.NameOf(address, 100), name),
            registrations, address.Company.Length > 0 ? "business" : "private");
    }
}
