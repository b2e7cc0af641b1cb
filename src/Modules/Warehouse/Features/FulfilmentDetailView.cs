using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Features;

/// <summary>Pieces of one product on a fulfilment order.</summary>
public sealed record FulfilmentLineRow(long Id, string Sku, string Gtin, string Name, string NameChinese, long Quantity, long Picked, long Packed);

/// <summary>A parcel as it was packed.</summary>
/// <param name="AcceptedBy">Who took responsibility for a weight outside the tolerance; null when it was inside.</param>
public sealed record PackedParcelRow(int Number, string Carton, long ExpectedGrams, long GrossGrams, string? AcceptedBy, DateTime? ClosedAt, string ClosedBy, string? TrackingNumber, bool HasLabel);

/// <summary>Everything about one fulfilment order.</summary>
/// <param name="Planned">The cartons that transport proposes.</param>
public sealed record FulfilmentDetailView(
    FulfilmentRow Head, IReadOnlyList<FulfilmentLineRow> Lines, IReadOnlyList<PackedParcelRow> Parcels, IReadOnlyList<WeighedParcel> Planned,
    long? Wave, string ServiceName, ConsignmentStatus? Consignment)
{
    /// <summary>Papers that it cannot leave without and does not have; null where nothing is missing.</summary>
    public string? MissingPapers { get; init; }

    public long Pieces => Lines.Sum(line => line.Quantity);
    public long Packed => Lines.Sum(line => line.Packed);
    public bool IsPacking => Head.Status == FulfilmentStatus.Picked;

    /// <summary>Something was scanned into a parcel that is not closed.</summary>
    public bool HasOpenParcel => Parcels.Any(parcel => parcel.ClosedAt is null);
}
