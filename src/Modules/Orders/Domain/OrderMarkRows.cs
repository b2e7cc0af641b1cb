using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Domain;

/// <summary>A word that people put on orders to find them again. Rules put words of their own on an order; those stand in <see cref="Order.Tags"/>.</summary>
internal sealed class OrderTag : ITenantRow
{
    public const int NameMax = 32;

    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public string Name { get; init; } = "";
    public Tone Tone { get; init; }
}

/// <summary>A tag stands on an order. A row of its own, so that tagging never meets a journey that writes the order.</summary>
internal sealed class OrderTagged : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long TagId { get; init; }
    public OrderId OrderId { get; init; }
}

/// <summary>Who looks after an order.</summary>
internal sealed class OrderAssigned : ITenantRow
{
    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public long UserId { get; init; }

    /// <summary>The name as it was when the order was given; lists need no look at the users.</summary>
    public string UserName { get; init; } = "";
}

/// <summary>What a change of many orders has found, so that whoever made it can take it back for a while.</summary>
internal sealed class OrderUndo : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }
    public string Actor { get; init; } = "";
    public DateTime At { get; init; }

    /// <summary><c>hold</c>, <c>release</c>, <c>tag</c>, <c>untag</c> or <c>assign</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>JSON: the orders that were changed, and how they were before.</summary>
    public string Was { get; init; } = "";
}
