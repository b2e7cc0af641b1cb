using Entrepot.Kernel;

namespace Entrepot.Rules.Contracts;

/// <summary>
/// What a rule may ask about an order. Names in conditions are these properties in snake case
/// (<c>total_base_minor</c>, <c>ship_to.country</c>, <c>lines.category</c>). Null says that nobody knows: the fact is
/// absent, and a condition on it is false. Amounts in minor units of <see cref="Currency"/> unless their name says base; times UTC.
/// </summary>
public sealed record RuleFacts
{
    public required string? Channel { get; init; }
    public required string? ChannelKind { get; init; }

    /// <summary>The channel's own number of the order.</summary>
    public string? ExternalNumber { get; init; }
    public required string Currency { get; init; }
    public required long TotalMinor { get; init; }

    /// <summary>The total in the company's currency, so that one threshold fits all shops; null where there is no rate.</summary>
    public required long? TotalBaseMinor { get; init; }
    public long? ShippingMinor { get; init; }
    public long? DiscountMinor { get; init; }
    public long? TaxMinor { get; init; }

    /// <summary>What the goods cost to buy, in the company's currency; null where the cost of a piece is not known.</summary>
    public long? CostBaseMinor { get; init; }
    public required Address ShipTo { get; init; }
    public Address? BillTo { get; init; }
    public string? BuyerId { get; init; }
    public required string BuyerName { get; init; }
    public required string BuyerEmail { get; init; }
    public string? BuyerTaxId { get; init; }
    public bool? BuyerIsBusiness { get; init; }
    public required string BuyerNote { get; init; }
    public string? GiftMessage { get; init; }
    public required PaymentState Payment { get; init; }
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Programme flags of the channel, e.g. <c>prime</c>.</summary>
    public IReadOnlyList<string>? Flags { get; init; }
    public string? RequestedService { get; init; }
    public Incoterm? Incoterm { get; init; }
    public bool? HasIoss { get; init; }
    public bool? TaxCollectedByChannel { get; init; }
    public DateTime? PlacedAt { get; init; }
    public DateTime? ShipBy { get; init; }
    public DateTime? DeliverBy { get; init; }

    /// <summary>The moment of the decision: how much time is left.</summary>
    public DateTime? DecidedAt { get; init; }

    /// <summary>The moment whose rules are asked, for their first and last days; null for that of the decision. A simulation asks today's rules about yesterday's orders.</summary>
    public DateTime? AskedAt { get; init; }

    /// <summary>Of the goods without packing; null where a product's weight is not known.</summary>
    public required long? WeightGrams { get; init; }

    /// <summary>What must be shipped: open goods lines.</summary>
    public required IReadOnlyList<RuleLine> Lines { get; init; }
}

/// <summary>A line of goods. What the catalogue knows about a product is null where the product is not looked up.</summary>
/// <param name="Category">The merchant's product line.</param>
/// <param name="AmountMinor">What the buyer pays for the line, in the order's currency.</param>
public sealed record RuleLine(string Sku, string? Category, long Quantity, long AmountMinor, bool? HasBattery, bool? IsAlcohol, bool? IsLiquid, string? HsCode, string? Origin)
{
    public string? Name { get; init; }

    /// <summary><c>None</c>, or which cells and how they are packed.</summary>
    public BatteryKind? Battery { get; init; }

    /// <summary>Of all pieces of the line.</summary>
    public long? WeightGrams { get; init; }

    /// <summary>What the line's pieces cost to buy, in the company's currency.</summary>
    public long? CostBaseMinor { get; init; }

    /// <summary>Pieces free to sell in all warehouses when the batch began; orders decided at the same moment do not see each other.</summary>
    public long? Available { get; init; }
}
