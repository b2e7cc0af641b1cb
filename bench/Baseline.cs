using System.Diagnostics;
using Entrepot.Platform.Data;
using Microsoft.Data.Sqlite;

namespace Entrepot.Bench;

/// <summary>
/// The floor to compare with: the rows that the journey wrote, inserted again into an empty database of the same schema by
/// prepared statements, in as many transactions as there were batches, with <c>synchronous=FULL</c>. Nothing is decided.
/// </summary>
internal static class Baseline
{
    public static async Task<(TimeSpan Time, long Rows)> RunAsync(string database, string folder, int batches, CancellationToken ct)
    {
        var copy = Path.Combine(folder, "baseline.db");
        await using var source = new SqliteConnection($"Data Source={database};Pooling=False");
        await source.OpenAsync(ct);
        var tables = await WrittenTablesAsync(source, ct);
        await CreateAsync(source, copy, tables, ct);

        await using var target = new SqliteConnection($"Data Source={copy};Pooling=False");
        await target.OpenAsync(ct);
        await RunAsync(target, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA foreign_keys=OFF;", ct);

        var (time, rows) = (TimeSpan.Zero, 0L);
        var readers = new List<(SqliteDataReader Reader, RawStatement Insert, long PerBatch)>();
        foreach (var (table, count) in tables) readers.Add((await ReadAsync(source, table, ct), Insert(target, source, table), Math.Max(1, count / batches)));
        for (var batch = 0; batch < batches; batch++)
        {
            var part = readers.ConvertAll(table => Fetch(table.Reader, batch == batches - 1 ? long.MaxValue : table.PerBatch)); // Reading is not measured.
            var started = Stopwatch.GetTimestamp();
            await using var transaction = await target.BeginTransactionAsync(ct);
            for (var i = 0; i < part.Count; i++) rows += Write(readers[i].Insert, part[i]);
            await transaction.CommitAsync(ct);
            time += Stopwatch.GetElapsedTime(started);
        }

        foreach (var (reader, insert, _) in readers)
        {
            await reader.DisposeAsync();
            insert.Dispose();
        }

        return (time, rows);
    }

    /// <summary>Tables that the journey fills; what was there before it (catalogue, stock levels, rates) does not count.</summary>
    private static async Task<List<(string Table, long Rows)>> WrittenTablesAsync(SqliteConnection source, CancellationToken ct)
    {
        string[] before = ["orders_number", "orders_shortage"];
        string[] prefixes = ["orders_", "transport_consignment", "transport_parcel", "warehouse_fulfilment", "finance_voucher", "finance_order_cost", "inventory_reservation", "inventory_movement", "channels_incoming"];
        var tables = new List<(string, long)>();
        await using var names = source.CreateCommand();
        names.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table'";
        var all = new List<string>();
        await using (var reader = await names.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) all.Add(reader.GetString(0));
        foreach (var table in all.Where(table => prefixes.Any(prefix => table.StartsWith(prefix, StringComparison.Ordinal)) && !before.Contains(table)))
        {
            await using var count = source.CreateCommand();
            count.CommandText = $"SELECT COUNT(*) FROM {table}";
            if (await count.ExecuteScalarAsync(ct) is long rows and > 0) tables.Add((table, rows));
        }

        return tables;
    }

    private static async Task CreateAsync(SqliteConnection source, string copy, List<(string Table, long Rows)> tables, CancellationToken ct)
    {
        await using var target = new SqliteConnection($"Data Source={copy};Pooling=False");
        await target.OpenAsync(ct);
        await using var schema = source.CreateCommand();
        schema.CommandText = "SELECT sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC";
        var statements = new List<string>();
        await using (var reader = await schema.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                if (tables.Any(table => table.Table == reader.GetString(1))) statements.Add(reader.GetString(0));
        foreach (var statement in statements) await RunAsync(target, statement, ct);
    }

    private static async Task<SqliteDataReader> ReadAsync(SqliteConnection source, string table, CancellationToken ct)
    {
        var select = source.CreateCommand();
        select.CommandText = $"SELECT * FROM {table}";
        return await select.ExecuteReaderAsync(ct);
    }

    private static RawStatement Insert(SqliteConnection target, SqliteConnection source, string table)
    {
        using var columns = source.CreateCommand();
        columns.CommandText = $"SELECT COUNT(*) FROM pragma_table_info('{table}')";
        var count = Convert.ToInt32(columns.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        return new(target, $"INSERT INTO {table} VALUES ({string.Join(',', Enumerable.Range(1, count).Select(i => $"?{i}"))})");
    }

    private static List<object[]> Fetch(SqliteDataReader reader, long most)
    {
        var rows = new List<object[]>();
        while (rows.Count < most && reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static long Write(RawStatement insert, List<object[]> rows)
    {
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++) insert.Bind(i + 1, row[i]);
            insert.Run();
        }

        return rows.Count;
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
