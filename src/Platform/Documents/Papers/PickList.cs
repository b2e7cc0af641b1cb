namespace Entrepot.Platform.Documents.Papers;

/// <summary>One stop of a walk through the warehouse.</summary>
public sealed record PickListLine
{
    public required string Bin { get; init; }
    public required string Sku { get; init; }

    /// <summary>In Latin script.</summary>
    public required string Name { get; init; }

    /// <summary>In Chinese.</summary>
    public string LocalName { get; init; } = "";
    public required long Quantity { get; init; }

    /// <summary>Where the pieces go: the slot of the cart, or the order's number.</summary>
    public string Slot { get; init; } = "";
}

/// <summary>A walk for a picker without a scanner, or with one whose battery died.</summary>
public sealed record PickList
{
    /// <summary>Number of the wave or pick task; drawn in Code 128 where it is ASCII.</summary>
    public required string Wave { get; init; }
    public required string Warehouse { get; init; }

    /// <summary>In the warehouse's zone.</summary>
    public required DateTimeOffset PrintedAt { get; init; }

    /// <summary>Who walks; empty where nobody is assigned.</summary>
    public string Picker { get; init; } = "";

    /// <summary>Of the printed words: the warehouse's; null for English.</summary>
    public string? Language { get; init; }

    /// <summary>In the order of the path.</summary>
    public required IReadOnlyList<PickListLine> Lines { get; init; }
}
