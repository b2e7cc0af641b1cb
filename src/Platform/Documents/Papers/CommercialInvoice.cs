using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>A party of a cross-border sale with the numbers that authorities know it by; empty where it has none.</summary>
/// <remarks>What earlier papers did not know is read from them as nothing: the reader of JSON sets null for it.</remarks>
public sealed record TradeParty(Address Address)
{
    public string VatNumber { get; init; } = "";
    public string EoriNumber { get; init; } = "";

    /// <summary>EU import one-stop shop; the seller's or its intermediary's.</summary>
    public string IossNumber { get; init; } = "";

    /// <summary>Any other: <c>EIN 12-3456789</c>, <c>USCC 91440300…</c>, with its name.</summary>
    public string OtherNumber { get; init; } = "";

    /// <summary>The name in the party's own script, below the one in Latin letters.</summary>
    public string LocalName { get; init => field = value ?? ""; } = "";

    public string Website { get; init => field = value ?? ""; } = "";
}

/// <summary>One kind of goods on an invoice.</summary>
public sealed record CommercialInvoiceLine
{
    /// <summary>What the goods are, in the words of customs: in English.</summary>
    public required string Description { get; init; }

    /// <summary>The name in Chinese or another language; printed under the description.</summary>
    public string LocalName { get; init; } = "";
    public string Sku { get; init; } = "";

    /// <summary>6 to 10 digits.</summary>
    public required string HsCode { get; init; }

    /// <summary>Where it was made: ISO 3166-1 alpha-2.</summary>
    public required string Origin { get; init; }
    public required long Quantity { get; init; }
    public required Money UnitPrice { get; init; }

    /// <summary>Of the whole line, rounded by the caller; all lines and charges are in one currency.</summary>
    public required Money Amount { get; init; }

    /// <summary>Of the whole line, without packaging.</summary>
    public required long NetWeightGrams { get; init; }
}

/// <summary>The invoice that customs value goods by.</summary>
public sealed record CommercialInvoice
{
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    public required TradeParty Seller { get; init; }
    public required TradeParty Buyer { get; init; }

    /// <summary>Who receives the goods; null where it is the buyer.</summary>
    public TradeParty? Consignee { get; init; }

    /// <summary>Incoterms 2020 rule: <c>DDP</c>.</summary>
    public required string Incoterm { get; init; }

    /// <summary>The named place that belongs to the rule: <c>Düsseldorf</c>.</summary>
    public required string IncotermPlace { get; init; }

    public required IReadOnlyList<CommercialInvoiceLine> Lines { get; init; }

    /// <summary>Null where it is not charged apart; the same for the other charges.</summary>
    public Money? Freight { get; init; }
    public Money? Insurance { get; init; }

    /// <summary>Why the goods leave: <c>Sale</c>, <c>Repair</c>, <c>Sample, no commercial value</c>.</summary>
    public required string ReasonForExport { get; init; }

    public string OrderNumber { get; init; } = "";
    public string Carrier { get; init; } = "";
    public string TrackingNumber { get; init; } = "";
    public int ParcelCount { get; init; } = 1;

    /// <summary>With packaging.</summary>
    public long GrossWeightGrams { get; init; }

    /// <summary>A statement that an authority asks for, such as a declaration of preferential origin; printed before the signature.</summary>
    public string Statement { get; init; } = "";

    /// <summary>Of the printed words, beside English: <c>es</c>; null for English alone.</summary>
    public string? Language { get; init; }

    /// <summary>Hash of the issuer's logo; empty for none.</summary>
    public string Logo { get; init => field = value ?? ""; } = "";

    /// <summary>Nothing was sold: samples, repairs, goods that go back.</summary>
    public bool IsProForma { get; init; }

    /// <summary>A pro-forma invoice of goods that were sold and are not packed yet.</summary>
    public bool IsSold { get; init; }

    /// <summary>Who signs, and where.</summary>
    public required string SignedBy { get; init; }
    public string SignedAt { get; init; } = "";
}
