using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;

namespace Entrepot.Faults.Failover;

/// <summary>Two PostgreSQL servers under Patroni and an etcd that says who leads, on loopback, with the very files of <c>deploy/patroni</c>; only addresses, folders and passwords are this machine's.</summary>
internal sealed class PatroniPair : IAsyncDisposable
{
    private const string Password = "faults-only";
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(3) };

    private readonly string folder = Directory.CreateTempSubdirectory("entrepot-patroni-").FullName;
    private readonly int etcdPort = ServerProcess.FreePort();
    private readonly List<Node> nodes = [];
    private Process? etcd;

    /// <summary>What is missing here; null when nothing is.</summary>
    public static string? Missing { get; } = new[] { "/usr/bin/patroni", "/usr/bin/etcd", "/usr/lib/postgresql" }.FirstOrDefault(path => !File.Exists(path) && !Directory.Exists(path));

    /// <summary>Both servers' addresses in one connection string, as a server of ours is given it.</summary>
    public string Address => $"Host={string.Join(',', nodes.Select(node => $"127.0.0.1:{node.Port}"))};Username=postgres;Password={Password};Maximum Pool Size=30";

    public static async Task<PatroniPair> StartAsync()
    {
        var pair = new PatroniPair();
        await pair.BeginAsync();
        return pair;
    }

    private async Task BeginAsync()
    {
        if (Environment.UserName == "root") await RunAsync("chown", "postgres", folder);
        etcd = Start(
            [
                "etcd", "--data-dir", folder + "/etcd", "--listen-client-urls", $"http://127.0.0.1:{etcdPort}", "--advertise-client-urls", $"http://127.0.0.1:{etcdPort}",
                "--listen-peer-urls", $"http://127.0.0.1:{ServerProcess.FreePort()}",
            ], [], folder + "/etcd.log");
        foreach (var name in new[] { "a", "b" })
        {
            var node = new Node(name, ServerProcess.FreePort(), ServerProcess.FreePort(), Path.Combine(folder, name));
            nodes.Add(node);
            Run(node);
            if (name == "a") await WaitAsync("the first server leads", async () => await LeaderAsync() == node);
        }

        await WaitAsync("the second server is a synchronous standby", async () => (await MembersAsync()).Contains("sync_standby", StringComparer.Ordinal));
    }

    /// <summary>An empty database and a user that owns it.</summary>
    /// <returns>Its connection string, over both servers.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        await using var connection = new NpgsqlConnection($"{Address};Database=postgres;Pooling=false;Target Session Attributes=primary");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE entrepot", connection);
        await command.ExecuteNonQueryAsync();
        return $"{Address};Database=entrepot";
    }

    /// <summary>kill -9 of the leader's Patroni and of its PostgreSQL with every process of it, as if the machine had lost its power.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> KillLeaderAsync()
    {
        var leader = await LeaderAsync() ?? throw new InvalidOperationException("Nobody leads.");
        leader.Kill();
        return leader.Name;
    }

    /// <summary>Power is back: it finds that another one leads and follows it.</summary>
    public async Task StartAgainAsync(string name)
    {
        Run(nodes.Single(node => node.Name == name));
        await WaitAsync("the server that was killed is a synchronous standby", async () => (await MembersAsync()).Contains("sync_standby", StringComparer.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes) node.Kill();
        etcd?.Kill(entireProcessTree: true);
        if (etcd is not null) await etcd.WaitForExitAsync();
        NpgsqlConnection.ClearAllPools();
        if (TestContext.Current.TestState?.Result != TestResult.Failed) Directory.Delete(folder, recursive: true);
    }

    private void Run(Node node) => node.Patroni = Start(
        ["/usr/bin/patroni", Path.Combine(ServerProcess.Root, "deploy/patroni", $"patroni-{node.Name}.yml")],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATRONI_RESTAPI_LISTEN"] = $"127.0.0.1:{node.ApiPort}",
            ["PATRONI_RESTAPI_CONNECT_ADDRESS"] = $"127.0.0.1:{node.ApiPort}",
            ["PATRONI_ETCD3_HOSTS"] = $"127.0.0.1:{etcdPort}",
            ["PATRONI_POSTGRESQL_LISTEN"] = $"127.0.0.1:{node.Port}",
            ["PATRONI_POSTGRESQL_CONNECT_ADDRESS"] = $"127.0.0.1:{node.Port}",
            ["PATRONI_POSTGRESQL_DATA_DIR"] = node.Folder,
            ["PATRONI_POSTGRESQL_BIN_DIR"] = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin",
            ["PATRONI_POSTGRESQL_PGPASS"] = node.Folder + ".pgpass",
            ["PATRONI_SUPERUSER_PASSWORD"] = Password,
            ["PATRONI_REPLICATION_PASSWORD"] = Password,
            ["PATRONI_REWIND_PASSWORD"] = Password,
            ["PGHOST"] = "127.0.0.1",
        }, node.Folder + ".log");

    private async Task<Node?> LeaderAsync()
    {
        foreach (var node in nodes)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri($"http://127.0.0.1:{node.ApiPort}/primary"));
                if (answer.IsSuccessStatusCode) return node;
            }
            catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
            {
                // It does not run.
            }
        }

        return null;
    }

    /// <summary>Each running member's role.</summary>
    private async Task<List<string>> MembersAsync()
    {
        if (await LeaderAsync() is not { } leader) return [];
        var cluster = await Http.GetFromJsonAsync<JsonElement>(new Uri($"http://127.0.0.1:{leader.ApiPort}/cluster"));
        return [.. cluster.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("role").GetString() ?? "")];
    }

    private async Task WaitAsync(string until, Func<Task<bool>> isSo)
    {
        var since = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(3))
        {
            try
            {
                if (await isSo()) return;
            }
            catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
            {
                // Not yet.
            }

            await Task.Delay(200);
        }

        throw new TimeoutException($"Three minutes have passed before {until}; the logs are in {folder}.");
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(command[0], command[1..]);
        await process.WaitForExitAsync();
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private static Process Start(string[] command, Dictionary<string, string> settings, string log)
    {
        string[] line = ["sh", "-c", $"exec \"$@\" >>'{log}' 2>&1", "sh", .. command];
        if (Environment.UserName == "root") line = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--", .. line];
        var start = new ProcessStartInfo(line[0], line[1..]) { WorkingDirectory = Path.GetTempPath() };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
    }

    private sealed class Node(string name, int port, int apiPort, string folder)
    {
        public string Name => name;
        public int Port => port;
        public int ApiPort => apiPort;
        public string Folder => folder;
        public Process? Patroni { get; set; }

        public void Kill()
        {
            if (Patroni is { HasExited: false }) Patroni.Kill(entireProcessTree: true);
            // Patroni's PostgreSQL is nobody's child: it is known by the folder that it works in.
            foreach (var entry in Directory.GetDirectories("/proc"))
            {
                if (!int.TryParse(Path.GetFileName(entry), out var pid)) continue;
                try
                {
                    if (File.ResolveLinkTarget(entry + "/cwd", returnFinalTarget: false)?.FullName != folder) continue;
                    using var orphan = Process.GetProcessById(pid);
                    orphan.Kill();
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
                {
                    // It ended while we looked.
                }
            }
        }
    }
}
