using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Simulation.Company;

/// <summary>What the simulated company sells, where from and where to.</summary>
internal static class Goods
{
    public static readonly string[] Skus = ["MUG", "TEE", "CLOCK"];

    public static readonly IReadOnlyList<NewProduct> All =
    [
        A("MUG", "691110", 380, new(120, 95, 90), 210),
        A("TEE", "610910", 180, new(250, 200, 20), 340),
        A("CLOCK", "910511", 300, new(90, 90, 50), 620),
        new(new(default, "SET", "Two mugs and a T-shirt"), [("MUG", 2), ("TEE", 1)]),
    ];

    public static readonly WarehouseId Frankfurt = new(1);
    public static readonly WarehouseId Shenzhen = new(2);

    public static readonly WarehouseSite[] Sites =
    [
        Site(Frankfurt, "FRA", "DE", "Kelsterbach", "65451", "", 50.06, 8.53, "Europe/Berlin"),
        Site(Shenzhen, "SZX", "CN", "深圳", "518103", "广东省", 22.68, 113.81, "Asia/Shanghai"),
    ];

    public static readonly Address[] Places =
    [
        new() { Name = "Ada Lovelace", Line1 = "Invalidenstraße 43", City = "Berlin", Postcode = "10115", Country = "DE", Email = "ada@example.com", Phone = "+49 30 1234567" },
        new() { Name = "Mary Somerville", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = "GB", Email = "mary@example.com", Phone = "+44 20 7946 0000" },
        new() { Name = "Émilie du Châtelet", Line1 = "4 rue de Rivoli", City = "Paris", Postcode = "75001", Country = "FR", Email = "emilie@example.com", Phone = "+33 1 70 18 99 00" },
    ];

    public static IncomingOrder AnOrder(string number, DateTime placedAt, Address to, params IReadOnlyList<(string Code, long Quantity)> lines) => new()
    {
        ExternalNumber = number,
        PlacedAt = placedAt,
        Currency = "EUR",
        BuyerId = $"buyer of {number}",
        ShipTo = to,
        ShippingMinor = 490,
        Lines = [.. lines.Select((line, i) => new IncomingLine { ExternalLineId = $"{i + 1}", Code = line.Code, Quantity = line.Quantity, UnitPriceMicros = 10_000_000, AmountMinor = 1_000 * line.Quantity })],
    };

    private static NewProduct A(string sku, string hs, long grams, Dimensions size, long cost) => new(
        new Product(default, sku, $"The {sku}") { HsCode = hs, Origin = "CN", WeightGrams = grams, Size = size, Category = "home", CustomsDescription = $"{sku} for the home", Cost = new(cost, "EUR") }, []);

    private static WarehouseSite Site(WarehouseId id, string code, string country, string city, string postcode, string province, double north, double east, string zone) =>
        new(id, code, city, new Address { Name = "Ours", Line1 = "1 Cargo Road", City = city, Postcode = postcode, Province = province, Country = country, Phone = "+49 69 1234567" }, north, east, zone, new TimeOnly(16, 0), IsActive: true);
}
