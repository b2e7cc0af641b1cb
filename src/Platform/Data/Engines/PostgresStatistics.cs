using System.Collections.Concurrent;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>
/// Keeps the planner from believing that a table is empty when it holds a hundred thousand rows. The server counts by itself
/// once a minute at most, and a new company's first peak fills tables faster: references were then checked through whatever
/// index begins with the company, and a batch of 512 orders took two seconds instead of a third of one.
/// </summary>
/// <remarks>Counting takes none of the locks that readers and writers wait for. It looks at a sample, so it costs some milliseconds a table.</remarks>
internal sealed class PostgresStatistics(string connectionString)
{
    /// <summary>A table's size is looked at when this process has written so many rows into it, and again each time these have grown so many times.</summary>
    private const long FirstRows = 1_000;
    private const int Growth = 4;

    private const string Outgrown = """
        SELECT quote_ident(t.relname) FROM pg_class t JOIN unnest($1, $2) AS written(name, rows) ON written.name = t.relname
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.reltuples < written.rows
        """;

    private readonly ConcurrentDictionary<string, Count> counts = new(StringComparer.Ordinal);
    private int isAtIt;
    private volatile bool isDue;

    public void Wrote(string table, long rows)
    {
        var count = counts.GetOrAdd(table, _ => new());
        if (Interlocked.Add(ref count.Rows, rows) >= Volatile.Read(ref count.LookAt)) isDue = true;
    }

    /// <summary>After a commit: has those tables counted, in the background, of which this process alone has written more rows than the server believes there are.</summary>
    public void KeepUp()
    {
        if (!isDue || Interlocked.Exchange(ref isAtIt, 1) == 1) return;
        isDue = false;
        _ = Task.Run(CountAsync);
    }

    private async Task CountAsync()
    {
        try
        {
            var due = counts.Where(table => table.Value.Rows >= table.Value.LookAt).Select(table => (Table: table.Key, table.Value.Rows)).ToArray();
            foreach (var (table, rows) in due) Volatile.Write(ref counts[table].LookAt, rows * Growth);
            await using var connection = new NpgsqlConnection(connectionString); // As the user who signs in: the role that we work under owns no table.
            await connection.OpenAsync();
            var outgrown = await OutgrownAsync(connection, due);
            if (outgrown.Count == 0) return;
            await using var count = new NpgsqlCommand($"ANALYZE {string.Join(", ", outgrown)}", connection);
            await count.ExecuteNonQueryAsync();
        }
        catch (Exception away) when (PostgresFaults.IsOutage(away) || away is ObjectDisposedException)
        {
            // The server counts by itself before long.
        }
        finally
        {
            Volatile.Write(ref isAtIt, 0);
        }
    }

    private static async Task<List<string>> OutgrownAsync(NpgsqlConnection connection, (string Table, long Rows)[] due)
    {
        await using var command = new NpgsqlCommand(Outgrown, connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. due.Select(table => table.Table)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. due.Select(table => table.Rows)] });
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        return tables;
    }

    private sealed class Count
    {
        public long Rows;
        public long LookAt = FirstRows;
    }
}
