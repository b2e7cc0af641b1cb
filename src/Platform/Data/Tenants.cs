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

    /// <summary>The cell that the company lives in; null for the database that this row is in.</summary>
    public string? Cell { get; set; }

    /// <summary>Where the company's data must stay, such as <c>eu</c>; null where it does not matter.</summary>
    public string? Region { get; set; }

    /// <summary>To which other installation it has been moved, for people; null while it is here.</summary>
    public string? MovedTo { get; set; }
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
        builder.Property(tenant => tenant.Cell).HasMaxLength(32);
        builder.Property(tenant => tenant.Region).HasMaxLength(32);
    }
}
