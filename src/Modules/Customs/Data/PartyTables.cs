using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

/// <summary>One imported edition of a denied-party list. Global: the law is the same for every company of the database.</summary>
internal sealed class PartyListRow
{
    public long Id { get; init; }
    public required string Code { get; init; }
    public required string Title { get; init; }
    public required string Version { get; init; }
    public required string Hash { get; init; }
    public int Entries { get; init; }
    public int Names { get; init; }
    public bool IsCurrent { get; init; }
    public DateTime ImportedAt { get; init; }
    public required string ImportedBy { get; init; }

    /// <summary>The files it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The day the publisher put it out; null where nobody said.</summary>
    public DateOnly? Dated { get; init; }

    /// <summary>Parties against the edition before.</summary>
    public int Added { get; init; }
    public int Changed { get; init; }
    public int Removed { get; init; }
}

/// <summary>One name of one listed party in the current edition of its list.</summary>
internal sealed class PartyNameRow
{
    public long ListId { get; init; }
    public int Place { get; init; }
    public required string EntryId { get; init; }
    public required string Kind { get; init; }
    public required string Name { get; init; }
    public bool IsAlias { get; init; }

    /// <summary>ISO codes joined with <c>;</c>.</summary>
    public required string Countries { get; init; }

    /// <summary>The last day of an order that ends; null where it does not.</summary>
    public DateOnly? ValidTo { get; init; }
}

internal sealed class PartyListTable : IEntityTypeConfiguration<PartyListRow>
{
    public void Configure(EntityTypeBuilder<PartyListRow> builder)
    {
        builder.ToTable("customs_party_list");
        builder.HasKey(list => list.Id);
        builder.Property(list => list.Id).ValueGeneratedNever();
        builder.Property(list => list.Code).HasMaxLength(32);
        builder.Property(list => list.Version).HasMaxLength(64);
        builder.Property(list => list.Hash).HasMaxLength(64);
    }
}

internal sealed class PartyNameTable : IEntityTypeConfiguration<PartyNameRow>
{
    public void Configure(EntityTypeBuilder<PartyNameRow> builder)
    {
        builder.ToTable("customs_party_name");
        builder.HasKey(name => new { name.ListId, name.Place });
        builder.Property(name => name.EntryId).HasMaxLength(32);
        builder.Property(name => name.Kind).HasMaxLength(32);
    }
}
