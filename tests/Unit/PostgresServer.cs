using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Entrepot.Unit;

/// <summary>A PostgreSQL server of the test run's own: a folder under the temporary one, a free port on loopback, ended with the process.</summary>
/// <remarks>
/// The first databases are copies of one migrated template. One that is given back has its written tables emptied and
/// serves the next test with its connections warm: that takes a few milliseconds, a copy takes a fraction of a second.
/// </remarks>
public static class PostgresServer
{
    private const string Template = "entrepot_template";

    /// <summary>Nothing here need outlive the machine, and nobody but the tests looks at it: no flushing, no log to copy, nothing in the background.</summary>
    private static readonly string[] Settings =
    [
        "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "max_wal_size=4GB",
        "autovacuum=off", "jit=off", "max_connections=300", "shared_buffers=128MB",
    ];

    /// <summary>
    /// Empties what was written. A table that a test dropped or changed shows in the sum of names and columns, and then the
    /// database is not used again.
    /// </summary>
    private const string Clear = """
        SET lock_timeout = '2s';
        DO $$
        DECLARE written text;
        BEGIN
            SELECT string_agg(oid::regclass::text, ', ') INTO written FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '__EFMigrationsHistory' AND pg_relation_size(oid) > 0;
            IF written IS NOT NULL THEN EXECUTE 'TRUNCATE ' || written || ' CASCADE'; END IF;
        END $$;
        """;

    private const string Shape = "SELECT sum(hashtext(relname || relnatts)) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')";

    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static readonly ConcurrentBag<string> Clean = [];
    private static string? address;
    private static long shape;

    /// <summary>Whether this run tests on PostgreSQL instead of SQLite.</summary>
    public static bool IsChosen { get; } = Environment.GetEnvironmentVariable("ENTREPOT_TEST_ENGINE") == "postgres";

    /// <summary>Whether there is one to start.</summary>
    public static bool IsInstalled => Directory.Exists("/usr/lib/postgresql");

    /// <summary>A migrated database without a row.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> TakeDatabaseAsync()
    {
        if (Clean.TryTake(out var used)) return used;
        await Turn.WaitAsync();
        try
        {
            address ??= await StartAsync();
            var database = $"{address};Database=t_{Guid.NewGuid():N}";
            await ExecuteAsync($"CREATE DATABASE {NameOf(database)} TEMPLATE {Template} STRATEGY FILE_COPY");
            return database;
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>Makes the database ready for the next test; one that cannot be made is removed.</summary>
    public static async Task GiveBackAsync(string database)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand(Clear + Shape, connection);
            if ((long)(await command.ExecuteScalarAsync())! == shape)
            {
                Clean.Add(database);
                return;
            }
        }
        catch (PostgresException)
        {
            // Somebody still holds a lock in it.
        }

        await DropAsync(database);
    }

    /// <summary>An empty database that belongs to a user.</summary>
    public static async Task<string> CreateEmptyAsync(string owner)
    {
        var database = $"{address};Database=t_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE DATABASE {NameOf(database)} OWNER {owner}");
        return database;
    }

    /// <summary>The same database for another user.</summary>
    public static string As(string user, string database) => new NpgsqlConnectionStringBuilder(database) { Username = user }.ConnectionString;

    public static async Task DropAsync(string database)
    {
        await using (var connection = new NpgsqlConnection(database)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"DROP DATABASE {NameOf(database)} WITH (FORCE)");
    }

    private static async Task<string> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-postgres-").FullName;
        var port = FreePort();
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", folder);
        await RunAsync([.. AsServer(), Program("initdb"), "-D", folder + "/db", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en-US"]);
        var server = Start([.. AsServer(), Program("postgres"), "-D", folder + "/db", "-k", folder, "-h", "127.0.0.1", "-p", $"{port}", .. Settings.SelectMany(setting => new[] { "-c", setting })]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.Kill(entireProcessTree: true);
            server.WaitForExit();
            Directory.Delete(folder, recursive: true);
        };

        address = $"Host=127.0.0.1;Port={port};Username=postgres;Maximum Pool Size=20;Include Error Detail=true";
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync($"CREATE DATABASE {Template}");
                break;
            }
            catch (NpgsqlException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }

        await MigratedDatabase.MakeAsync($"{address};Database={Template}");
        shape = (long)(await ExecuteAsync(Shape, $"{address};Database={Template}"))!;
        NpgsqlConnection.ClearAllPools();
        return address;
    }

    private static string? NameOf(string database) => new NpgsqlConnectionStringBuilder(database).Database;

    /// <summary>Runs a statement as the server's superuser.</summary>
    /// <param name="at">A connection string; the server's own database where it is null.</param>
    public static async Task<object?> ExecuteAsync(string sql, string? at = null)
    {
        await using var connection = new NpgsqlConnection((at ?? $"{address};Database=postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static string Program(string name) =>
        Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is not installed (Debian: postgresql).");

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsServer() => Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
