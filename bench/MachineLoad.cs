using System.Diagnostics;
using System.Globalization;

namespace Entrepot.Bench;

/// <summary>What this process and others took of the machine between two moments (from <c>/proc/stat</c>; others unknown elsewhere).</summary>
internal sealed class MachineLoad : IDisposable
{
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan own = Process.GetCurrentProcess().TotalProcessorTime;
    private readonly double? busy = BusySeconds();
    private readonly Timer sampler;
    private long peak;

    public MachineLoad() => sampler = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 50);

    public (TimeSpan OwnCpu, double OthersPercent, double PeakMemoryMb) Stop()
    {
        var mine = Process.GetCurrentProcess().TotalProcessorTime - own;
        var capacity = Stopwatch.GetElapsedTime(started).TotalSeconds * Environment.ProcessorCount;
        var others = BusySeconds() is { } now && busy is { } then ? Math.Max(0, now - then - mine.TotalSeconds) / capacity * 100 : double.NaN;
        return (mine, double.IsNaN(others) ? -1 : others, Math.Max(peak, Environment.WorkingSet) / 1048576.0);
    }

    public void Dispose() => sampler.Dispose();

    /// <summary>Seconds of all cores spent on anything but idling and waiting for disks; ticks are hundredths of a second.</summary>
    private static double? BusySeconds()
    {
        if (!File.Exists("/proc/stat")) return null;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(tick => double.Parse(tick, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Take(8).Sum() - ticks[3] - ticks[4]) / 100;
    }
}
