using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Entrepot.Bench;

/// <summary>A server of this same program in a process of its own, on a free port of loopback.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private ServerProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }
    public int ProcessId => process.Id;

    /// <param name="data">Folder of the keys: servers of one database share it.</param>
    /// <param name="works">Whether it also sends orders on their journeys; without, it takes orders in and shows pages.</param>
    public static async Task<ServerProcess> StartAsync(string database, string data, bool works, CancellationToken ct)
    {
        var program = Assembly.GetEntryAssembly()?.Location ?? throw new InvalidOperationException("This program has no file to start again.");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--data", data, "--urls", "http://127.0.0.1:0", "--role", works ? "web,worker" : "web"]) { RedirectStandardOutput = true };
        start.Environment["Entrepot__Database"] = database;
        var process = Process.Start(start) ?? throw new InvalidOperationException("A server did not start.");
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (line.Split(' ', ',').FirstOrDefault(word => word.StartsWith("http://", StringComparison.Ordinal)) is not { } address) continue;
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None); // A full pipe would stop it.
            return new(process, new Uri(address.TrimEnd('.')));
        }

        throw new InvalidOperationException("A server ended before it was ready; what it said stands above.");
    }

    /// <summary>The most memory that it has held so far, in MB.</summary>
    public double PeakMemoryMb() =>
        File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024
            : 0;

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        process.Dispose();
    }
}
