using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Orders.Domain;

/// <summary>What a person wrote on an order for colleagues; no buyer sees it. Never changed.</summary>
internal sealed class OrderNote : ITenantRow
{
    public const int TextMax = 2_000;

    public TenantId TenantId { get; init; }
    public OrderId OrderId { get; init; }
    public long Id { get; init; }
    public DateTime At { get; init; }
    public string Author { get; init; } = "";
    public string Text { get; init; } = "";
}

/// <summary>A note calls a user by name.</summary>
internal sealed class OrderMention : ITenantRow
{
    public TenantId TenantId { get; init; }
    public long UserId { get; init; }
    public long NoteId { get; init; }
    public OrderId OrderId { get; init; }

    /// <summary>When the user put it aside; null until then.</summary>
    public DateTime? ReadAt { get; init; }
}
