using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Domain;

/// <summary>A view of the order list that somebody saved: a name for a query.</summary>
internal sealed class OrderView : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }

    /// <summary>The user who saved it, and alone may delete it.</summary>
    public long OwnerId { get; init; }
    public string Name { get; init; } = "";

    /// <summary>Filters and order as they stand in the address, with the question mark; no place in the list.</summary>
    public string Query { get; init; } = "";

    /// <summary>Everybody of the company sees it.</summary>
    public bool IsShared { get; init; }
}

/// <summary>What one user does not want to see in the order list.</summary>
internal sealed class OrderColumns : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long UserId { get; init; }

    /// <summary>Keys of columns, separated by commas; a column that comes with a later release is shown.</summary>
    public string Hidden { get; set; } = "";
}
