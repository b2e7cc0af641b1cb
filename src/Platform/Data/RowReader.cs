using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Data;

/// <summary>Hand-written reads for the hot path: one statement, one pass, no tracking.</summary>
public static class RowReader
{
    /// <summary>Runs <paramref name="sql"/> with positional parameters <c>@p0, @p1, …</c> in the session's transaction and maps each row.</summary>
    public static async Task<List<T>> QueryAsync<T>(this EntrepotDb db, string sql, Func<DbDataReader, T> map, CancellationToken ct, params object?[] values)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            for (var i = 0; i < values.Length; i++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{i}";
                parameter.Value = values[i] ?? DBNull.Value;
                command.Parameters.Add(parameter);
            }

            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) rows.Add(map(reader));
            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
