using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

internal readonly record struct TraderNumberId(long Value) : IId<TraderNumberId>
{
    public static TraderNumberId From(long value) => new(value);
}

/// <summary>One number of the company in one customs territory. On one day at most one of a kind is in force there.</summary>
internal sealed class TraderNumberRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required TraderNumberId Id { get; init; }
    public required string Territory { get; init; }
    public required TraderNumberKind Kind { get; init; }
    public required string Value { get; init; }
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day; null for without end.</summary>
    public DateOnly? ValidTo { get; set; }
    public required DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }

    public bool IsInForce(DateOnly on) => ValidFrom <= on && !(ValidTo < on);
}

internal sealed class TraderNumberTable : IEntityTypeConfiguration<TraderNumberRow>
{
    public void Configure(EntityTypeBuilder<TraderNumberRow> number)
    {
        number.ToTable("customs_trader_number");
        number.HasKey(row => new { row.TenantId, row.Id });
        number.Property(row => row.Id).ValueGeneratedNever();
        number.Property(row => row.Territory).HasMaxLength(2);
    }
}
