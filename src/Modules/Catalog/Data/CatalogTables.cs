using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Catalog.Data;

/// <summary>A product as it is stored; <see cref="Version"/> is the catalogue's version that wrote it last.</summary>
internal sealed class ProductRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ProductId Id { get; init; }
    public required long Version { get; init; }
    public required string Sku { get; init; }
    public required string Name { get; init; }
    public required string NameChinese { get; init; }
    public required long WeightGrams { get; init; }
    public required long LengthMillimetres { get; init; }
    public required long WidthMillimetres { get; init; }
    public required long HeightMillimetres { get; init; }
    public required string Origin { get; init; }
    public required string HsCode { get; init; }

    /// <summary>As <see cref="Contracts.NationalCodes"/> writes itself.</summary>
    public required string NationalCodes { get; init; }
    public required string CustomsDescription { get; init; }
    public required string Category { get; init; }
    public required BatteryKind Battery { get; init; }
    public required bool IsLiquid { get; init; }
    public required bool IsAlcohol { get; init; }
    public required bool KeepUpright { get; init; }
    public required long CostMinor { get; init; }
    public required string CostCurrency { get; init; }

    /// <summary>The barcode that labels show; every barcode that a scanner may read stands in <see cref="BarcodeRow"/>, this one too.</summary>
    public required string Gtin { get; init; }
}

internal sealed class ProductTable : IEntityTypeConfiguration<ProductRow>
{
    public void Configure(EntityTypeBuilder<ProductRow> product)
    {
        product.ToTable("catalog_product");
        product.HasKey(row => new { row.TenantId, row.Id });
        product.Property(row => row.Sku).HasMaxLength(ProductRules.CodeLengthMax);
        product.Property(row => row.NationalCodes).HasDefaultValue("");
        product.HasIndex(row => new { row.TenantId, row.Sku }).IsUnique();
        product.HasIndex(row => new { row.TenantId, row.Version });
    }
}

internal sealed class BundlePartRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ProductId BundleId { get; init; }
    public required ProductId PartId { get; init; }
    public required long Version { get; init; }

    /// <summary>Zero once it was taken out: the row stays, for snapshots learn of changes by rows and a deleted one tells nothing.</summary>
    public required long Quantity { get; init; }
}

internal sealed class BundlePartTable : IEntityTypeConfiguration<BundlePartRow>
{
    public void Configure(EntityTypeBuilder<BundlePartRow> part)
    {
        part.ToTable("catalog_bundle_part");
        part.HasKey(row => new { row.TenantId, row.BundleId, row.PartId });
        part.HasIndex(row => new { row.TenantId, row.Version });
    }
}

/// <summary>What a sales channel's own code means.</summary>
internal sealed class ChannelSkuRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required SalesChannelId ChannelId { get; init; }
    public required string Code { get; init; }
    public required ProductId ProductId { get; init; }
    public required long Version { get; init; }
}

internal sealed class ChannelSkuTable : IEntityTypeConfiguration<ChannelSkuRow>
{
    public void Configure(EntityTypeBuilder<ChannelSkuRow> mapping)
    {
        mapping.ToTable("catalog_channel_sku");
        mapping.HasKey(row => new { row.TenantId, row.ChannelId, row.Code });
        mapping.Property(row => row.Code).HasMaxLength(ProductRules.CodeLengthMax);
        mapping.HasIndex(row => new { row.TenantId, row.Version });
    }
}

/// <summary>What a scanner reads on a piece; a barcode belongs to one product.</summary>
internal sealed class BarcodeRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Code { get; init; }
    public required ProductId ProductId { get; init; }
    public required long Version { get; init; }

    /// <summary>False once it was taken away: the row stays, for snapshots learn of changes by rows and a deleted one tells nothing.</summary>
    public bool IsActive { get; init; } = true;
}

internal sealed class BarcodeTable : IEntityTypeConfiguration<BarcodeRow>
{
    public void Configure(EntityTypeBuilder<BarcodeRow> barcode)
    {
        barcode.ToTable("catalog_barcode");
        barcode.HasKey(row => new { row.TenantId, row.Code });
        barcode.Property(row => row.Code).HasMaxLength(ProductRules.CodeLengthMax);
        barcode.HasIndex(row => new { row.TenantId, row.Version });
    }
}

/// <summary>How often a company's catalogue was changed: reading this one number tells whether a snapshot is still true.</summary>
internal sealed class CatalogVersionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Version { get; init; }
}

internal sealed class CatalogVersionTable : IEntityTypeConfiguration<CatalogVersionRow>
{
    public void Configure(EntityTypeBuilder<CatalogVersionRow> version)
    {
        version.ToTable("catalog_version");
        version.HasKey(row => row.TenantId);
        version.Property(row => row.TenantId).ValueGeneratedNever();
    }
}
