using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Entrepot.Platform;
using Entrepot.Platform.Data;
using Entrepot.Platform.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entrepot.Unit;

/// <summary>A PostgreSQL server of the test run's own: a folder under the temporary one, a free port on loopback, ended with the process.</summary>
/// <remarks>Every database is a copy of one migrated template, which takes a fraction of a second.</remarks>
public static class PostgresServer
{
    private const string Template = "entrepot_template";
    private static readonly SemaphoreSlim Turn = new(1, 1);
    private static string? address;

    /// <summary>Whether this run tests on PostgreSQL instead of SQLite.</summary>
    public static bool IsChosen { get; } = Environment.GetEnvironmentVariable("ENTREPOT_TEST_ENGINE") == "postgres";

    /// <summary>A fresh, migrated database.</summary>
    /// <returns>Its connection string.</returns>
    public static async Task<string> CreateDatabaseAsync()
    {
        await Turn.WaitAsync();
        try
        {
            address ??= await StartAsync();
            var name = $"t_{Guid.NewGuid():N}";
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
            return $"{address};Database={name}";
        }
        finally
        {
            Turn.Release();
        }
    }

    public static async Task DropAsync(string connectionString)
    {
        await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        await ExecuteAsync($"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
    }

    private static async Task<string> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("entrepot-postgres-").FullName;
        var port = FreePort();
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", folder);
        await RunAsync([.. AsServer(), Program("initdb"), "-D", folder + "/db", "-U", "postgres", "--auth=trust", "--no-sync", "--locale=C", "--encoding=UTF8"]);
        // What a test writes need not outlive the machine.
        var server = Start([.. AsServer(), Program("postgres"), "-D", folder + "/db", "-k", folder, "-h", "127.0.0.1", "-p", $"{port}", "-c", "fsync=off", "-c", "max_connections=300"]);
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

        var services = new ServiceCollection().AddLogging().AddPlatform(new ModuleList([]), $"{address};Database={Template}", new ConfigurationBuilder().Build());
        await using (var provider = services.BuildServiceProvider()) await DatabaseSetup.PrepareAsync(provider, CancellationToken.None);
        NpgsqlConnection.ClearAllPools();
        return address;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{address};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
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
