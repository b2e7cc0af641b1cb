using System.Data.Common;
using Entrepot.Platform.Backup.Data;
using Entrepot.Platform.Data;
using Microsoft.Data.Sqlite;

namespace Entrepot.Platform.Backup;

/// <summary>
/// The embedded database. SQLite's own online copy reads one state in one go; in the write-ahead mode a reader keeps no
/// writer waiting, only the log grows meanwhile. The pages are copied as they are, also those that are damaged: verifying
/// the copy tells.
/// </summary>
internal sealed class SqliteCopy(string path) : DatabaseCopy
{
    private const string InUse = "is in use. Stop the server first: it would go on writing to the database that was replaced.";

    public override string Engine => "SQLite";
    public override string Where => path;

    public override async Task<CopiedDatabase> CopyAsync(Stream to, string scratch, TimeProvider clock, CancellationToken ct)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no database {path}.");
        var copy = Path.Combine(scratch, "copy.db");
        var at = clock.GetUtcNow().UtcDateTime; // Before the copy's moment: what was committed by now is in it.
        CopiedDatabase copied;
        await using (var into = await OpenAsync(copy, SqliteOpenMode.ReadWriteCreate, ct))
        {
            await RunAsync(into, "PRAGMA synchronous = OFF", ct); // It is read once and removed.
            await using (var from = await OpenAsync(path, SqliteOpenMode.ReadWrite, ct)) from.BackupDatabase(into);
            copied = new(at, (await ReadAsync(into, CopySql.SqliteVersion, row => row.GetString(0), ct))[0], (await ReadAsync(into, CopySql.Schema, row => row.GetString(0), ct))[0],
                (await ReadAsync(into, CopySql.Companies, row => row.GetInt64(0), ct))[0], await CountAsync(into, ct));
        }

        await using (var file = File.OpenRead(copy)) await file.CopyToAsync(to, ct);
        Delete(copy);
        return copied;
    }

    public override async Task<int> TablesAsync(CancellationToken ct)
    {
        if (!File.Exists(path)) return 0;
        await using var connection = await OpenAsync(path, SqliteOpenMode.ReadWrite, ct);
        return (await ReadAsync(connection, CopySql.SqliteTables, _ => 1, ct)).Count;
    }

    public override async Task<SortedDictionary<string, long>> CountAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(path, SqliteOpenMode.ReadWrite, ct);
        return await CountAsync(connection, ct);
    }

    public override async Task FillAsync(Func<CancellationToken, Task<Stream>> open, BackupManifest manifest, bool overwrite, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? ".");
        if (overwrite && File.Exists(path)) await TakeAloneAsync(ct);
        var unfinished = path + ".restoring";
        try
        {
            await using (var from = await open(ct))
            await using (var to = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                await from.CopyToAsync(to, ct);
                to.Flush(flushToDisk: true);
            }

            if (File.Exists(path)) File.Move(path, $"{path}.before-{manifest.Id}", overwrite: true); // What was there is kept, whoever asked for it to go.
            File.Move(unfinished, path);
        }
        catch (IOException failed)
        {
            throw Refused(path, failed);
        }
        finally
        {
            Delete(unfinished);
        }
    }

    public override string Throwaway(string folder, string name) => "sqlite:" + Path.Combine(folder, name, "entrepot.db");

    public override Task DropAsync(CancellationToken ct)
    {
        SqliteConnection.ClearAllPools();
        Delete(path);
        return Task.CompletedTask;
    }

    public override async Task<DateTime?> LastChangeAsync(DateTime now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(path, SqliteOpenMode.ReadWrite, ct);
        long? last = null;
        foreach (var (table, column) in await ReadAsync(connection, CopySql.SqliteTimes, row => (row.GetString(0), row.GetString(1)), ct))
        {
            var latest = (await ReadAsync(connection, CopySql.Latest(table, column), row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), ct, Timestamps.ToStored(now)))[0];
            if (latest is { } at && at > (last ?? long.MinValue)) last = at;
        }

        return last is { } stored ? Timestamps.FromStored(stored) : null;
    }

    /// <summary>Puts the log's pages into the file, which SQLite does only where nobody else has it open.</summary>
    private async Task TakeAloneAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(path, SqliteOpenMode.ReadWrite, ct);
            connection.DefaultTimeout = 1;
            if ((await ReadAsync(connection, "PRAGMA journal_mode = DELETE", row => row.GetString(0), ct))[0] != "delete") throw new BackupException($"{path} {InUse}");
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6) // Busy, locked.
        {
            throw new BackupException($"{path} {InUse}", busy);
        }
    }

    private static async Task<SortedDictionary<string, long>> CountAsync(SqliteConnection connection, CancellationToken ct)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await ReadAsync(connection, CopySql.SqliteTables, row => row.GetString(0), ct))
            rows[table] = (await ReadAsync(connection, CopySql.Count(table), row => row.GetInt64(0), ct))[0];
        return rows;
    }

    private static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken ct)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (SqliteException failed)
        {
            await connection.DisposeAsync();
            throw Refused(file, failed);
        }
    }

    private static async Task RunAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<List<T>> ReadAsync<T>(SqliteConnection connection, string sql, Func<DbDataReader, T> map, CancellationToken ct, long? now = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (now is { } at) command.Parameters.AddWithValue("@now", at);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct)) rows.Add(map(reader));
        return rows;
    }

    private static void Delete(string file)
    {
        if (!Directory.Exists(Path.GetDirectoryName(file))) return;
        foreach (var part in new[] { file, file + "-wal", file + "-shm", file + "-journal" }) File.Delete(part);
    }
}
