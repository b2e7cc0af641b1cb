using System.Data.Common;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Transport.Contracts;
using Entrepot.Transport.Data;

namespace Entrepot.Transport.Features;

/// <summary>Two index ranges: carriers and we write numbers in capitals, so the text is compared in capitals.</summary>
internal sealed class ParcelSearch(EntrepotDb db) : IParcelSearch
{
    public async Task<IReadOnlyList<FoundParcel>> FindAsync(string text, int limit, CancellationToken ct)
    {
        var start = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant(); // Printed in groups: "1Z 999 AA1 …".
        var found = new List<FoundParcel>();
        foreach (var sql in new[] { ConsignmentSql.FindByTracking, ConsignmentSql.FindByReference })
            found.AddRange(await db.QueryAsync(sql, row => Read(row, start), ct, db.Tenant.Value, start, start + '\uFFFF', (long)limit));
        return found;
    }

    private static FoundParcel Read(DbDataReader row, string text) => new(
        new OrderId(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<ConsignmentStatus>(row.GetString(4)), row.GetString(3) == text || row.GetString(1) == text);
}
