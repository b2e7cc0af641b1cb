using System.Data;
using System.Data.Common;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Finance.Data;

/// <summary>
/// Reads inside the unit of work that a posting is added to. Posting is part of deciding and does not await, so these
/// reads do not either: one index probe per source, in one statement per batch.
/// </summary>
internal static class OpenUnit
{
    public static HashSet<T> Read<T>(EntrepotDb db, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object?> values)
    {
        if (db.Database.GetDbConnection().State != ConnectionState.Open) throw new InvalidOperationException("Posting needs an open unit of work.");

        using var command = db.Command(sql, values);
        var rows = new HashSet<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }
}
