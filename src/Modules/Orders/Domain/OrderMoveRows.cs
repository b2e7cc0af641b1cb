using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Domain;

/// <summary>An order was split, or merged into another.</summary>
internal sealed class OrderMoved : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public string Kind { get; init; } = "";
    public OrderId FromOrder { get; init; }
    public OrderId ToOrder { get; init; }
    public DateTime At { get; init; }
    public string Actor { get; init; } = "";
    public string Reason { get; init; } = "";
    public long ShippingMinor { get; init; }
    public long ShippingTaxMinor { get; init; }

    /// <summary>The move that this one takes back; null for a move of its own.</summary>
    public long? Undoes { get; init; }
}

/// <summary>Pieces of one line that went over with it.</summary>
internal sealed class OrderMovedLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long MoveId { get; init; }
    public OrderLineId FromLine { get; init; }
    public OrderLineId ToLine { get; init; }
    public long Quantity { get; init; }
}
