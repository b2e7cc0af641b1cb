using Entrepot.Kernel;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Unit.Documents;

/// <summary>Addresses and papers that are hard to set: long, Chinese, umlauts, Arabic.</summary>
internal static class SamplePapers
{
    public static readonly DateTime Noon = new(2026, 11, 3, 12, 0, 0, DateTimeKind.Utc);

    public static readonly Address Shenzhen = new()
    {
        Name = "深圳市前海跨境电子商务有限公司",
        Line1 = "广东省深圳市宝安区福永街道怀德社区翠岗工业园五区十二栋三楼A座",
        City = "Shenzhen",
        Province = "Guangdong",
        Postcode = "518103",
        Country = "CN",
        Phone = "+86 755 2345 6789",
    };

    public static readonly Address Düsseldorf = new()
    {
        Name = "Jürgen Müller-Lüdenscheidt",
        Company = "Straßenbahn Größe GmbH & Co. KG",
        Line1 = "Königsallee 123 (Hinterhof, 4. Etage)",
        City = "Düsseldorf",
        Postcode = "40212",
        Country = "DE",
        Phone = "+49 211 1234567",
    };

    public static readonly Address California = new()
    {
        Name = "John Q. Public",
        Line1 = "1600 Amphitheatre Parkway",
        Line2 = "Apt 4B",
        City = "Mountain View",
        Province = "CA",
        Postcode = "94043",
        Country = "US",
        Phone = "+1 650 253 0000",
    };

    public static CarrierLabel ALabel(string trackingNumber = "NWP123456789012DE") => new()
    {
        ShipFrom = Shenzhen,
        ShipTo = Düsseldorf,
        Carrier = "Northwind Parcels",
        Service = "Cross-border tracked",
        TrackingNumber = trackingNumber,
        Date = new(2026, 11, 3),
        WeightGrams = 1250,
        RoutingCode = "DE-403-7",
        ParcelNumber = 1,
        ParcelCount = 2,
        Reference = "FO-2026-000123",
        QrPayload = "https://t.example/" + trackingNumber,
        CustomsHint = "DDP · IOSS IM2760000742\nEUR 24.90",
    };

    public static CommercialInvoice AnInvoice(int lines) => new()
    {
        Number = "INV-2026-000481",
        Date = new(2026, 11, 3),
        OrderNumber = "SO-305-1234567",
        Seller = new(Shenzhen) { OtherNumber = "USCC 91440300MA5EXAMPL1", IossNumber = "IM2760000742" },
        Buyer = new(Düsseldorf) { VatNumber = "DE123456789", EoriNumber = "DE123456789012345" },
        Incoterm = "DDP",
        IncotermPlace = "Düsseldorf",
        Freight = new(1850, "EUR"),
        Insurance = new(320, "EUR"),
        ReasonForExport = "Sale of goods",
        Carrier = "Northwind Parcels",
        TrackingNumber = "NWP123456789012DE",
        ParcelCount = 2,
        GrossWeightGrams = 12_850,
        SignedBy = "王小明 (Wang Xiaoming)",
        SignedAt = "Shenzhen",
        Lines = [.. Enumerable.Range(1, lines).Select(i => new CommercialInvoiceLine
        {
            Description = $"Protective case {i} for mobile phones, of silicone, moulded", LocalName = "液态硅胶磁吸手机保护壳（适用于多种型号，支持无线充电）",
            Sku = $"CASE-{i:D3}-BLK", HsCode = "3926909790", Origin = "CN", Quantity = i, UnitPrice = new(1299, "EUR"), Amount = new Money(1299, "EUR") * i,
            NetWeightGrams = 48 * i,
        })],
    };

    public static PostalDeclaration ADeclaration(int lines) => new()
    {
        Category = PostalItemCategory.SaleOfGoods,
        Sender = Shenzhen,
        Addressee = Düsseldorf,
        GrossWeightGrams = 385,
        ItemNumber = "LX123456785CN",
        DesignatedOperator = "China Post",
        Date = new(2026, 11, 3),
        SignedBy = "王小明",
        SenderCustomsReference = "IM2760000742",
        ImporterReference = "DE123456789",
        PostalCharges = new(650, "EUR"),
        OfficeOfOrigin = "Shenzhen 518100",
        InvoiceNumber = "INV-2026-000481",
        Comments = "None",
        LicenceNumber = "L-1",
        CertificateNumber = "C-77",
        Lines = [.. Enumerable.Range(1, lines).Select(i => new PostalDeclarationLine
        {
            Description = $"Silicone phone case {i} 手机壳", Quantity = i, NetWeightGrams = 120, Value = new(1299, "EUR"), HsCode = "3926909790", Origin = "CN",
        })],
    };
}
