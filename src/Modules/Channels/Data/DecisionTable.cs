using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Channels.Data;

/// <summary>What a person decided about an accepted order that waited for one.</summary>
internal enum IntakeDecision { Retried, Discarded, KeptOurs, TookTheirs }

/// <summary>One decision with its reason. Rows are added and never changed.</summary>
internal sealed class DecisionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required long IncomingId { get; init; }
    public required IntakeDecision Kind { get; init; }
    public required string Reason { get; init; }
    public required DateTime At { get; init; }
    public required string By { get; init; }

    /// <summary>The content that another one has replaced; null where nothing was replaced.</summary>
    public string? Before { get; init; }
}

internal sealed class DecisionTable : IEntityTypeConfiguration<DecisionRow>
{
    public void Configure(EntityTypeBuilder<DecisionRow> decision)
    {
        decision.ToTable("channels_decision");
        decision.HasKey(row => new { row.TenantId, row.Id });
        decision.HasIndex(row => new { row.TenantId, row.IncomingId, row.Id });
    }
}
