using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Catalog.Data;

/// <summary>A file of products that somebody sent, what was decided about it, and how far it is.</summary>
internal sealed class ProductImport : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Name { get; init; }

    /// <summary>As it was sent, packed.</summary>
    public required byte[] Content { get; init; }
    public required ProductImportState State { get; set; }
    public required long Rows { get; init; }
    public required string RequestedBy { get; init; }
    public required DateTime RequestedAt { get; init; }

    /// <summary>Who accepted or discarded it; empty until then.</summary>
    public required string DecidedBy { get; set; }
    public DateTime? DecidedAt { get; set; }

    /// <summary>Rows that were worked off, of all kinds.</summary>
    public long DoneRows { get; set; }
    public long AddedRows { get; set; }
    public long ChangedRows { get; set; }

    /// <summary>Left out for a fault.</summary>
    public long RefusedRows { get; set; }
    public DateTime? EndedAt { get; set; }
}

internal sealed class ProductImportTable : IEntityTypeConfiguration<ProductImport>
{
    public void Configure(EntityTypeBuilder<ProductImport> import)
    {
        import.ToTable("catalog_import");
        import.HasKey(row => new { row.TenantId, row.Id });
        import.Property(row => row.State).HasConversion<string>().HasMaxLength(16);
    }
}
