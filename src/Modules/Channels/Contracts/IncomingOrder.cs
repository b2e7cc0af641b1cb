using System.Text.Json.Serialization;
using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>
/// An order as every channel's reader must deliver it: one shape, nothing decided yet. Amounts in minor units of
/// <see cref="Currency"/>, times UTC.
/// </summary>
public sealed record IncomingOrder
{
    /// <summary>The channel's own number, unique within the channel.</summary>
    public required string ExternalNumber { get; init; }
    public required DateTime PlacedAt { get; init; }

    /// <summary>ISO 4217 as the channel wrote it; an unknown one is held later, not refused here.</summary>
    public required string Currency { get; init; }
    public required Address ShipTo { get; init; }

    /// <summary>The country as the source wrote it, when it could not be resolved to a code (<c>Channel Islands</c>); else empty.</summary>
    public string CountryText { get; init; } = "";
    public Address? BillTo { get; init; }

    /// <summary>The channel's own id of the buyer; empty when the buyer is anonymous.</summary>
    public string BuyerId { get; init; } = "";
    public string BuyerTaxId { get; init; } = "";
    public bool BuyerIsBusiness { get; init; }
    public required IReadOnlyList<IncomingLine> Lines { get; init; }
    public long ShippingMinor { get; init; }

    /// <summary>All discounts together; the lines' own discounts are parts of it, not added to it.</summary>
    public long DiscountMinor { get; init; }

    /// <summary>All tax the buyer paid on top of goods and shipping; the lines' own tax amounts are parts of it. Zero where prices include tax.</summary>
    public long TaxMinor { get; init; }

    /// <summary>What the buyer paid in all, as the channel states it; null where the source does not state a total.</summary>
    public long? TotalMinor { get; init; }
    public PaymentState Payment { get; init; } = PaymentState.Paid;
    public Incoterm Incoterm { get; init; } = Incoterm.Dap;
    public string? IossNumber { get; init; }
    public bool TaxCollectedByChannel { get; init; }
    public string BuyerNote { get; init; } = "";
    public string GiftMessage { get; init; } = "";
    public IReadOnlyList<string> Tags { get; init; } = [];
    public string? RequestedService { get; init; }

    /// <summary>A carrier's service that a person chose for this order, e.g. <c>ups/standard</c>; goes before the rules'. Null for none.</summary>
    public string? ChosenService { get; init; }
    public DateTime? ShipBy { get; init; }
    public DateTime? DeliverBy { get; init; }

    /// <summary>Programme flags of the channel (<c>prime</c>, <c>business</c>, <c>replacement</c> …), lower case.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];
}

/// <summary>One line: goods, or a service such as postage that nobody packs.</summary>
public sealed record IncomingLine
{
    /// <summary>The channel's own id of the line, unique within the order.</summary>
    public required string ExternalLineId { get; init; }

    /// <summary>The channel's code of the article.</summary>
    public required string Code { get; init; }
    public string Description { get; init; } = "";
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)] // Required when read back, so written also when it is zero; the same below.
    public required long Quantity { get; init; }

    /// <summary>Of <see cref="Quantity"/>, already cancelled.</summary>
    public long CancelledQuantity { get; init; }

    /// <summary>Of <see cref="Quantity"/>, gone over to another order of the book, with what the buyer paid for them; no channel ever states it.</summary>
    public long MovedQuantity { get; init; }

    /// <summary>Price of one piece in millionths of the major unit (2.55 is 2,550,000): some sources price below a cent.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long UnitPriceMicros { get; init; }

    /// <summary>Quantity × unit price, rounded half even to minor units; what the buyer was charged for the line before discount and tax.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required long AmountMinor { get; init; }
    public long DiscountMinor { get; init; }
    public long TaxMinor { get; init; }
    public bool IsService { get; init; }
}
