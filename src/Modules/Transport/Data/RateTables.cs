using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Transport.Data;

/// <summary>Rises with every change to what a company plans transport with.</summary>
internal sealed class RateVersionRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Version { get; init; }
}

/// <summary>One dated rate card; a correction is a newer row, never a change to this one.</summary>
internal sealed class RateCardRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Carrier { get; init; }

    /// <summary>The country that goods leave from.</summary>
    public required string Origin { get; init; }

    /// <summary>ISO 8601 days, which compare as text.</summary>
    public required string ValidFrom { get; init; }
    public required string? ValidTo { get; init; }
    public required string Source { get; init; }

    /// <summary>JSON in the form of <c>Rules/rate-cards</c>.</summary>
    public required string Document { get; init; }
    public required DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }
}

internal sealed class CartonRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required long InnerLengthMillimetres { get; init; }
    public required long InnerWidthMillimetres { get; init; }
    public required long InnerHeightMillimetres { get; init; }
    public required long OuterLengthMillimetres { get; init; }
    public required long OuterWidthMillimetres { get; init; }
    public required long OuterHeightMillimetres { get; init; }
    public required long TareGrams { get; init; }
    public required long ContentsMaxGrams { get; init; }
    public required DateTime AddedAt { get; init; }
}

/// <summary>How the company weighs a day against money; one row, or none for the default.</summary>
internal sealed class ShoppingPolicyRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long DayValueMinor { get; init; }
    public required string DayValueCurrency { get; init; }
    public required DateTime SetAt { get; init; }
    public required string SetBy { get; init; }
}

internal sealed class RateVersionTable : IEntityTypeConfiguration<RateVersionRow>
{
    public void Configure(EntityTypeBuilder<RateVersionRow> builder)
    {
        builder.ToTable("transport_rate_version");
        builder.HasKey(row => row.TenantId);
        builder.Property(row => row.TenantId).ValueGeneratedNever();
    }
}

internal sealed class RateCardTable : IEntityTypeConfiguration<RateCardRow>
{
    public void Configure(EntityTypeBuilder<RateCardRow> builder)
    {
        builder.ToTable("transport_rate_card");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Carrier).HasMaxLength(32);
        builder.Property(row => row.Origin).HasMaxLength(2);
        builder.Property(row => row.ValidFrom).HasMaxLength(10);
        builder.Property(row => row.ValidTo).HasMaxLength(10);
        builder.HasIndex(row => new { row.TenantId, row.Carrier, row.Origin, row.ValidFrom }).IsUnique();
    }
}

internal sealed class CartonTable : IEntityTypeConfiguration<CartonRow>
{
    public void Configure(EntityTypeBuilder<CartonRow> builder)
    {
        builder.ToTable("transport_carton");
        builder.HasKey(row => new { row.TenantId, row.Code });
        builder.Property(row => row.Code).HasMaxLength(16);
    }
}

internal sealed class ShoppingPolicyTable : IEntityTypeConfiguration<ShoppingPolicyRow>
{
    public void Configure(EntityTypeBuilder<ShoppingPolicyRow> builder)
    {
        builder.ToTable("transport_shopping_policy");
        builder.HasKey(row => row.TenantId);
        builder.Property(row => row.TenantId).ValueGeneratedNever();
        builder.Property(row => row.DayValueCurrency).HasMaxLength(3);
    }
}
