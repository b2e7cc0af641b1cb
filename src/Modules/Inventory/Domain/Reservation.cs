using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

internal enum ReservationState { Open, Released, Shipped }

/// <summary>Pieces of one order line kept in one warehouse. While it is open, quantity − shipped of it stands in the stock's reserved.</summary>
internal sealed class Reservation : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public long Id { get; init; }
    public OrderLineId LineId { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long Quantity { get; init; }
    public long Shipped { get; init; }
    public ReservationState State { get; init; }

    /// <summary>The order's number, for people who look at movements.</summary>
    public string Reference { get; init; } = "";
    public DateTime At { get; init; }

    public long Open => Quantity - Shipped;
}
