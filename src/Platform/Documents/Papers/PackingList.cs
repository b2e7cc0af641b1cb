using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>One kind of goods in a parcel.</summary>
public sealed record PackedItem
{
    public required string Sku { get; init; }

    /// <summary>In English.</summary>
    public required string Description { get; init; }

    /// <summary>The name in Chinese or another language.</summary>
    public string LocalName { get; init; } = "";
    public required long Quantity { get; init; }

    /// <summary>Of all pieces, without packaging.</summary>
    public required long NetWeightGrams { get; init; }
}

/// <summary>A parcel, carton or pallet with what is in it.</summary>
public sealed record PackedParcel
{
    /// <summary>As marked on it: <c>1</c>, <c>C-0007</c>.</summary>
    public required string Mark { get; init; }
    public string TrackingNumber { get; init; } = "";

    /// <summary>Outer size; unknown is left out.</summary>
    public Dimensions Size { get; init; }

    /// <summary>With packaging.</summary>
    public required long GrossWeightGrams { get; init; }
    public required IReadOnlyList<PackedItem> Items { get; init; }
}

/// <summary>What is in which parcel, for customs and for whoever unpacks.</summary>
public sealed record PackingList
{
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>The commercial invoice that it belongs to.</summary>
    public string InvoiceNumber { get; init; } = "";
    public string OrderNumber { get; init; } = "";
    /// <summary>Hash of the issuer's logo; empty for none.</summary>
    public string Logo { get; init => field = value ?? ""; } = "";

    public required TradeParty Shipper { get; init; }
    public required TradeParty Consignee { get; init; }
    public string Carrier { get; init; } = "";
    public required IReadOnlyList<PackedParcel> Parcels { get; init; }

    /// <summary>Of the printed words, beside English: <c>es</c>; null for English alone.</summary>
    public string? Language { get; init; }
}
