using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Tax.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Tax.Data;

/// <summary>What of one sale stands under one rate, or the same taken back. Never updated but for the return that it was filed in.</summary>
internal sealed class TaxSupplyRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required OrderId OrderId { get; init; }
    public required int Run { get; init; }
    public required int Part { get; init; }
    public required int ShareNo { get; init; }
    public required bool IsReversal { get; init; }

    /// <summary>The day of supply, also of what is taken back: corrections name the period they correct.</summary>
    public required DateOnly SuppliedOn { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required TaxScheme Scheme { get; init; }
    public required string Country { get; init; }
    public required string Region { get; init; }
    public required string ShipFrom { get; init; }
    public required string Currency { get; init; }
    public required long? RatePpm { get; init; }

    /// <summary>Minor units; negative where it is taken back. So are the two that follow.</summary>
    public required long NetMinor { get; init; }
    public required long TaxMinor { get; init; }
    public required long? ExpectedMinor { get; init; }
    public required string OrderNumber { get; init; }
    public required string Consignment { get; init; }
    public required string Goods { get; init; }
    public required string BuyerTaxId { get; init; }

    /// <summary>The return that declared it; null until one did.</summary>
    public required long? ReturnId { get; init; }
}

internal readonly record struct TaxRegistrationId(long Value) : IId<TaxRegistrationId>
{
    public static TaxRegistrationId From(long value) => new(value);
}

/// <summary>A tax office that knows the company, with the days on which it does.</summary>
internal sealed class TaxRegistrationRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required TaxRegistrationId Id { get; init; }
    public required TaxRegistrationKind Kind { get; init; }
    public required string Country { get; init; }
    public required string Region { get; init; }
    public required string Number { get; init; }
    public required TaxRhythm Rhythm { get; init; }

    /// <summary>Of its returns.</summary>
    public required string Currency { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; set; }
    public required DateTime AddedAt { get; init; }
    public required string AddedBy { get; init; }
}

/// <summary>A return as it was filed; its figures are kept word for word.</summary>
internal sealed class TaxReturnRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required TaxRegistrationId RegistrationId { get; init; }

    /// <summary><c>2026-10</c> or <c>2026-Q4</c>.</summary>
    public required string Period { get; init; }
    public required string Figures { get; init; }

    /// <summary>SHA-256 of <see cref="Figures"/>, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>What the tax office answered with.</summary>
    public required string Reference { get; init; }
    public required DateTime FiledAt { get; init; }
    public required string FiledBy { get; init; }
}

internal sealed class TaxSupplyTable : IEntityTypeConfiguration<TaxSupplyRow>
{
    public void Configure(EntityTypeBuilder<TaxSupplyRow> supply)
    {
        supply.ToTable("tax_supply");
        supply.HasKey(row => new { row.TenantId, row.OrderId, row.Run, row.Part, row.ShareNo, row.IsReversal });
        supply.Property(row => row.OrderId).ValueGeneratedNever();
        supply.Property(row => row.Country).HasMaxLength(2);
        supply.Property(row => row.Region).HasMaxLength(64);
        supply.Property(row => row.ShipFrom).HasMaxLength(2);
        supply.Property(row => row.Currency).HasMaxLength(3);
        supply.HasIndex(row => new { row.TenantId, row.SuppliedOn }).HasDatabaseName("ix_tax_supply_day");
    }
}

internal sealed class TaxRegistrationTable : IEntityTypeConfiguration<TaxRegistrationRow>
{
    public void Configure(EntityTypeBuilder<TaxRegistrationRow> registration)
    {
        registration.ToTable("tax_registration");
        registration.HasKey(row => new { row.TenantId, row.Id });
        registration.Property(row => row.Id).ValueGeneratedNever();
        registration.Property(row => row.Country).HasMaxLength(2);
        registration.Property(row => row.Region).HasMaxLength(64);
        registration.Property(row => row.Number).HasMaxLength(40);
        registration.Property(row => row.Currency).HasMaxLength(3);
    }
}

internal sealed class TaxReturnTable : IEntityTypeConfiguration<TaxReturnRow>
{
    public void Configure(EntityTypeBuilder<TaxReturnRow> filed)
    {
        filed.ToTable("tax_return");
        filed.HasKey(row => new { row.TenantId, row.Id });
        filed.Property(row => row.Id).ValueGeneratedNever();
        filed.Property(row => row.Period).HasMaxLength(8);
        filed.Property(row => row.Hash).HasMaxLength(64);
        filed.Property(row => row.Reference).HasMaxLength(100);
        filed.HasIndex(row => new { row.TenantId, row.RegistrationId, row.Period }).IsUnique().HasDatabaseName("ux_tax_return_period");
    }
}
