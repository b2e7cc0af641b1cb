using System.Diagnostics;
using System.Globalization;

namespace Entrepot.Bench;

/// <summary>What this process, its helpers and others took of the machine between two moments (from <c>/proc</c>; others unknown elsewhere).</summary>
internal sealed class MachineLoad : IDisposable
{
    private readonly int[] helpers;
    private readonly long started = Stopwatch.GetTimestamp();
    private readonly TimeSpan own;
    private readonly double? busy = BusySeconds();
    private readonly Timer sampler;
    private long peak;

    /// <param name="helpers">Processes that belong to the measurement, with all that they started, such as a database server.</param>
    public MachineLoad(params int[] helpers)
    {
        this.helpers = helpers;
        own = OwnTime();
        sampler = new Timer(_ => peak = Math.Max(peak, Environment.WorkingSet), null, 0, 50);
    }

    public (TimeSpan OwnCpu, double OthersPercent, double PeakMemoryMb) Stop()
    {
        var mine = OwnTime() - own;
        var capacity = Stopwatch.GetElapsedTime(started).TotalSeconds * Environment.ProcessorCount;
        var others = BusySeconds() is { } now && busy is { } then ? Math.Max(0, now - then - mine.TotalSeconds) / capacity * 100 : double.NaN;
        return (mine, double.IsNaN(others) ? -1 : others, Math.Max(peak, Environment.WorkingSet) / 1048576.0);
    }

    public void Dispose() => sampler.Dispose();

    private TimeSpan OwnTime() => Process.GetCurrentProcess().TotalProcessorTime + (helpers.Length == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(HelpersSeconds()));

    /// <summary>Their time and that of what they started, also of what has ended since (fields 14 to 17 of <c>/proc/PID/stat</c>).</summary>
    private double HelpersSeconds()
    {
        var (parents, ticks) = (new Dictionary<int, int>(), new Dictionary<int, double>());
        foreach (var folder in Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                var text = File.ReadAllText(folder + "/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                var id = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
                parents[id] = int.Parse(fields[1], CultureInfo.InvariantCulture);
                ticks[id] = fields[11..15].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
            }
            catch (IOException)
            {
                // It has ended since the list was made.
            }
        }

        return ticks.Where(process => IsHelper(process.Key)).Sum(process => process.Value) / 100;

        bool IsHelper(int id) => helpers.Contains(id) || (parents.TryGetValue(id, out var parent) && parent > 1 && IsHelper(parent));
    }

    /// <summary>Seconds of all cores spent on anything but idling and waiting for disks; ticks are hundredths of a second.</summary>
    private static double? BusySeconds()
    {
        if (!File.Exists("/proc/stat")) return null;
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(tick => double.Parse(tick, CultureInfo.InvariantCulture)).ToArray();
        return (ticks.Take(8).Sum() - ticks[3] - ticks[4]) / 100;
    }
}
