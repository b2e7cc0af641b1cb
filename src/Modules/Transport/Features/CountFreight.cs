using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;

namespace Entrepot.Transport.Features;

/// <summary>Sums up what left: one walk over an index of consignments that did, and a count of each one's parcels.</summary>
internal sealed class CountFreight(EntrepotDb db) : IFreightFigures
{
    public async Task<FreightFigures> OfAsync(DateTime from, DateTime until, WarehouseId? warehouse, CancellationToken ct)
    {
        var rows = await db.QueryAsync(
            ConsignmentSql.Freight, row => (Price: new Money(row.GetInt64(1), row.GetString(0)), Parcels: (int)row.GetInt64(2)), ct,
            db.Tenant.Value, Timestamps.ToStored(from), Timestamps.ToStored(until), warehouse?.Value);
        return new(rows.Sum(row => row.Parcels), rows.ConvertAll(row => row.Price));
    }
}
