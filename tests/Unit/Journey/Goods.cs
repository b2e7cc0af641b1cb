using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Unit.Journey;

/// <summary>What the company sells, and orders for it.</summary>
internal static class Goods
{
    public static readonly string[] Plain = ["MUG", "TEE", "PHONES", "CLOCK", "NOHS", "NOORIGIN", "NOCOST", "ANVIL"];

    public static readonly IReadOnlyList<NewProduct> All =
    [
        A("MUG", "691110", "CN", 380, new(120, 95, 90), 210),
        A("TEE", "610910", "BD", 180, new(250, 200, 20), 340),
        A("PHONES", "851830", "CN", 240, new(180, 160, 80), 1_450),
        A("CLOCK", "910511", "CN", 300, new(90, 90, 50), 620),
        A("NOHS", "", "CN", 200, new(100, 100, 50), 100),
        A("NOORIGIN", "950300", "", 200, new(100, 100, 50), 100),
        A("NOCOST", "950300", "CN", 200, new(100, 100, 50), 0),
        A("ANVIL", "820590", "CN", 250_000, new(700, 400, 400), 9_000),
        A("RAW", "950300", "CN", 0, default, 100),
        new(new(default, "SET", "Two mugs and a T-shirt"), [("MUG", 2), ("TEE", 1)]),
        new(new(default, "RAWSET", "A mug and something unmeasured"), [("MUG", 1), ("RAW", 1)]),
    ];

    private static NewProduct A(string sku, string hs, string origin, long grams, Dimensions size, long cost) => new(
        new Product(default, sku, $"The {sku}")
        {
            HsCode = hs,
            Origin = origin,
            WeightGrams = grams,
            Size = size,
            Category = "home",
            CustomsDescription = $"{sku} for the home",
            Battery = sku == "PHONES" ? BatteryKind.LithiumIonInEquipment : BatteryKind.None,
            Cost = cost == 0 ? default : new(cost, "EUR"),
        },
        []);

    public static readonly Address Berlin = new() { Name = "Ada Lovelace", Line1 = "Invalidenstraße 43", City = "Berlin", Postcode = "10115", Country = "DE", Email = "ada@example.com" };
    public static readonly Address London = new() { Name = "Ada Lovelace", Line1 = "12 St James's Square", City = "London", Postcode = "SW1Y 4JH", Country = "GB", Email = "ada@example.com" };
    public static readonly Address Austin = new() { Name = "Ada Lovelace", Line1 = "1100 Congress Avenue", City = "Austin", Postcode = "78701", Province = "TX", Country = "US", Email = "ada@example.com" };

    /// <summary>Where none of the demo rate cards goes.</summary>
    public static readonly Address Asuncion = new() { Name = "Ada Lovelace", Line1 = "Palma 123", City = "Asunción", Postcode = "1209", Country = "PY", Email = "ada@example.com" };

    /// <summary>An order of a buyer of its own, to Berlin, ten euros a piece.</summary>
    public static IncomingOrder AnOrder(string number, params (string Code, long Quantity)[] lines) => new()
    {
        ExternalNumber = number,
        PlacedAt = TestDatabase.Noon,
        Currency = "EUR",
        BuyerId = $"buyer of {number}",
        ShipTo = Berlin,
        ShippingMinor = 490,
        Lines = [.. (lines.Length > 0 ? lines : [("MUG", 1)]).Select((line, i) => ALine($"{i + 1}", line.Code, line.Quantity))],
    };

    public static IncomingLine ALine(string id, string code, long quantity, long price = 1_000) => new()
    {
        ExternalLineId = id,
        Code = code,
        Quantity = quantity,
        UnitPriceMicros = price * 10_000,
        AmountMinor = price * quantity,
    };

    public static IncomingOrder To(this IncomingOrder order, Address address) => order with { ShipTo = address };

    public static IncomingOrder With(this IncomingOrder order, params IncomingLine[] lines) => order with { Lines = lines };
}
