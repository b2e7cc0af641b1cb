using System.Data.Common;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Transport.Features;

/// <summary>Two index ranges, and where these are empty any part of a tracking number: carriers and we write numbers in capitals, so the text is compared in capitals.</summary>
internal sealed class ParcelSearch(EntrepotDb db) : IParcelSearch
{
    public async Task<IReadOnlyList<FoundParcel>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var start = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant(); // Printed in groups: "1Z 999 AA1 …".
        var found = new List<FoundParcel>();
        foreach (var sql in new[] { ConsignmentSql.FindByTracking, ConsignmentSql.FindByReference })
            found.AddRange(await db.QueryAsync(sql, row => Read(row, start), ct, db.Tenant.Value, start, start + '\uFFFF', (long)limit));
        return found.Count == 0 && start.Length >= TextParts.ShortestPart ? await PartsAsync(start, limit, ct) : found;
    }

    /// <summary>The index of tracking numbers holds all that is looked at; a parcel is read when its number fits.</summary>
    private Task<List<FoundParcel>> PartsAsync(string part, int limit, CancellationToken ct) =>
        db.Holding(db.Set<ParcelRow>().Where(parcel => parcel.TrackingNumber != null), part, parcel => parcel.TrackingNumber ?? "").Take(limit)
            .Join(db.Set<ConsignmentRow>(), parcel => parcel.ConsignmentId, consignment => consignment.Id, (parcel, consignment) =>
                new FoundParcel(consignment.OrderId, consignment.Reference, consignment.ServiceName, parcel.TrackingNumber ?? "", consignment.Status, false))
            .ToListAsync(ct);

    private static FoundParcel Read(DbDataReader row, string text) => new(
        new OrderId(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<ConsignmentStatus>(row.GetString(4)), row.GetString(3) == text || row.GetString(1) == text);
}
