using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Transport.Data;

/// <summary>A consignment as it is stored. It is changed only by the statements of <see cref="ConsignmentSql"/>, each of which names the status it expects.</summary>
internal sealed class ConsignmentRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ConsignmentId Id { get; init; }
    public required OrderId OrderId { get; init; }
    public required FulfilmentOrderId FulfilmentOrderId { get; init; }
    public required WarehouseId WarehouseId { get; init; }

    /// <summary>Ours, unique in the company; the idempotency key towards the carrier.</summary>
    public required string Reference { get; init; }
    public required ConsignmentStatus Status { get; init; }

    /// <summary>The carrier's code: <see cref="Service"/> up to the slash.</summary>
    public required string Carrier { get; init; }
    public required string Service { get; init; }
    public required string ServiceName { get; init; }

    /// <summary>JSON of the addresses as they were when the consignment was planned.</summary>
    public required string ShipFrom { get; init; }
    public required string ShipTo { get; init; }
    public required string ShipToCountry { get; init; }
    public required long GoodsValueMinor { get; init; }
    public required string GoodsValueCurrency { get; init; }
    public required Incoterm Incoterm { get; init; }
    public required string CustomsDescription { get; init; }
    public required string? IossNumber { get; init; }
    public required long EstimatedPriceMinor { get; init; }
    public required string EstimatedPriceCurrency { get; init; }

    /// <summary>What the carrier said at booking; null before, and where it names no price.</summary>
    public long? ActualPriceMinor { get; init; }
    public string? ActualPriceCurrency { get; init; }

    /// <summary>JSON of the planned parcels.</summary>
    public required string PlannedParcels { get; init; }

    /// <summary>The carrier's own number of the consignment; null until booked.</summary>
    public string? CarrierReference { get; init; }

    /// <summary>Why the carrier refused the last booking; null when it did not.</summary>
    public Sentence? Problem { get; init; }

    /// <summary>The papers that it cannot leave without and does not have yet; null where nothing is missing.</summary>
    public string? MissingPapers { get; init; }

    /// <summary>Null until it is on a closed manifest.</summary>
    public long? ManifestId { get; init; }
    public required DateTime PlannedAt { get; init; }
    public DateTime? BookedAt { get; init; }
    public DateTime? HandedOverAt { get; init; }
}

/// <summary>A packed parcel; it exists from the request for a booking on.</summary>
internal sealed class ParcelRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }
    public required int Number { get; init; }
    public required string Carton { get; init; }
    public required int LengthMillimetres { get; init; }
    public required int WidthMillimetres { get; init; }
    public required int HeightMillimetres { get; init; }
    public required long GrossWeightGrams { get; init; }
    public required ConsignmentStatus Status { get; init; }

    /// <summary>Null until the carrier gives it.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The carrier's sort code for the label; null where it gives none.</summary>
    public string? RoutingCode { get; init; }

    public Dimensions Outer => new(LengthMillimetres, WidthMillimetres, HeightMillimetres);
}

/// <summary>A label as the carrier gave it.</summary>
internal sealed class LabelRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }

    /// <summary>From 1; zero where one file holds the labels of all parcels.</summary>
    public required int ParcelNumber { get; init; }
    public required LabelFormat Format { get; init; }
    public required byte[] Content { get; init; }
}

/// <summary>A booking that stands at the carrier, or was taken back there, because its answer was lost. Nothing leaves under its number.</summary>
internal sealed class GivenUpBookingRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }
    public required string CarrierReference { get; init; }
}

internal sealed class TrackingEventRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required ConsignmentId ConsignmentId { get; init; }
    public required long ParcelId { get; init; }
    public required DateTime At { get; init; }
    public required ConsignmentStatus Status { get; init; }
    public required string Code { get; init; }
    public required string Text { get; init; }
    public required string Place { get; init; }
}

