using System.Globalization;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Inventory.Domain;

/// <summary>Goods sent from one warehouse to another. They leave on hand at once and are inbound at the other until they are received there.</summary>
internal sealed class Transfer : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long Id { get; init; }

    /// <summary>Given by whoever sends it: the same key sent twice is one transfer.</summary>
    public string Key { get; init; } = "";
    public WarehouseId FromWarehouseId { get; init; }
    public WarehouseId ToWarehouseId { get; init; }
    public DateOnly ExpectedOn { get; init; }
    public string Note { get; init; } = "";
    public string SentBy { get; init; } = "";
    public DateTime SentAt { get; init; }
    public List<TransferLine> Lines { get; } = [];

    public string Cause => CauseOf(Id);

    public static string CauseOf(long id) => string.Create(CultureInfo.InvariantCulture, $"transfer/{id}");
}

internal sealed class TransferLine : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long TransferId { get; init; }
    public ProductId ProductId { get; init; }
    public long Quantity { get; init; }

    /// <summary>What the other warehouse expects.</summary>
    public InboundId InboundId { get; init; }
}
