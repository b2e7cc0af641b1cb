using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

/// <summary>One imported edition of a country's tariff. Global: the law is the same for every company of the database.</summary>
internal sealed class TariffEditionRow
{
    public long Id { get; init; }
    public required string Schedule { get; init; }
    public required string Destination { get; init; }
    public required string Currency { get; init; }
    public required string Title { get; init; }
    public required string Hash { get; init; }

    /// <summary>The first day it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>Nobody told the day: it is the day of the import.</summary>
    public bool IsDayAssumed { get; init; }
    public int RowCount { get; init; }
    public int EightDigit { get; init; }
    public int TenDigit { get; init; }
    public int Computed { get; init; }
    public int Reasoned { get; init; }
    public int Unknown { get; init; }
    public int Refused { get; init; }

    /// <summary>Against the edition before it; lines of eight digits.</summary>
    public int Changed { get; init; }
    public int Added { get; init; }
    public int Removed { get; init; }
    public required string Source { get; init; }
    public DateTime ImportedAt { get; init; }
    public required string ImportedBy { get; init; }

    /// <summary>Null while it counts.</summary>
    public DateTime? WithdrawnAt { get; init; }
    public string? WithdrawnBy { get; init; }
}

/// <summary>The rows of one chapter of an edition, compressed.</summary>
internal sealed class TariffPartRow
{
    public long EditionId { get; init; }
    public required string Chapter { get; init; }
    public required byte[] Content { get; init; }
}

internal sealed class TariffEditionTable : IEntityTypeConfiguration<TariffEditionRow>
{
    public void Configure(EntityTypeBuilder<TariffEditionRow> builder)
    {
        builder.ToTable("customs_tariff_edition");
        builder.HasKey(edition => edition.Id);
        builder.Property(edition => edition.Id).ValueGeneratedNever();
        builder.Property(edition => edition.Schedule).HasMaxLength(32);
        builder.Property(edition => edition.Destination).HasMaxLength(2);
        builder.Property(edition => edition.Currency).HasMaxLength(3);
        builder.Property(edition => edition.Hash).HasMaxLength(64);
    }
}

internal sealed class TariffPartTable : IEntityTypeConfiguration<TariffPartRow>
{
    public void Configure(EntityTypeBuilder<TariffPartRow> builder)
    {
        builder.ToTable("customs_tariff_part");
        builder.HasKey(part => new { part.EditionId, part.Chapter });
        builder.Property(part => part.Chapter).HasMaxLength(2);
    }
}
