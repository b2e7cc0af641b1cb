using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Entrepot.Platform.Data;

/// <summary>The embedded database: one file, write-ahead log, every commit forced to disk.</summary>
/// <param name="logBytesMax">The log may grow to this size before its start is used again.</param>
internal sealed partial class SqliteEngine(string path, long logBytesMax = SqliteEngine.LogBytes) : DatabaseEngine
{
    /// <summary>A second or two of the busiest journey; what is read from the log costs a little more than from the file.</summary>
    private const long LogBytes = 64L << 20;

    /// <summary>
    /// SQLite copies the log back by itself, but begins it anew only when nobody reads from it, and with many readers
    /// somebody always does: the log would grow for ever. Asked to, it waits for those who read now; who comes later
    /// reads the file.
    /// </summary>
    private const string BeginLogAnew = "PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = 0;";

    /// <summary>Every commit of somebody else empties a reader's cache, and the file lies in the system's: it need not be large.</summary>
    private const int ReaderCacheKilobytes = 2 << 10;

    /// <summary>The hot pages of a large batch. The writer is alone, so this much is in use once.</summary>
    private const int WriterCacheKilobytes = 24 << 10;

    /// <summary>
    /// How long the log grows before what it holds is copied back: 32 MB of pages of 4 KB, half of what it may grow to. SQLite's own
    /// thousand is less than one large batch writes, so that every commit would copy the same hot pages again and wait for the disk twice.
    /// </summary>
    private const int CopyBackPages = 8_192;

    private const int ReaderSeconds = 30;

    /// <summary>Another number only so that writers are known by it.</summary>
    private const int WriterSeconds = ReaderSeconds + 1;

    /// <summary>
    /// SQLite, knowing nothing, takes the first column of an index for a narrow choice. Ours is the company, which
    /// chooses nothing, and a table would be walked to have it in the order of its key. So it is told what the tables
    /// grow to: a million rows, all of one company, and each further column narrowing. The same on every installation,
    /// so that the same statement takes the same way.
    /// </summary>
    private const string TellSizes = """
        ANALYZE platform_tenant;
        DELETE FROM sqlite_stat1;
        INSERT INTO sqlite_stat1 (tbl, idx, stat)
        SELECT t.name, i.name, '1000000' || (
            SELECT group_concat(' ' || CASE
                WHEN c.name = 'tenant_id' THEN 1000000
                WHEN i."unique" AND c.seqno = (SELECT MAX(seqno) FROM pragma_index_info(i.name)) THEN 1
                ELSE MAX(1, 100 / (c.seqno * c.seqno)) END, '')
            FROM pragma_index_info(i.name) c)
        FROM sqlite_schema t, pragma_index_list(t.name) i WHERE t.type = 'table';
        ANALYZE sqlite_schema;
        """;

    private static readonly ConcurrentDictionary<string, string> Translated = new(StringComparer.Ordinal);
    private static readonly Settings Given = new();

    /// <summary>Where the next try is due: somebody may read for minutes, an export for example, and not every commit shall wait for it.</summary>
    private long tryAt = logBytesMax;
    private readonly long logMax = logBytesMax;
    private readonly string asReader = Address(path, ReaderSeconds);
    private readonly string asWriter = Address(path, WriterSeconds);

