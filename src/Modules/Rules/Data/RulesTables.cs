using Entrepot.Rules.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Rules.Data;

internal sealed class RuleVersionTable : IEntityTypeConfiguration<RuleVersion>
{
    public void Configure(EntityTypeBuilder<RuleVersion> builder)
    {
        builder.ToTable("rules_version");
        builder.HasKey(version => new { version.TenantId, version.Number });
        builder.Property(version => version.Number).ValueGeneratedNever();
    }
}

internal sealed class RuleDraftTable : IEntityTypeConfiguration<RuleDraft>
{
    public void Configure(EntityTypeBuilder<RuleDraft> builder)
    {
        builder.ToTable("rules_draft");
        builder.HasKey(draft => draft.TenantId);
        builder.Property(draft => draft.TenantId).ValueGeneratedNever();
        builder.Property(draft => draft.Version).IsConcurrencyToken();
    }
}

internal sealed class BlacklistTable : IEntityTypeConfiguration<BlacklistEntry>
{
    public void Configure(EntityTypeBuilder<BlacklistEntry> builder)
    {
        builder.ToTable("rules_blacklist");
        builder.HasKey(entry => new { entry.TenantId, entry.Id });
        builder.Property(entry => entry.Id).ValueGeneratedNever();
        builder.HasIndex(entry => new { entry.TenantId, entry.Kind, entry.Key }).IsUnique();
    }
}

/// <summary>Counts the changes of a company's blacklist, so that a snapshot in memory knows whether it is still true.</summary>
internal sealed class BlacklistVersion : Platform.Data.ITenantRow
{
    public Kernel.TenantId TenantId { get; init; }
    public long Version { get; init; }
}

internal sealed class BlacklistVersionTable : IEntityTypeConfiguration<BlacklistVersion>
{
    public void Configure(EntityTypeBuilder<BlacklistVersion> builder)
    {
        builder.ToTable("rules_blacklist_version");
        builder.HasKey(version => version.TenantId);
        builder.Property(version => version.TenantId).ValueGeneratedNever();
    }
}
