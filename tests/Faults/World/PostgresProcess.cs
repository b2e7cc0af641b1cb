using System.Diagnostics;
using Npgsql;

namespace Entrepot.Faults;

/// <summary>A PostgreSQL server of one scenario, with the settings of a real one: it flushes, and it is killed like the others.</summary>
internal sealed class PostgresProcess : IAsyncDisposable
{
    private static readonly string[] Settings = ["max_connections=200", "shared_buffers=64MB", "jit=off", "listen_addresses=127.0.0.1"];

    private readonly string folder;
    private readonly string[] settings;
    private readonly int port = ServerProcess.FreePort();
    private Process? process;

    private PostgresProcess(string folder, string[] settings) => (this.folder, this.settings) = (folder, settings);

    private string Address => $"Host=127.0.0.1;Port={port};Username=postgres;Maximum Pool Size=30";

    public static bool IsInstalled => Directory.Exists("/usr/lib/postgresql");

    /// <summary>It has given up by itself, and whoever looks after it is to start it again.</summary>
    public bool HasEnded => process?.HasExited != false;

    public static Task<PostgresProcess> StartAsync() => StartInAsync(Directory.CreateTempSubdirectory("entrepot-faults-pg-").FullName);

    /// <param name="folder">Where it shall lie, e.g. on a disk of its own; goes with it.</param>
    /// <param name="more">Settings beside those of all.</param>
    public static async Task<PostgresProcess> StartInAsync(string folder, params string[] more)
    {
        var server = new PostgresProcess(folder, [.. Settings, .. more]);
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", server.folder);
        await RunAsync([.. AsServer(), Program("initdb"), "-D", server.folder + "/db", "-U", "postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it, after a kill with its recovery, and waits until it takes connections.</summary>
    public async Task StartAgainAsync()
    {
        // The server itself and not its launcher is what is killed later: the launcher becomes it.
        process = Start([.. AsServer(), Program("postgres"), "-D", folder + "/db", "-k", folder, "-p", $"{port}", .. settings.SelectMany(setting => new[] { "-c", setting })]);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (attempt < 300)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>kill -9 of the postmaster; its children end as they notice.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.Kill();
        await process.WaitForExitAsync();
        while (Orphans().Count > 0) await Task.Delay(20); // Its children notice that it is gone and end; a new one refuses to start before.
        NpgsqlConnection.ClearAllPools();
    }

    /// <summary>An empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await ExecuteAsync("CREATE DATABASE entrepot");
        return $"{Address};Database=entrepot";
    }

    public async Task<object?> ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Address};Database=postgres;Pooling=false;Timeout=2");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Processes that still run in this server's folder.</summary>
    private List<int> Orphans()
    {
        var found = new List<int>();
        foreach (var entry in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), out var pid)) continue;
            try
            {
                if (File.ResolveLinkTarget(entry + "/cwd", returnFinalTarget: false)?.FullName == folder + "/db") found.Add(pid);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    private static string Program(string name) =>
        Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists)
        ?? throw new InvalidOperationException($"{name} is not installed (Debian: postgresql).");

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static string[] AsServer() => Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"] : [];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }

    private static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        var process = WithUs.Start(start);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
