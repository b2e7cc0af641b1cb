using System.Data;
using System.Text;
using Entrepot.Platform.Backup.Data;
using Entrepot.Platform.Data;
using Npgsql;

namespace Entrepot.Platform.Backup;

/// <summary>
/// PostgreSQL. <c>pg_dump</c> reads the same snapshot in which the rows were counted. Policies hide rows from everybody but
/// the tables' owner, so the dump is made as the owner, with the setting that the policy <c>migrating</c> heeds, and is refused
/// to a user who would see less than all.
/// </summary>
internal sealed class PostgresCopy : DatabaseCopy
{
    private const string MissingDatabase = "3D000";

    /// <summary>Lists what an archive holds, to choose from. Policies name the roles of the server they came from; starting on the restored database makes them anew.</summary>
    private static readonly string[] LeftOut = [" POLICY ", " ROW SECURITY "];

    private readonly string connectionString;
    private readonly string database;

    public PostgresCopy(string address)
    {
        var builder = new NpgsqlConnectionStringBuilder(address) { ApplicationName = "entrepot-backup", Pooling = false, CommandTimeout = 0, Options = "-c idle_in_transaction_session_timeout=0" };
        connectionString = builder.ConnectionString;
        database = builder.Database ?? "";
        Where = $"PostgreSQL {builder.Host}/{builder.Database}";
    }

    public override string Engine => "PostgreSQL";
    public override string Where { get; }

    public override async Task<CopiedDatabase> CopyAsync(Stream to, string scratch, TimeProvider clock, CancellationToken ct)
    {
        PostgresTools.Find("pg_dump");
        await using var connection = await OpenAsync(ct);
        var hidden = await ScalarAsync<long>(connection, CopySql.PostgresHidden, ct);
        if (hidden > 0) throw new BackupException($"This user of PostgreSQL does not see all companies' rows in {hidden} tables. Make the backup as the tables' owner: the user who ran the first start.");

        var at = clock.GetUtcNow().UtcDateTime; // Before the snapshot: what was committed by now is in it.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var snapshot = await ScalarAsync<string>(connection, CopySql.ExportSnapshot, ct);
        var copied = new CopiedDatabase(at, await ScalarAsync<string>(connection, CopySql.PostgresVersion, ct), await ScalarAsync<string>(connection, CopySql.Schema, ct),
            await ScalarAsync<long>(connection, CopySql.Companies, ct), await CountAsync(connection, ct));
        // We compress ourselves, before sealing. With row security enabled it takes what the user sees, which is all; without, it refuses.
        await PostgresTools.RunAsync("pg_dump", connectionString, ["--format=custom", "--compress=0", "--enable-row-security", "--no-password", "--snapshot=" + snapshot], null, to, ct);
        await transaction.CommitAsync(ct);
        return copied;
    }

    public override async Task<int> TablesAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(ct);
            return (await ListAsync(connection, CopySql.PostgresTables, ct)).Count;
        }
        catch (BackupException failed) when (failed.InnerException is PostgresException { SqlState: MissingDatabase })
        {
            return 0;
        }
    }

    public override async Task<SortedDictionary<string, long>> CountAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        return await CountAsync(connection, ct);
    }

    public override async Task FillAsync(Func<CancellationToken, Task<Stream>> open, BackupManifest manifest, bool overwrite, CancellationToken ct)
    {
        PostgresTools.Find("pg_restore");
        await CreateIfMissingAsync(ct);
        var list = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(list, await ContentsAsync(open, ct), ct);
            if (overwrite) await EmptyAsync(ct);
            await using var archive = await open(ct);
            await PostgresTools.RunAsync("pg_restore", connectionString,
                ["--dbname=" + database, "--use-list=" + list, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--no-password"], archive, Stream.Null, ct);
        }
        finally
        {
            File.Delete(list);
        }
    }

    public override string Throwaway(string folder, string name) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = "entrepot_check_" + name.ToLowerInvariant().Replace('-', '_'), Options = null, ApplicationName = null, Pooling = false }.ConnectionString;

    public override async Task DropAsync(CancellationToken ct)
    {
        NpgsqlConnection.ClearAllPools();
        await using var connection = await OpenAsync(ct, "postgres");
        await RunAsync(connection, CopySql.DropDatabase(database), ct);
    }

    public override async Task<DateTime?> LastChangeAsync(DateTime now, CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        var columns = new List<(string Table, string Column)>();
        await using (var command = new NpgsqlCommand(CopySql.PostgresTimes, connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct)) columns.Add((reader.GetString(0), reader.GetString(1)));

        long? last = null;
        foreach (var (table, column) in columns)
        {
            await using var command = new NpgsqlCommand(CopySql.Latest(table, column), connection);
            command.Parameters.AddWithValue("now", Timestamps.ToStored(now));
            if (await command.ExecuteScalarAsync(ct) is long at && at > (last ?? long.MinValue)) last = at;
        }

        return last is { } stored ? Timestamps.FromStored(stored) : null;
    }

    private static async Task<IEnumerable<string>> ContentsAsync(Func<CancellationToken, Task<Stream>> open, CancellationToken ct)
    {
        await using var archive = await open(ct);
        using var listed = new MemoryStream(); // A line for each table and index.
        await PostgresTools.RunAsync("pg_restore", "Host=", ["--list"], archive, listed, ct);
        return Encoding.UTF8.GetString(listed.ToArray()).Split('\n').Where(line => !LeftOut.Any(kind => line.Contains(kind, StringComparison.Ordinal)));
    }

    private async Task CreateIfMissingAsync(CancellationToken ct)
    {
        try
        {
            await using var there = await OpenAsync(ct);
        }
        catch (BackupException failed) when (failed.InnerException is PostgresException { SqlState: MissingDatabase })
        {
            await using var server = await OpenAsync(ct, "postgres");
            await RunAsync(server, CopySql.Create(database), ct);
        }
    }

    private async Task EmptyAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(ct);
        if (await ScalarAsync<long>(connection, CopySql.Others, ct) > 0) throw new BackupException($"{Where} is in use. Stop all servers on it first.");
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var table in await ListAsync(connection, CopySql.PostgresTables, ct)) await RunAsync(connection, CopySql.Drop(table), ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<SortedDictionary<string, long>> CountAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in await ListAsync(connection, CopySql.PostgresTables, ct)) rows[table] = await ScalarAsync<long>(connection, CopySql.Count(table), ct);
        return rows;
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken ct, string? other = null)
    {
        var connection = new NpgsqlConnection(other is null ? connectionString : new NpgsqlConnectionStringBuilder(connectionString) { Database = other }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await RunAsync(connection, CopySql.SeeAllRows, ct);
            return connection;
        }
        catch (NpgsqlException failed)
        {
            await connection.DisposeAsync();
            throw Refused(Where, failed);
        }
    }

    private async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException failed) when (failed.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new BackupException($"{failed.MessageText}. Give this user the right to create databases (ALTER ROLE … CREATEDB), or name an empty database of its own with --into.", failed);
        }
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct) is T value ? value : throw new BackupException("The database has no tables of Entrepot.");
    }

    private static async Task<List<string>> ListAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await reader.ReadAsync(ct)) names.Add(reader.GetString(0));
        return names;
    }
}
