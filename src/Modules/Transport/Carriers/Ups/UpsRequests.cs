using System.Globalization;
using Entrepot.Kernel;
using static Entrepot.Transport.Carriers.Ups.UpsWire;

namespace Entrepot.Transport.Carriers.Ups;

/// <summary>Our booking in UPS's words.</summary>
internal static class UpsRequests
{
    /// <summary>References and names are cut at 35 characters by UPS.</summary>
    private const int TextMax = 35;

    /// <summary>The Import One-Stop Shop's number goes to customs as VendorCollectIDTypeCode 0356.</summary>
    private const string IossType = "0356";

    public static ShipRequestWrapper Ship(BookingRequest request, CarrierAccount account)
    {
        var reference = new[] { new ReferenceNumber(Reference(request.Reference)) };
        // Shipments within the US carry references per package, all others per shipment.
        var perPackage = request.ShipFrom.Country == "US" && request.ShipTo.Country is "US" or "PR";
        var isImperial = request.ShipFrom.Country == "US"; // UPS wants the units of the shipper's country.
        return new(new(
            new("nonvalidate", "2205", new(request.Reference)),
            new(
                request.IsInternational ? WireText.Cut(request.Description, 50) : null,
                new(WireText.NameOf(request.ShipFrom, TextMax), WireText.Cut(request.ShipFrom.Name, TextMax), PhoneOf(request.ShipFrom, request.ShipFrom), account.AccountNumber, AddressOf(request.ShipFrom)),
                PartyOf(request.ShipTo, request.ShipFrom, null),
                PartyOf(request.ShipFrom, request.ShipFrom, Ioss(request)),
                new(Charges(request, account)),
                new("Y"),
                perPackage ? null : reference,
                new(request.WireCode),
                request.ShipFrom.Country == "US" && request.ShipTo.Country is "CA" or "PR" ? AmountOf(request.GoodsValue) : null,
                [.. request.Parcels.Select(parcel => PackageOf(parcel, isImperial, perPackage ? reference : null))]),
            new(new("ZPL"), new("6", "4"))));
    }

    /// <summary>The label of one package again, as it was asked for at its booking.</summary>
    public static LabelRecoveryRequestWrapper RecoverLabel(string trackingNumber, string reference) =>
        new(new(new("1903", new(reference)), new(new("ZPL"), new("6", "4")), trackingNumber));

    /// <summary>As UPS stores it, and is asked for it.</summary>
    public static string Reference(string reference) => reference.Length <= TextMax ? reference : reference[^TextMax..];

    private static List<ShipmentCharge> Charges(BookingRequest request, CarrierAccount account)
    {
        List<ShipmentCharge> charges = [new("01", new(account.AccountNumber))];
        // Delivered duty paid: duties and taxes are ours as well. UPS refuses this type where no customs border is crossed.
        if (request.Incoterm == Incoterm.Ddp && request.CrossesCustomsBorder) charges.Add(new("02", new(account.AccountNumber)));
        return charges;
    }

    private static VendorInfo? Ioss(BookingRequest request) =>
        request.IossNumber is { Length: > 0 } number && Countries.IsInEuCustoms(request.ShipTo.Country) && request.CrossesCustomsBorder
            ? new(IossType, number, request.ShipTo.Company.Length > 0 ? "01" : "02") : null;

    private static Party PartyOf(Address address, Address shipper, VendorInfo? vendor) => new(
        WireText.NameOf(address, TextMax), WireText.Cut(address.Name.Length > 0 ? address.Name : address.Company, TextMax), PhoneOf(address, shipper),
        address.Email is { Length: > 0 and <= 50 } email ? email : null, AddressOf(address, isConsignee: !ReferenceEquals(address, shipper)), vendor);

    private static Phone? PhoneOf(Address address, Address otherwise) => WireText.Phone(address, otherwise, 15) is { } number ? new(number) : null;

    private static PostalAddress AddressOf(Address address, bool isConsignee = false) => new(
        WireText.Lines(address, TextMax, 3), WireText.Cut(address.City, 30), address.Province is { Length: > 0 and <= 5 } state ? state : null,
        address.Postcode.Length > 0 ? WireText.Cut(address.Postcode, 9) : null, address.Country, isConsignee && address.Company.Length == 0 ? "" : null);

    private static Package PackageOf(BookingParcel parcel, bool isImperial, IReadOnlyList<ReferenceNumber>? reference)
    {
        int[] sides = [parcel.Outer.LengthMillimetres, parcel.Outer.WidthMillimetres, parcel.Outer.HeightMillimetres];
        Array.Sort(sides); // Length must be the longest side.
        var (unit, weightUnit) = isImperial ? ("IN", "LBS") : ("CM", "KGS");
        string Side(int millimetres) => (isImperial ? WireText.Inches(millimetres) : WireText.Centimetres(millimetres)).ToString(CultureInfo.InvariantCulture);
        var weight = isImperial ? WireText.Pounds(parcel.GrossWeightGrams) : WireText.Kilograms(parcel.GrossWeightGrams);
        return new(new("02"), new(new(unit), Side(sides[2]), Side(sides[1]), Side(sides[0])), new(new(weightUnit), WireText.Plain(weight)), reference);
    }

    /// <summary>UPS takes whole amounts here, from 1 up.</summary>
    private static Amount AmountOf(Money value) => new(value.Currency, Math.Max(1, Math.Ceiling(value.ToDecimal())).ToString("0", CultureInfo.InvariantCulture));
}