internal sealed class ManifestRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Number { get; init; }
    public required WarehouseId WarehouseId { get; init; }
    public required string Carrier { get; init; }
    public required DateTime ClosedAt { get; init; }
    public required string ClosedBy { get; init; }
    public required int ParcelCount { get; init; }
    public required long GrossWeightGrams { get; init; }
}

/// <summary>How the company reaches one carrier.</summary>
internal sealed class CarrierAccountRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Carrier { get; init; }
    public required string BaseUrl { get; init; }
    public required string AccountNumber { get; init; }
    public required string ClientId { get; init; }

    /// <summary>Sealed; see <see cref="CarrierAccounts"/>.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>JSON object of names and texts, sealed: some of them are passwords.</summary>
    public required string Options { get; init; }
    public required long PollMilliseconds { get; init; }
}

internal sealed class ConsignmentTable : IEntityTypeConfiguration<ConsignmentRow>
{
    public void Configure(EntityTypeBuilder<ConsignmentRow> builder)
    {
        builder.ToTable("transport_consignment");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Reference).HasMaxLength(64);
        builder.HasIndex(row => new { row.TenantId, row.Reference }).IsUnique();
        builder.HasIndex(row => new { row.TenantId, row.OrderId });
        builder.HasIndex(row => new { row.TenantId, row.Status, row.Carrier });
        builder.HasIndex(row => new { row.TenantId, row.ManifestId }).HasFilter("manifest_id IS NOT NULL");
        // What carriage cost is summed up without the consignments themselves, which are long.
        builder.HasIndex(row => new { row.TenantId, row.HandedOverAt, row.WarehouseId, row.Id, row.ActualPriceMinor, row.ActualPriceCurrency, row.EstimatedPriceMinor, row.EstimatedPriceCurrency })
            .HasDatabaseName("ix_transport_consignment_left").HasFilter("handed_over_at IS NOT NULL");
    }
}

internal sealed class ParcelTable : IEntityTypeConfiguration<ParcelRow>
{
    public void Configure(EntityTypeBuilder<ParcelRow> builder)
    {
        builder.ToTable("transport_parcel");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Ignore(row => row.Outer);
        builder.HasIndex(row => new { row.TenantId, row.ConsignmentId });
        builder.HasIndex(row => new { row.TenantId, row.TrackingNumber });
    }
}

internal sealed class LabelTable : IEntityTypeConfiguration<LabelRow>
{
    public void Configure(EntityTypeBuilder<LabelRow> builder)
    {
        builder.ToTable("transport_label");
        builder.HasKey(row => new { row.TenantId, row.ConsignmentId, row.ParcelNumber });
    }
}

internal sealed class GivenUpBookingTable : IEntityTypeConfiguration<GivenUpBookingRow>
{
    public void Configure(EntityTypeBuilder<GivenUpBookingRow> builder)
    {
        builder.ToTable("transport_given_up_booking");
        builder.HasKey(row => new { row.TenantId, row.ConsignmentId, row.CarrierReference });
        builder.Property(row => row.CarrierReference).HasMaxLength(64);
    }
}

internal sealed class TrackingEventTable : IEntityTypeConfiguration<TrackingEventRow>
{
    public void Configure(EntityTypeBuilder<TrackingEventRow> builder)
    {
        builder.ToTable("transport_tracking_event");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.HasIndex(row => new { row.TenantId, row.ConsignmentId });
    }
}

internal sealed class ManifestTable : IEntityTypeConfiguration<ManifestRow>
{
    public void Configure(EntityTypeBuilder<ManifestRow> builder)
    {
        builder.ToTable("transport_manifest");
        builder.HasKey(row => new { row.TenantId, row.Id });
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.HasIndex(row => new { row.TenantId, row.Number }).IsUnique();
    }
}

internal sealed class CarrierAccountTable : IEntityTypeConfiguration<CarrierAccountRow>
{
    public void Configure(EntityTypeBuilder<CarrierAccountRow> builder)
    {
        builder.ToTable("transport_carrier_account");
        builder.HasKey(row => new { row.TenantId, row.Carrier });
    }
}
