using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

/// <summary>One product in one warehouse. Always equal to the sum of its movements; available = on hand − reserved ≥ 0 is a constraint.</summary>
internal sealed class StockRecord : ITenantRow
{
    public TenantId TenantId { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long OnHand { get; init; }
    public long Reserved { get; init; }
}

internal enum MovementKind { Received, Reserved, Released, Shipped, Adjusted, Transferred }

/// <summary>What changed a stock record, by how much and why. Appended, never changed.</summary>
internal sealed class StockMovement : ITenantRow
{
    public TenantId TenantId { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long Id { get; init; }
    public MovementKind Kind { get; init; }
    public long OnHandChange { get; init; }
    public long ReservedChange { get; init; }

    /// <summary>What brought it about, unique per product and warehouse, so that a repeat is seen; null where an order is the cause.</summary>
    public string? Cause { get; init; }

    /// <summary>The order it was reserved, released or shipped for; null for receipts and adjustments.</summary>
    public OrderId? OrderId { get; init; }

    /// <summary>For people: the order's number or the reason of an adjustment.</summary>
    public string Note { get; init; } = "";
    public DateTime At { get; init; }

    /// <summary>The person or program behind it; null where an order is the cause, whose timeline says who.</summary>
    public string? By { get; init; }
}

/// <summary>From so many pieces on, available and on their way together, a product is to be ordered again for a warehouse.</summary>
internal sealed class ReorderPoint : ITenantRow
{
    public TenantId TenantId { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long Quantity { get; private set; }
    public string SetBy { get; private set; } = "";
    public DateTime SetAt { get; private set; }

    public void Set(long quantity, string by, DateTime now) => (Quantity, SetBy, SetAt) = (quantity, by, now);
}
