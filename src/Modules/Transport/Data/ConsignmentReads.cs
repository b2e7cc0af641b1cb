using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Domain;

namespace Entrepot.Transport.Data;

/// <summary>Reads of consignments with their parcels and scans, a batch at a time.</summary>
internal static class ConsignmentReads
{
    public static Task<List<ConsignmentRow>> ConsignmentsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        ids.Count == 0 ? Task.FromResult<List<ConsignmentRow>>([]) : db.ReadAsync<ConsignmentRow>(ConsignmentSql.ById, ct, db.Tenant.Value, Keys(ids));

    public static Task<List<ConsignmentRow>> ConsignmentsOfAsync(this EntrepotDb db, IReadOnlyCollection<OrderId> orders, CancellationToken ct) =>
        db.ReadAsync<ConsignmentRow>(ConsignmentSql.ByOrder, ct, db.Tenant.Value, orders.Select(order => order.Value).ToArray());

    /// <summary>Where they stand, without the rest.</summary>
    public static async Task<List<(ConsignmentId Id, ConsignmentStatus Status)>> StatusesAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        await db.QueryAsync(ConsignmentSql.StatusesOf, row => (new ConsignmentId(row.GetInt64(0)), Enum.Parse<ConsignmentStatus>(row.GetString(1))), ct, db.Tenant.Value, Keys(ids));

    public static async Task<ILookup<ConsignmentId, ParcelRow>> ParcelsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.ReadAsync<ParcelRow>(ConsignmentSql.ParcelsOf, ct, db.Tenant.Value, Keys(ids))).ToLookup(row => row.ConsignmentId);

    public static async Task<ILookup<ConsignmentId, TrackingEventRow>> EventsAsync(this EntrepotDb db, IReadOnlyCollection<ConsignmentId> ids, CancellationToken ct) =>
        (await db.ReadAsync<TrackingEventRow>(ConsignmentSql.EventsOf, ct, db.Tenant.Value, Keys(ids))).ToLookup(row => row.ConsignmentId);

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
        (await db.QueryAsync(ConsignmentSql.LabelFormatsOf, row => (Consignment: new ConsignmentId(row.GetInt64(0)), Parcel: row.GetInt32(1), Format: Enum.Parse<LabelFormat>(row.GetString(2))), ct, db.Tenant.Value, Keys(ids)))
        .ToLookup(row => row.Consignment, row => (row.Parcel, row.Format));

    private static long[] Keys(IReadOnlyCollection<ConsignmentId> ids) => [.. ids.Select(id => id.Value)];

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
