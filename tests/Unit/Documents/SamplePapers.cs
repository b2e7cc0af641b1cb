using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

/// <summary>Addresses and papers that are hard to set: long, Chinese, umlauts, Arabic.</summary>
internal static class SamplePapers
{
    public static readonly DateTime Noon = new(2026, 11, 3, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Address Shenzhen = new()
    {
        Name = "深圳市前海跨境电子商务有限公司", Line1 = "广东省深圳市宝安区福永街道怀德社区翠岗工业园五区十二栋三楼A座",
        City = "Shenzhen", Province = "Guangdong", Postcode = "518103", Country = "CN", Phone = "+86 755 2345 6789",
    };

    public static readonly Address Düsseldorf = new()
    {
        Name = "Jürgen Müller-Lüdenscheidt", Company = "Straßenbahn Größe GmbH & Co. KG", Line1 = "Königsallee 123 (Hinterhof, 4. Etage)",
        City = "Düsseldorf", Postcode = "40212", Country = "DE", Phone = "+49 211 1234567",
    };

    public static readonly Address California = new()
    {
        Name = "John Q. Public", Line1 = "1600 Amphitheatre Parkway", Line2 = "Apt 4B",
        City = "Mountain View", Province = "CA", Postcode = "94043", Country = "US", Phone = "+1 650 253 0000",
    };

    public static CarrierLabel ALabel(string trackingNumber = "NWP123456789012DE") => new()
    {
        ShipFrom = Shenzhen, ShipTo = Düsseldorf, Carrier = "Northwind Parcels", Service = "Cross-border tracked",
        TrackingNumber = trackingNumber, Date = new(2026, 11, 3), WeightGrams = 1250, RoutingCode = "DE-403-7",
        ParcelNumber = 1, ParcelCount = 2, Reference = "FO-2026-000123", QrPayload = "https://t.example/" + trackingNumber,
        CustomsHint = "DDP · IOSS IM2760000742\nEUR 24.90",
    };
}
