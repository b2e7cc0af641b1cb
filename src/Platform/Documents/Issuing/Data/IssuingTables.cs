using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Documents.Issuing.Data;

/// <summary>What stands at the head of the company's papers; at most one row.</summary>
internal sealed class LetterheadRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Name { get; set; }
    public required string LocalName { get; set; }
    public required string Website { get; set; }
    public required Address Seat { get; set; }
    public required string Logo { get; set; }
}

/// <summary>A picture by its hash. Never changed, and kept as long as papers that show it.</summary>
internal sealed class LogoRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Hash { get; init; }
    public required byte[] Png { get; init; }
    public required DateTime StoredAt { get; init; }
}

/// <summary>How documents are numbered from a day on. Never changed.</summary>
internal sealed class NumberPatternRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required NumberedDocument Document { get; init; }
    public required string Pattern { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }
    public required string Reason { get; init; }

    /// <summary>The first count that was left out on purpose when the counter was set on, in the year of <see cref="ValidFrom"/>; null where none was.</summary>
    public long? SkippedFrom { get; init; }

    /// <summary>The last one.</summary>
    public long? SkippedTo { get; init; }
}

/// <summary>The count that the next document of the year gets; year zero for patterns without one.</summary>
internal sealed class NumberCounterRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required NumberedDocument Document { get; init; }
    public required int Year { get; init; }
    public required long NextCount { get; init; }
}

internal sealed class LetterheadTable : IEntityTypeConfiguration<LetterheadRow>
{
    public void Configure(EntityTypeBuilder<LetterheadRow> builder)
    {
        builder.ToTable("platform_letterhead");
        builder.HasKey(row => row.TenantId);
        builder.Property(row => row.TenantId).ValueGeneratedNever();
        builder.ComplexProperty(row => row.Seat);
        builder.Property(row => row.Logo).HasMaxLength(64);
    }
}

internal sealed class LogoTable : IEntityTypeConfiguration<LogoRow>
{
    public void Configure(EntityTypeBuilder<LogoRow> builder)
    {
        builder.ToTable("platform_logo");
        builder.HasKey(row => new { row.TenantId, row.Hash });
        builder.Property(row => row.Hash).HasMaxLength(64);
    }
}

internal sealed class NumberPatternTable : IEntityTypeConfiguration<NumberPatternRow>
{
    public void Configure(EntityTypeBuilder<NumberPatternRow> builder)
    {
        builder.ToTable("platform_number_pattern");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Pattern).HasMaxLength(64);
    }
}

internal sealed class NumberCounterTable : IEntityTypeConfiguration<NumberCounterRow>
{
    public void Configure(EntityTypeBuilder<NumberCounterRow> builder)
    {
        builder.ToTable("platform_number_counter");
        builder.HasKey(row => new { row.TenantId, row.Document, row.Year });
    }
}
