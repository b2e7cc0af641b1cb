using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Finance.Domain;

/// <summary>A statement of account that was issued. Never changed: it says for ever what it said.</summary>
internal sealed class StatementRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required string Account { get; init; }
    public required string Recipient { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public required long BalanceMinor { get; init; }
    public required string Currency { get; init; }

    /// <summary>JSON of the paper's record.</summary>
    public required string Content { get; init; }
    public required DateTime IssuedAt { get; init; }
    public required string IssuedBy { get; init; }
}
