using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Approvals;

internal sealed class ApprovalRow : ITenantRow
{
    public const int ReasonMax = 500;

    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Kind { get; init; }
    public required string Subject { get; init; }
    public required Sentence What { get; init; }

    /// <summary>JSON of <see cref="Change"/>s.</summary>
    public required string Changes { get; init; }
    public required string Href { get; init; }
    public required string Payload { get; init; }
    public required string RequestedBy { get; init; }

    /// <summary>Names are not unique; keys are.</summary>
    public required string RequestedKey { get; init; }
    public required string Reason { get; init; }
    public required DateTime RequestedAt { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public required ApprovalState State { get; set; }
    public string? DecidedBy { get; set; }
    public string? DecidedKey { get; set; }
    public DateTime? DecidedAt { get; set; }
    public string DecisionReason { get; set; } = "";
    public Sentence? Problem { get; set; }

    /// <summary>What nobody decided in time is expired without anybody writing it.</summary>
    public ApprovalState StateAt(DateTime now) => State == ApprovalState.Open && ExpiresAt <= now ? ApprovalState.Expired : State;

    public Approval At(DateTime now, string reader) => new(
        Id, Kind, Subject, What, JsonSerializer.Deserialize<IReadOnlyList<Change>>(Changes) ?? [], Href, Payload, RequestedBy, Reason, RequestedAt, ExpiresAt, StateAt(now), DecidedBy, DecidedAt, DecisionReason, Problem)
    {
        IsOwn = RequestedKey == reader,
    };
}

internal sealed class ApprovalPolicyRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Kind { get; init; }
    public required bool IsOn { get; set; }
    public long? AboveMinor { get; set; }
    public required int DaysOpen { get; set; }
}

internal sealed class ApprovalTable : IEntityTypeConfiguration<ApprovalRow>
{
    public void Configure(EntityTypeBuilder<ApprovalRow> approval)
    {
        approval.ToTable("platform_approval");
        approval.HasKey(row => new { row.TenantId, row.Id });
        approval.Property(row => row.Id).ValueGeneratedNever();
        approval.Property(row => row.Kind).HasMaxLength(64);
        approval.Property(row => row.Subject).HasMaxLength(80);
        approval.Property(row => row.RequestedKey).HasMaxLength(64);
        approval.Property(row => row.DecidedKey).HasMaxLength(64);
        approval.HasIndex(row => new { row.TenantId, row.State, row.Id });
        approval.HasIndex(row => new { row.TenantId, row.Subject, row.State });
    }
}

internal sealed class ApprovalPolicyTable : IEntityTypeConfiguration<ApprovalPolicyRow>
{
    public void Configure(EntityTypeBuilder<ApprovalPolicyRow> policy)
    {
        policy.ToTable("platform_approval_policy");
        policy.HasKey(row => new { row.TenantId, row.Kind });
        policy.Property(row => row.Kind).HasMaxLength(64);
    }
}