    /// <summary>A session's connection is used by one thread at a time, so SQLite need not take its lock on every value bound.</summary>
    static SqliteEngine()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD); // Refused, without harm, where somebody has used SQLite before us.
    }

    public override bool IsSingleWriter => true;

    internal override string BeginSnapshot => "BEGIN";

    internal override string ReadReferences => "SELECT t.name, f.\"table\" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f WHERE t.type = 'table'";

    internal override bool Exists => File.Exists(path);

    /// <remarks>A file with a write-ahead log can be had alone only while nobody else has it open.</remarks>
    internal override async Task<bool> IsInUseAsync(EntrepotDb db, CancellationToken ct)
    {
        await using var alone = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ConnectionString);
        await alone.OpenAsync(ct);
        try
        {
            await using var command = alone.CreateCommand();
            command.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT;";
            await command.ExecuteNonQueryAsync(ct);
            return false;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return true;
        }
    }

    internal override void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(
            asReader,
            sqlite => sqlite.MigrationsAssembly("Entrepot.Migrations").UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)) // A list of keys is one value, not a statement of its own for each length.
        .AddInterceptors(Given);

    internal override async Task<IReadOnlyList<string>> MigrateAsync(EntrepotDb db, CancellationToken ct)
    {
        var lacks = await base.MigrateAsync(db, ct);
        await db.Database.ExecuteSqlRawAsync(TellSizes, ct);
        return lacks;
    }

    internal override DbCommand Command(DbConnection connection, string sql, ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = Translate(sql);
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            parameter.Value = Stored(values[i]) ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <remarks>Synchronous underneath: the file is local.</remarks>
    internal override Task<long> WriteAsync(DbConnection connection, IReadOnlyList<PendingRows> rows, IReadOnlyList<PendingStatement> statements, CancellationToken ct)
    {
        var changed = 0L;
        foreach (var pending in rows) changed += Insert((SqliteConnection)connection, pending, ct);
        foreach (var pending in statements) changed += Execute((SqliteConnection)connection, pending, ct);
        return Task.FromResult(changed);
    }

    private static long Insert(SqliteConnection connection, PendingRows pending, CancellationToken ct)
    {
        var columns = pending.Table.Columns;
        using var insert = new RawStatement(connection, $"INSERT INTO {pending.Table.Name} ({pending.Table.ColumnNames}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))}){pending.Table.OnConflict}");
        foreach (var row in pending.Rows)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < columns.Count; i++) insert.Bind(i + 1, columns[i].Get(row));
            insert.Run();
        }

        return pending.Rows.Count;
    }

    private static long Execute(SqliteConnection connection, PendingStatement pending, CancellationToken ct)
    {
        long changed = 0;
        using var statement = new RawStatement(connection, Numbered(Translate(pending.Sql)));
        foreach (var row in pending.Values)
        {
            ct.ThrowIfCancellationRequested();
            for (var i = 0; i < row.Length; i++) statement.Bind(i + 1, Stored(row[i]));
            var touched = statement.Run();
            if (pending.ExpectOneRow && touched != 1) throw NotOneRow(touched, pending.Sql);
            changed += touched;
        }

        return changed;
    }

    public override async Task<DatabaseFacts> FactsAsync(EntrepotDb db, CancellationToken ct)
    {
        var version = (await db.QueryAsync("SELECT sqlite_version()", row => row.GetString(0), ct))[0];
        return new("SQLite", version, new[] { path, path + "-wal" }.Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length));
    }

    /// <summary>The one writer has a connection of its own, so that the pages of its last batch are at hand for the next.</summary>
    internal override void BecomeWriter(EntrepotDb db) => db.Database.SetConnectionString(asWriter);

    internal override void BecomeReader(EntrepotDb db) => db.Database.SetConnectionString(asReader);

    internal override async Task TidyAsync(EntrepotDb db)
    {
        if (new FileInfo(path + "-wal") is not { Exists: true } log || log.Length < tryAt) return;

        await db.Database.OpenConnectionAsync();
        try
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = BeginLogAnew;
            await command.ExecuteNonQueryAsync();
        }
        catch (SqliteException)
        {
            // What was committed is safe; the log is only longer than it need be, and the next commit tries again.
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        log.Refresh();
        tryAt = Math.Max(logMax, (log.Exists ? log.Length : 0) + (logMax / 4)); // Gone where this was the last connection. One unit of work at a time has the turn.
    }

    /// <summary>Connections of different addresses are pooled apart: the seconds to wait for a lock tell the two.</summary>
    private static string Address(string path, int seconds) =>
        new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = seconds, Pooling = true }.ConnectionString;

    internal static bool IsFailure(Exception exception) => exception switch
    {
        SqliteException failed => failed.SqliteErrorCode is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG or raw.SQLITE_RANGE),
        DbUpdateException { InnerException: { } inner } => IsFailure(inner),
        _ => false,
    };

    /// <summary>Full, broken, locked, or not to be opened at all.</summary>
    internal static bool IsStorageFailure(Exception exception) => exception switch
    {
        SqliteException failed => failed.SqliteErrorCode is raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY,
        DbUpdateException { InnerException: { } inner } => IsStorageFailure(inner),
        _ => false,
    };

    /// <summary>Keys come as one JSON list.</summary>
    private static string Translate(string sql) => Translated.GetOrAdd(sql, text => AnyOf().Replace(text, "IN (SELECT value FROM json_each($1))"));

    /// <summary><c>@p0</c> becomes <c>?1</c>: named parameters are numbered in the order they stand, which need not be ours.</summary>
    private static string Numbered(string sql) =>
        Parameter().Replace(sql, match => $"?{int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) + 1}");

    private static object? Stored(object? value) => value switch
    {
        long[] keys => $"[{string.Join(',', keys)}]",
        string[] texts => JsonSerializer.Serialize(texts),
        _ => Plain(value),
    };

    [GeneratedRegex(@"= ANY\((@p\d+)\)")]
    private static partial Regex AnyOf();

    [GeneratedRegex(@"@p(\d+)")]
    private static partial Regex Parameter();

    /// <summary>Settings that SQLite keeps per connection, given to each as it opens.</summary>
    private sealed class Settings : DbConnectionInterceptor
    {
        /// <summary>Nothing is mapped, and sorting beyond the cache goes to a file, so that memory stays bounded however large the database.</summary>
        private static readonly string Pragmas = $"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint={CopyBackPages}; PRAGMA cache_size=-";

        /// <summary>Connections of the pool that have them: the pool gives the same ones out again for every query.</summary>
        private readonly ConditionalWeakTable<sqlite3, object> given = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (((SqliteConnection)connection).Handle is not { } handle || given.TryGetValue(handle, out _)) return;
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas + (((SqliteConnection)connection).DefaultTimeout == WriterSeconds ? WriterCacheKilobytes : ReaderCacheKilobytes);
            command.ExecuteNonQuery();
            given.AddOrUpdate(handle, this);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData); // The file is local: nothing here waits.
            return Task.CompletedTask;
        }
    }
}
