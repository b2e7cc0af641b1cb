using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Entrepot.EndToEnd;

/// <summary>The product as a user starts it: its own process, its own folder, a real port on loopback.</summary>
public sealed partial class RunningServer : IAsyncDisposable
{
    public static readonly string Root = Path.GetFullPath(Path.Combine(ThisFolder(), "../.."));

    private readonly string arguments;
    private Process? process;

    private RunningServer(string folder, string arguments)
    {
        Folder = folder;
        this.arguments = arguments;
        Url = $"http://127.0.0.1:{FreePort()}";
    }

    public string Folder { get; }
    public string Url { get; }

    /// <summary>Settings that the next start gets from its environment, e.g. <c>Entrepot__Sandbox__OrdersPerMinute</c>.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The administrator's password as it was printed at the first start.</summary>
    public string Password { get; private set; } = "";

    /// <param name="arguments">What stands after the program's name, e.g. <c>serve</c>; empty for everything with the demo.</param>
    /// <param name="settings">What the first and every later start gets from its environment.</param>
    public static async Task<RunningServer> StartAsync(string arguments, params (string Name, string Value)[] settings)
    {
        var server = new RunningServer(Directory.CreateTempSubdirectory("entrepot-e2e-").FullName, arguments);
        foreach (var (name, value) in settings) server.Settings[name] = value;
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the process on the same folder, as after a crash.</summary>
    public async Task StartAgainAsync()
    {
        process = Start($"{arguments} --data {Folder} --urls {Url}");
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text && PasswordLine().Match(text) is { Success: true } match) Password = match.Groups[1].Value;
            if (line.Data?.StartsWith("Entrepot is running", StringComparison.Ordinal) == true) ready.TrySetResult();
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }

    /// <summary>Ends the process as a power cut does.</summary>
    public async Task KillAsync()
    {
        if (process is null) return;
        process.EnableRaisingEvents = false;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs another command on the same folder and returns what it printed and how it ended.</summary>
    public async Task<(int Exit, string Output)> CommandAsync(string command)
    {
        using var running = Start($"{command} --data {Folder}");
        var output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return (running.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private Process Start(string arguments)
    {
        var start = new ProcessStartInfo("dotnet", $"{Path.Combine(Root, "src/Server/bin/Debug/net10.0/Entrepot.Server.dll")} {arguments}")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in Settings) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("with the password (\\S+)")]
    private static partial Regex PasswordLine();
}
