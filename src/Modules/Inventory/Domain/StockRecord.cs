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

internal enum MovementKind { Received, Reserved, Released, Shipped, Adjusted }

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
}
