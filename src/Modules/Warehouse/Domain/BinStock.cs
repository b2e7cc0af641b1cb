using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>
/// Pieces of a product in a bin that is not its pick bin. What is on hand and stands in no such row lies in the pick bin,
/// or with a picker: so picking writes nothing here, and places always add up to what is on hand. Quarantine is apart:
/// its pieces are not on hand, because nobody may be promised them.
/// </summary>
internal sealed class BinStock : ITenantRow
{
    public TenantId TenantId { get; init; }
    public BinId BinId { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long Quantity { get; private set; }
    public int Version { get; private set; }

    public void Change(long pieces)
    {
        if (Quantity + pieces < 0) throw new InvalidOperationException($"Bin {BinId.Value} has {Quantity} pieces of product {ProductId.Value}; {-pieces} cannot be taken.");
        Quantity += pieces;
        Version++;
    }
}

internal enum BinMovementKind { Received, PutAway, Moved, Counted }

/// <summary>What changed in a bin, who did it and by which document. Appended, never changed.</summary>
internal sealed class BinMovement : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public WarehouseId WarehouseId { get; init; }

    /// <summary>Null for a product's pick bin, whatever bin that is today.</summary>
    public BinId? BinId { get; init; }
    public ProductId ProductId { get; init; }
    public BinMovementKind Kind { get; init; }
    public long Change { get; init; }
    public long Before { get; init; }
    public long After { get; init; }

    /// <summary>The document, e.g. <c>receipt/12</c>, <c>move/77</c>.</summary>
    public string Cause { get; init; } = "";
    public string Note { get; init; } = "";
    public string By { get; init; } = "";
    public DateTime At { get; init; }
}
