using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Domain;

/// <summary>One line as the book lists it; what was ordered stands in the order's content.</summary>
internal sealed class OrderLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderLineId Id { get; init; }
    public OrderId OrderId { get; init; }
    public int Number { get; init; }
    public string Code { get; init; } = "";
    public ProductId? ProductId { get; set; }
    public string Description { get; init; } = "";
    public long Quantity { get; init; }
    public long CancelledQuantity { get; set; }

    /// <summary>Gone over to other orders; see <see cref="OrderMoved"/>.</summary>
    public long MovedQuantity { get; set; }
    public long AmountMinor { get; init; }
    public bool IsService { get; init; }
}

/// <summary>What one journey of an order decided, stage by stage, as JSON.</summary>
internal sealed class OrderTrace : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public int Run { get; init; }
    public DateTime At { get; init; }
    public string Entries { get; init; } = "";
}

/// <summary>A product whose arrival a backordered order waits for.</summary>
internal sealed class OrderShortage : ITenantRow
{
    public TenantId TenantId { get; init; }
    public ProductId ProductId { get; init; }
    public OrderId OrderId { get; init; }
}

/// <summary>One line of an order's timeline. Never changed.</summary>
internal sealed class OrderEvent : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public OrderId OrderId { get; init; }
    public DateTime At { get; init; }

    /// <summary>What happened: <c>received</c>, <c>held</c>, <c>allocated</c>, <c>shipped</c> …; screens have a word and a tone for each.</summary>
    public string Kind { get; init; } = "";
    public string Actor { get; init; } = "";
    public Sentence Text { get; init; } = "";
}

/// <summary>The next order number of a company: taken once per batch.</summary>
internal sealed class OrderNumber : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Next { get; set; }
}

/// <summary>A key that an order is found by; see <see cref="SearchWords"/>.</summary>
internal sealed class OrderWord : ITenantRow
{
    public TenantId TenantId { get; init; }
    public string Word { get; init; } = "";
    public OrderId OrderId { get; init; }
}
