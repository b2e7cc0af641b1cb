using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

/// <summary>What is declared of a consignment that crosses a border, from its plan on.</summary>
internal sealed class DeclaredRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }

    /// <summary>JSON of <see cref="DeclaredGoods"/>.</summary>
    public required string Goods { get; init; }
}

/// <summary>A paper with what it says. Only its end is ever written to it.</summary>
internal sealed class PaperRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }
    public required OrderId OrderId { get; init; }
    public required PaperKind Kind { get; init; }
    public required string Number { get; init; }

    /// <summary>From 1; zero for the whole consignment.</summary>
    public required int ParcelNumber { get; init; }

    /// <summary>JSON of the paper's record in Platform's documents.</summary>
    public required string Content { get; init; }

    /// <summary>The layout that it was made with, in which it is printed for ever.</summary>
    public required int Template { get; init; }

    /// <summary>Over all that is printed of it; null where it was made before there were hashes.</summary>
    public required string? ContentHash { get; init; }
    public required DateTime MadeAt { get; init; }

    /// <summary>Null while it is good.</summary>
    public DateTime? VoidedAt { get; init; }

    /// <summary>It still says what it said when it was made.</summary>
    public bool IsAsMade => ContentHash is null || ContentHash == HashOf(Number, Kind, Template, Content);

    public static string HashOf(string number, PaperKind kind, int template, string content) => Hashing.Sha256($"{number}\n{kind}\n{template}\n{content}");

    public PaperInfo ToInfo() => new(Id, ConsignmentId, OrderId, Kind, Number, ParcelNumber, MadeAt, VoidedAt);
}

internal sealed class DeclaredTable : IEntityTypeConfiguration<DeclaredRow>
{
    public void Configure(EntityTypeBuilder<DeclaredRow> builder)
    {
        builder.ToTable("customs_declared");
        builder.HasKey(row => new { row.TenantId, row.ConsignmentId });
    }
}

internal sealed class PaperTable : IEntityTypeConfiguration<PaperRow>
{
    public void Configure(EntityTypeBuilder<PaperRow> builder)
    {
        builder.ToTable("customs_paper");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Ignore(row => row.IsAsMade);
        builder.Property(row => row.Number).HasMaxLength(64);
        builder.Property(row => row.ContentHash).HasMaxLength(64);
        builder.HasIndex(row => new { row.TenantId, row.Number }).IsUnique();
        builder.HasIndex(row => new { row.TenantId, row.ConsignmentId });
        builder.HasIndex(row => new { row.TenantId, row.OrderId });
    }
}
