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
    public static HashSet<T> Read<T>(EntrepotDb db, string sql, Func<DbDataReader, T> map, params ReadOnlySpan<object> values)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open) throw new InvalidOperationException("Posting needs an open unit of work.");

        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        var rows = new HashSet<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read()) rows.Add(map(reader));
        return rows;
    }

    /// <summary>A list of keys as the one JSON parameter that <c>json_each</c> takes apart.</summary>
    public static string Keys(IEnumerable<long> keys) => "[" + string.Join(',', keys) + "]";
}
