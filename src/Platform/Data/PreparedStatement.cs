using System.Data.Common;

namespace Entrepot.Platform.Data;

/// <summary>Runs one statement for many parameter rows, prepared once.</summary>
internal static class PreparedStatement
{
    public static async Task<long> RunAsync(DbConnection connection, string sql, List<object?[]> rows, bool expectOneRow, CancellationToken ct)
    {
        if (rows.Count == 0) return 0;
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < rows[0].Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        long changed = 0;
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i] ?? DBNull.Value;
            var touched = command.ExecuteNonQuery();
            if (expectOneRow && touched != 1) throw new InvalidOperationException($"Expected to change one row, changed {touched}: {sql}");
            changed += touched;
        }

        ct.ThrowIfCancellationRequested();
        return changed;
    }
}
