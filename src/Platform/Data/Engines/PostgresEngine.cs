using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Entrepot.Platform.Data;

/// <summary>PostgreSQL 15 or newer: several processes, many writers, failover.</summary>
internal sealed partial class PostgresEngine : DatabaseEngine
{
    /// <summary>The oldest server that the tests run on.</summary>
    private const int VersionMin = 150_000;

    /// <summary>
    /// Asked of the server for each session: a host that dies keeps its locks until the server notices, by default after
    /// two hours; and a transaction that stands still is given up. Times in milliseconds or seconds as the server wants them.
    /// </summary>
    private const string SessionSettings =
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=25000 -c idle_in_transaction_session_timeout=60000";

    private const string ReadSettings = "SELECT name, setting FROM pg_settings WHERE name IN ('server_version_num', 'server_encoding', 'fsync', 'full_page_writes', 'synchronous_commit')";

    /// <summary>Statements in one round trip: enough to hide the latency, few enough to bound the memory.</summary>
    private const int CommandsPerTrip = 1000;

    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);

    private readonly string connectionString;

    public PostgresEngine(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder(address) { ApplicationName = "entrepot" };
        if (string.IsNullOrEmpty(builder.Options)) builder.Options = SessionSettings;
        // Statements are few and run often; a plan is worth keeping.
        if (builder.MaxAutoPrepare == 0) builder.MaxAutoPrepare = 200;
        connectionString = builder.ConnectionString;
    }

    public override bool IsSingleWriter => false;

    internal override void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(connectionString, postgres => postgres.MigrationsAssembly("Entrepot.Migrations"));

    internal override async Task<IReadOnlyList<string>> CheckAsync(EntrepotDb db, CancellationToken ct)
    {
        var found = (await db.QueryAsync(ReadSettings, row => (Name: row.GetString(0), Setting: row.GetString(1)), ct)).ToDictionary(row => row.Name, row => row.Setting, StringComparer.Ordinal);
        if (int.Parse(found["server_version_num"], CultureInfo.InvariantCulture) < VersionMin) throw new InvalidOperationException("Entrepot needs PostgreSQL 15 or newer.");
        if (found["server_encoding"] != "UTF8") throw new InvalidOperationException($"The database's encoding is {found["server_encoding"]}; create it with ENCODING 'UTF8'.");

        return [.. new[] { "fsync", "full_page_writes", "synchronous_commit" }.Where(name => found[name] is "off" or "local")
            .Select(name => $"PostgreSQL runs with {name} = {found[name]}: a power cut may lose what was acknowledged. Set it to on.")];
    }

    internal override Task FinishTablesAsync(EntrepotDb db, CancellationToken ct) => db.Database.ExecuteSqlRawAsync(PostgresSchema.CompareByCodePoint, ct);

    internal override Task TakeTurnAsync(EntrepotDb db, CancellationToken ct) => db.QueryAsync("SELECT pg_advisory_xact_lock(@p0)", _ => true, ct, db.Tenant.Value);

    internal override DbCommand Command(DbConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var command = ((NpgsqlConnection)connection).CreateCommand();
        command.CommandText = Translate(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = Plain(value) ?? DBNull.Value });
        return command;
    }

    internal override async Task<long> InsertAsync<TRow>(DbConnection connection, BulkInsert table, List<TRow> rows, CancellationToken ct)
    {
        var columns = table.Columns;
        await using var copy = await ((NpgsqlConnection)connection).BeginBinaryImportAsync($"COPY {table.Name} ({table.ColumnNames}) FROM STDIN (FORMAT BINARY)", ct);
        foreach (object row in rows)
        {
            await copy.StartRowAsync(ct);
            foreach (var column in columns) await WriteAsync(copy, column, column.Get(row), ct);
        }

        return (long)await copy.CompleteAsync(ct);
    }

    internal override async Task<long> ExecuteAsync(DbConnection connection, string sql, bool expectOneRow, List<object?[]> rows, CancellationToken ct)
    {
        long changed = 0;
        var text = Translate(sql);
        foreach (var chunk in rows.Chunk(CommandsPerTrip))
        {
            await using var batch = new NpgsqlBatch((NpgsqlConnection)connection);
            foreach (var row in chunk)
            {
                var command = new NpgsqlBatchCommand(text);
                foreach (var value in row) command.Parameters.Add(new NpgsqlParameter { Value = Plain(value) ?? DBNull.Value });
                batch.BatchCommands.Add(command);
            }

            await batch.PrepareAsync(ct);
            await batch.ExecuteNonQueryAsync(ct);
            foreach (var command in batch.BatchCommands)
            {
                if (expectOneRow && command.RecordsAffected != 1) throw NotOneRow(command.RecordsAffected, sql);
                changed += command.RecordsAffected;
            }
        }

        return changed;
    }

    /// <remarks>Everything but bad values (class 22) and broken constraints (23).</remarks>
    public override bool IsOutage(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState[..2] is not ("22" or "23"),
        NpgsqlException => true, // Among them "No suitable host was found", while a standby takes over.
        DbUpdateException { InnerException: { } inner } => IsOutage(inner),
        _ => false,
    };

    /// <summary>The value's own type decides the parameter's, and <c>$1</c> saves the driver from reading the statement.</summary>
    private static string Translate(string sql) => Translated.GetOrAdd(sql, text =>
        Parameter().Replace(text, match => $"${int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) + 1}"));

    private static Task WriteAsync(NpgsqlBinaryImporter copy, BulkColumn column, object? value, CancellationToken ct) => value switch
    {
        null => copy.WriteNullAsync(ct),
        long number => copy.WriteAsync(number, column.StoreType, ct),
        string text => copy.WriteAsync(text, column.StoreType, ct),
        int number => copy.WriteAsync(number, column.StoreType, ct),
        bool truth => copy.WriteAsync(truth, column.StoreType, ct),
        double number => copy.WriteAsync(number, column.StoreType, ct),
        byte[] bytes => copy.WriteAsync(bytes, column.StoreType, ct),
        DateOnly day => copy.WriteAsync(day, column.StoreType, ct),
        TimeOnly time => copy.WriteAsync(time, column.StoreType, ct),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} has no place in {column.Name}."),
    };

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex Parameter();
}
