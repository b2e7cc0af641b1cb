using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Entrepot.Faults;

/// <summary>A server as it is really run: its own process, a port on loopback, ended by kill -9 whenever a scenario wants.</summary>
internal sealed class ServerProcess(Installation installation, string arguments, IReadOnlyList<(string Name, string Value)> settings) : IAsyncDisposable
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "../../.."));

    /// <summary>Where the built server lies. <c>ENTREPOT_SERVER</c> names another folder, e.g. a published one.</summary>
    public static readonly string Program = Environment.GetEnvironmentVariable("ENTREPOT_SERVER") ?? Path.Combine(Root, "src/Server/bin/Debug/net10.0");

    private static readonly TimeSpan StartsWithin = TimeSpan.FromMinutes(3);

    private const int FirstPort = 20_000;
    private const int PortCount = 12_000;

    private static int ports = Random.Shared.Next(PortCount);

    private Process? process;

    /// <summary>The same at each start, so that clients find it again.</summary>
    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    /// <summary>What the next start gets from its environment beside the settings of the first.</summary>
    public Dictionary<string, string> Extra { get; } = [];

    /// <summary>A program and its arguments that the server is run by, e.g. <c>faketime</c>.</summary>
    public IReadOnlyList<string> RunBy { get; init; } = [];

    public int Pid => process?.Id ?? throw new InvalidOperationException("The server was never started.");

    public bool HasEnded => process?.HasExited != false;

    /// <summary>All that it has written to its log since its first start.</summary>
    public string LogPath { get; } = Path.Combine(installation.Outside, $"server-{Guid.NewGuid():N}.log");

    /// <summary>Starts it, again after a kill on the same data, and waits until it takes requests.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = Run($"serve {arguments} --data {installation.Folder} --urls {Url}");
        process = started;
        var log = TextWriter.Synchronized(new StreamWriter(new FileStream(LogPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true });
        void Keep(string? line)
        {
            if (line is null) return;
            log.WriteLine(line);
            if (line.StartsWith("Entrepot is running", StringComparison.Ordinal)) ready.TrySetResult(true);
        }

        started.OutputDataReceived += (_, line) => Keep(line.Data);
        started.ErrorDataReceived += (_, line) => Keep(line.Data);
        started.Exited += (_, _) => ready.TrySetResult(false);
        started.EnableRaisingEvents = true;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        if (!await ready.Task.WaitAsync(StartsWithin)) DiedAtStart = true;
    }

    /// <summary>The last start never came to take requests: a crash point on the way was hit.</summary>
    public bool DiedAtStart { get; private set; }

    /// <summary>kill -9, of this process alone.</summary>
    public async Task KillAsync()
    {
        if (process is null || process.HasExited) return;
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task KillAndStartAsync()
    {
        await KillAsync();
        DiedAtStart = false;
        await StartAsync();
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>False when it still lives after that time.</returns>
    public async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        try
        {
            if (process is not null) await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Runs a command of the product on the installation, e.g. <c>verify --json</c>.</summary>
    public static async Task<(int Exit, string Output)> CommandAsync(Installation installation, string command)
    {
        var server = new ServerProcess(installation, "", []);
        using var running = server.Run($"{command} --data {installation.Folder}");
        var errors = running.StandardError.ReadToEndAsync();
        var output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return (running.ExitCode, output + await errors);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
    }

    private Process Run(string command)
    {
        string[] line = [.. RunBy, "dotnet", Path.Combine(Program, "Entrepot.Server.dll"), .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        start.Environment["Entrepot__Database"] = installation.Database;
        // Each process alone would take all processors' share of memory and compile in the background for ever.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        foreach (var (name, value) in Extra) start.Environment[name] = value;
        return WithUs.Start(start);
    }

    /// <summary>Below those that the system gives to whoever calls out: a server that is killed and comes back finds it free, and no two get the same.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref ports) % PortCount);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
