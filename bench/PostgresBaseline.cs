using System.Buffers.Binary;
using System.Diagnostics;
using Npgsql;

namespace Entrepot.Bench;

/// <summary>
/// The floor on PostgreSQL: the rows that the journey wrote, copied again in binary (<c>COPY</c>, the fastest way in) into
/// empty tables of the same shape and with the same indexes, in as many transactions as there were batches, each flushed to
/// disk. Nothing is decided, no policy is asked.
/// </summary>
internal static class PostgresBaseline
{
    private const string Tables = """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('orders_number', 'orders_shortage')
            AND relname ~ '^(orders_|transport_consignment|transport_parcel|warehouse_fulfilment|finance_voucher|finance_order_cost|inventory_reservation|inventory_movement|channels_incoming)'
        """;

    /// <summary>Binary copies begin with a signature, flags and the length of an extension, and end with a count of -1.</summary>
    private static readonly byte[] Head = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] End = [0xFF, 0xFF];

    public static async Task<(TimeSpan Time, long Rows)> RunAsync(string address, int batches, CancellationToken ct)
    {
        await using var target = new NpgsqlConnection(address);
        await target.OpenAsync(ct);
        await RunAsync(target, "CREATE SCHEMA floor", ct);
        var tables = new List<Source>();
        foreach (var table in await NamesAsync(target, ct)) tables.Add(await OpenAsync(address, target, table, batches, ct));
        tables.RemoveAll(table => table.Rows == 0);

        var (time, rows) = (TimeSpan.Zero, 0L);
        for (var batch = 0; batch < batches; batch++)
        {
            var parts = new List<(string Table, byte[] Rows)>();
            foreach (var table in tables)
            {
                var (part, count) = await table.TakeAsync(batch == batches - 1 ? long.MaxValue : table.PerBatch, ct); // Reading is not measured.
                if (count > 0) parts.Add((table.Name, part));
                rows += count;
            }

            var started = Stopwatch.GetTimestamp();
            await using var transaction = await target.BeginTransactionAsync(ct);
            foreach (var (table, part) in parts)
            {
                await using var copy = await target.BeginRawBinaryCopyAsync($"COPY floor.{table} FROM STDIN (FORMAT BINARY)", ct);
                await copy.WriteAsync(part, ct);
            }

            await transaction.CommitAsync(ct);
            time += Stopwatch.GetElapsedTime(started);
        }

        foreach (var table in tables) await table.DisposeAsync();
        await RunAsync(target, "DROP SCHEMA floor CASCADE", ct);
        return (time, rows);
    }

    private static async Task<List<string>> NamesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var names = new List<string>();
        await using var command = new NpgsqlCommand(Tables, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }

    private static async Task<Source> OpenAsync(string address, NpgsqlConnection target, string table, int batches, CancellationToken ct)
    {
        await RunAsync(target, $"CREATE TABLE floor.{table} (LIKE public.{table} INCLUDING ALL)", ct);
        await using var count = new NpgsqlCommand($"SELECT COUNT(*) FROM public.{table}", target);
        var rows = (long)(await count.ExecuteScalarAsync(ct) ?? 0L);
        var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync(ct);
        var stream = await connection.BeginRawBinaryCopyAsync($"COPY public.{table} TO STDOUT (FORMAT BINARY)", ct);
        await stream.ReadExactlyAsync(new byte[Head.Length], ct);
        return new(table, rows, Math.Max(1, rows / batches), connection, new BufferedStream(stream, 1 << 16));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private sealed class Source(string name, long rows, long perBatch, NpgsqlConnection connection, Stream stream) : IAsyncDisposable
    {
        private readonly byte[] length = new byte[4];
        private bool isAtEnd;

        public string Name => name;
        public long Rows => rows;
        public long PerBatch => perBatch;

        /// <summary>The next rows as a binary copy of their own.</summary>
        public async Task<(byte[] Copy, long Count)> TakeAsync(long most, CancellationToken ct)
        {
            using var part = new MemoryStream();
            part.Write(Head);
            var taken = 0L;
            while (taken < most && await TakeRowAsync(part, ct)) taken++;
            part.Write(End);
            return (part.ToArray(), taken);
        }

        private async Task<bool> TakeRowAsync(MemoryStream part, CancellationToken ct)
        {
            if (isAtEnd) return false;
            await stream.ReadExactlyAsync(length.AsMemory(0, 2), ct);
            var fields = BinaryPrimitives.ReadInt16BigEndian(length);
            if (isAtEnd = fields < 0) return false;
            part.Write(length, 0, 2);
            for (var field = 0; field < fields; field++)
            {
                await stream.ReadExactlyAsync(length, ct);
                part.Write(length);
                var size = BinaryPrimitives.ReadInt32BigEndian(length);
                if (size <= 0) continue;
                var value = new byte[size];
                await stream.ReadExactlyAsync(value, ct);
                part.Write(value);
            }

            return true;
        }

        /// <summary>Closes the copy under way with its connection.</summary>
        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
