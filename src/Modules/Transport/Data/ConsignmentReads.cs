using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Data;

/// <summary>Reads of consignments with their parcels and scans, a batch at a time.</summary>
internal static class ConsignmentReads
{
    public static async Task<List<ConsignmentRow>> ConsignmentsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        await db.Set<ConsignmentRow>().Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(ct);

    /// <summary>Where they stand, without the rest.</summary>
    public static async Task<List<(ConsignmentId Id, ConsignmentStatus Status)>> StatusesAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.Set<ConsignmentRow>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Status }).ToListAsync(ct)).ConvertAll(row => (row.Id, row.Status));

    public static async Task<ILookup<ConsignmentId, ParcelRow>> ParcelsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.Set<ParcelRow>().Where(row => ids.Contains(row.ConsignmentId)).OrderBy(row => row.Number).ToListAsync(ct)).ToLookup(row => row.ConsignmentId);

    public static async Task<ILookup<ConsignmentId, TrackingEventRow>> EventsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.Set<TrackingEventRow>().Where(row => ids.Contains(row.ConsignmentId)).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(ct)).ToLookup(row => row.ConsignmentId);

    public static async Task<IReadOnlyList<ConsignmentInfo>> InfosAsync(this EntrepotDb db, List<ConsignmentRow> rows, CancellationToken ct)
    {
        var ids = rows.ConvertAll(row => row.Id);
        var parcels = await db.ParcelsAsync(ids, ct);
        var events = await db.EventsAsync(ids, ct);
        var labels = await db.LabelFormatsAsync(ids, ct);
        return rows.ConvertAll(row => ToInfo(row, parcels[row.Id], events[row.Id], labels[row.Id].ToDictionary(label => label.Parcel, label => label.Format)));
    }

    /// <summary>Which labels there are, without their bytes.</summary>
    private static async Task<ILookup<ConsignmentId, (int Parcel, LabelFormat Format)>> LabelFormatsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.Set<LabelRow>().Where(row => ids.Contains(row.ConsignmentId)).Select(row => new { row.ConsignmentId, row.ParcelNumber, row.Format }).ToListAsync(ct))
        .ToLookup(row => row.ConsignmentId, row => (row.ParcelNumber, row.Format));

    private static ConsignmentInfo ToInfo(ConsignmentRow row, IEnumerable<ParcelRow> parcels, IEnumerable<TrackingEventRow> events, Dictionary<int, LabelFormat> labels)
    {
        var packed = parcels.Select(parcel => new ParcelInfo(
            parcel.Id, parcel.Number, parcel.Carton, parcel.Outer, parcel.GrossWeightGrams, parcel.TrackingNumber,
            labels.TryGetValue(parcel.Number, out var own) || labels.TryGetValue(0, out own) ? own : null)).ToList();
        if (packed.Count == 0)
            packed = [.. ConsignmentDocuments.ReadParcels(row.PlannedParcels).Select((parcel, at) => new ParcelInfo(0, at + 1, parcel.Carton, parcel.Outer, parcel.GrossWeightGrams, null) { Planned = parcel.Contents })];
        return new(
            row.Id, row.OrderId, row.FulfilmentOrderId, row.WarehouseId, row.Reference, row.Status, row.Service, row.ServiceName,
            new(row.EstimatedPriceMinor, row.EstimatedPriceCurrency), row.ActualPriceMinor is { } minor ? new Money(minor, row.ActualPriceCurrency ?? "") : null,
            row.CarrierReference, packed, [.. events.Select(scan => new TrackingEvent(scan.At, scan.Status, scan.Code, scan.Text, scan.Place))], row.Problem)
        { MissingPapers = row.MissingPapers };
    }
}
