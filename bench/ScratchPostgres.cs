using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Entrepot.Bench;

/// <summary>
/// A PostgreSQL server for one benchmark: a folder of its own, a free port on loopback, every commit flushed to disk as in
/// real use. It is stopped and its folder removed at the end.
/// </summary>
public sealed class ScratchPostgres : IAsyncDisposable
{
    /// <summary>A server with a few gigabytes for itself; what the installer leaves is made for a machine of 1998.</summary>
    private static readonly string[] Settings = ["fsync=on", "synchronous_commit=on", "shared_buffers=512MB", "max_wal_size=4GB", "max_connections=200", "jit=off"];

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly Process server;
    private readonly string folder;

    private ScratchPostgres(Process server, string folder, int port)
    {
        (this.server, this.folder) = (server, folder);
        Address = $"Host=127.0.0.1;Port={port};Username=postgres;Database=bench;Maximum Pool Size=50";
    }

    /// <summary>The connection string of an empty database, for its superuser.</summary>
    public string Address { get; }
    public int ProcessId => server.Id;

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start within a minute.</exception>
    public static async Task<ScratchPostgres> StartAsync(CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-bench-postgres-").FullName;
        if (Environment.UserName == "root") await RunAsync(["chown", "postgres", folder], ct);
        await RunAsync([.. AsServer(), Program("initdb"), "-D", folder + "/db", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"], ct);
        var port = FreePort();
        var process = Start([.. AsServer(), Program("postgres"), "-D", folder + "/db", "-k", folder, "-h", "127.0.0.1", "-p", $"{port}", .. Settings.SelectMany(setting => new[] { "-c", setting })]);
        var server = new ScratchPostgres(process, folder, port);
        await server.CreateDatabaseAsync(ct);
        return server;
    }

    /// <summary>Asks for a fast shutdown, so that nothing stays in shared memory.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await RunAsync([.. AsServer(), Program("pg_ctl"), "-D", folder + "/db", "stop", "-m", "fast", "-w"], CancellationToken.None);
        await server.WaitForExitAsync();
        server.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task CreateDatabaseAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Address.Replace("Database=bench", "Database=postgres", StringComparison.Ordinal) + ";Pooling=false");
                await connection.OpenAsync(ct);
                await using var command = new NpgsqlCommand("CREATE DATABASE bench", connection);
                await command.ExecuteNonQueryAsync(ct);
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(started) < StartTimeout)
            {
                await Task.Delay(100, ct);
            }
        }
    }

    private static string Program(string name) =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : []).Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists)
        ?? throw new InvalidOperationException("PostgreSQL is not installed here. Debian's package postgresql brings it; or name a database with --database.");

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsServer() => Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--"] : [];

    private static async Task RunAsync(string[] command, CancellationToken ct)
    {
        using var process = Start(command);
        await process.WaitForExitAsync(ct);
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
