using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

/// <summary>Goods on their way: expected, partly or wholly received, or cancelled.</summary>
internal sealed class Inbound : ITenantRow
{
    public TenantId TenantId { get; init; }
    public InboundId Id { get; init; }
    public ProductId ProductId { get; init; }
    public WarehouseId WarehouseId { get; init; }
    public long Quantity { get; init; }
    public long Received { get; init; }
    public bool IsCancelled { get; init; }
    public DateOnly ExpectedOn { get; init; }
    public string Cause { get; init; } = "";
}

/// <summary>Where the missing pieces could come from.</summary>
internal enum BackorderSource
{
    /// <summary>Nothing is on its way.</summary>
    None,

    /// <summary>Pieces of one expected receipt are promised to the order.</summary>
    Inbound,

    /// <summary>Pieces of another warehouse are proposed for a transfer, whether or not goods are on their way as well.</summary>
    Transfer,
}

/// <summary>
/// What a short order waits for. It claims inbound goods and proposed transfers, so that the next short order is told
/// about other pieces; it ends when the order is reserved anew or released.
/// </summary>
internal sealed class Backorder : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public long Id { get; init; }
    public OrderLineId LineId { get; init; }
    public ProductId ProductId { get; init; }
    public long Quantity { get; init; }
    public BackorderSource Source { get; init; }

    /// <summary>The inbound's or the warehouse's id, as <see cref="Source"/> says; zero for none.</summary>
    public long SourceId { get; init; }
    public DateTime At { get; init; }
}
