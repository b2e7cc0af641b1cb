using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Data;

/// <summary>global: the companies of this database. Everything else is found through one of them.</summary>
public sealed class Tenant
{
    public TenantId Id { get; init; }

    /// <summary>Unique, lower case, for sign-in and the command line.</summary>
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>The currency the company keeps its books in, ISO 4217.</summary>
    public string Currency { get; init; } = "";

    /// <summary>Whether the demo's sandbox world may act for this company.</summary>
    public bool IsDemo { get; set; }
    public DateTime CreatedAt { get; init; }
}

internal sealed class TenantTable : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("platform_tenant");
        builder.HasKey(tenant => tenant.Id);
        builder.Property(tenant => tenant.Id).ValueGeneratedNever();
        builder.Property(tenant => tenant.Code).HasMaxLength(32);
        builder.HasIndex(tenant => tenant.Code).IsUnique();
        builder.Property(tenant => tenant.Currency).HasMaxLength(3);
    }
}
