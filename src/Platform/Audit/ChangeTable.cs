using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Audit;

/// <summary>One field that was changed. Never updated or deleted.</summary>
internal sealed class ChangeRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Subject { get; init; }
    public required DateTime At { get; init; }
    public required string Actor { get; init; }
    public required string Field { get; init; }
    public required string OldValue { get; init; }
    public required string NewValue { get; init; }
    public required string Reason { get; init; }
}

internal sealed class ChangeTable : IEntityTypeConfiguration<ChangeRow>
{
    public void Configure(EntityTypeBuilder<ChangeRow> change)
    {
        change.ToTable("platform_change");
        change.HasKey(row => new { row.TenantId, row.Id });
        change.Property(row => row.Id).ValueGeneratedNever();
        change.Property(row => row.Subject).HasMaxLength(80);
        change.HasIndex(row => new { row.TenantId, row.Subject, row.At });
        change.HasIndex(row => new { row.TenantId, row.At });
    }
}
