using System.Diagnostics;
using System.Globalization;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Faults.Clock;

/// <summary>
/// Timers whose runs are counted. They are of a kind that does the same however often it runs, which also comes each full
/// hour: so its runs tell of schedules too.
/// </summary>
internal sealed class Timers(Installation installation, Books books)
{
    private const string Kind = "platform.forget_answers";

    private static readonly TimeSpan EarlyMax = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, TimeSpan> due = [];
    private readonly List<TimeSpan> late = [];
    private readonly Dictionary<string, string> witnesses = [];
    private readonly HashSet<string> overtaken = [];
    private TimeSpan aheadOfUs;
    private long begun;

    /// <summary>So many timers, the last of which is due after that time.</summary>
    /// <param name="ahead">How far the servers' clocks are ahead of this machine's.</param>
    public async Task AddAsync(int count, TimeSpan within, TimeSpan ahead = default)
    {
        (begun, aheadOfUs) = (Stopwatch.GetTimestamp(), ahead);
        await installation.DoAsync(services =>
        {
            var queue = services.GetRequiredService<WorkQueue>();
            for (var timer = 1; timer <= count; timer++)
            {
                var (key, after) = (string.Create(CultureInfo.InvariantCulture, $"timer-{timer}"), within * timer / count);
                due[key] = Stopwatch.GetElapsedTime(begun) + after;
                queue.Add(Kind, key, "", ahead + after);
            }

            return Task.CompletedTask;
        });
    }

    /// <summary>
    /// Watches until all have run, or are far too late. How late a machine is that others use too says nothing, so each has a witness:
    /// work that is asked for at once when the timer is due. A timer that went by a wrong clock is still there when its witness has run.
    /// </summary>
    public async Task WatchAsync()
    {
        var open = due.Keys.ToHashSet();
        while (open.Count > 0 && Stopwatch.GetElapsedTime(begun) < due.Values.Max() + TimeSpan.FromMinutes(2))
        {
            var waiting = (await books.ReadAsync($"SELECT key FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}'", row => row.GetString(0))).ToHashSet();
            late.AddRange(open.Where(key => !waiting.Contains(key)).Select(key => Stopwatch.GetElapsedTime(begun) - due[key]));
            open.IntersectWith(waiting);
            overtaken.UnionWith(open.Where(key => witnesses.TryGetValue(key, out var witness) && !waiting.Contains(witness)));
            await CallWitnessesAsync([.. open.Where(key => !witnesses.ContainsKey(key) && Stopwatch.GetElapsedTime(begun) > due[key] + EarlyMax)]);
            await Task.Delay(50);
        }
    }

    private async Task CallWitnessesAsync(List<string> timers)
    {
        if (timers.Count == 0) return;
        await installation.DoAsync(services =>
        {
            foreach (var timer in timers) services.GetRequiredService<WorkQueue>().Add(Kind, "witness-" + timer, "", aheadOfUs);
            return Task.CompletedTask;
        });
        foreach (var timer in timers) witnesses[timer] = "witness-" + timer;
    }

    /// <summary>Has the schedule come at once, again and again, while all processes look.</summary>
    public async Task HastenAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            var at = Timestamps.ToStored(DateTime.UtcNow.AddSeconds(1));
            await installation.DoAsync(services =>
            {
                var db = services.GetRequiredService<EntrepotDb>();
                db.Writes.Execute($"UPDATE platform_work SET due_at = @p1 WHERE tenant_id = @p0 AND id < 0 AND kind = '{Kind}'", true, db.Tenant.Value, at);
                return Task.CompletedTask;
            });
            for (var look = 0; look < 200 && await NextAsync() <= at; look++) await Task.Delay(50);
        }
    }

    /// <param name="schedules">How often the schedule was to run.</param>
    public async Task<(string Told, List<string> Wrong)> EndAsync(IEnumerable<Watcher> servers, int schedules)
    {
        var runs = 0d;
        foreach (var server in servers) runs += await server.NumberAsync("entrepot_work_finished_total", $"kind=\"{Kind}\"");
        var wrong = new List<string>();
        if (late.Count < due.Count) wrong.Add($"{due.Count - late.Count} timers were lost");
        if (overtaken.Count > 0) wrong.Add($"{overtaken.Count} timers had not run when work had that was asked for after they were due");
        if (late.Count > 0 && late.Min() < -EarlyMax) wrong.Add($"a timer was {-late.Min().TotalSeconds:0.0} s early");
        if (runs != due.Count + witnesses.Count + schedules) wrong.Add($"{due.Count} timers, {witnesses.Count} witnesses and {schedules} occurrences of a schedule ran {runs} times");
        return (string.Create(CultureInfo.InvariantCulture, $"{late.Count} of {due.Count} timers, at most {(late.Count > 0 ? late.Max().TotalSeconds : 0):0.0} s late; none overtaken by what was asked for after it was due: {overtaken.Count == 0}; {runs - due.Count - witnesses.Count} runs of {schedules} occurrences of a schedule"), wrong);
    }

    private async Task<long> NextAsync() => (await books.ReadAsync($"SELECT due_at FROM platform_work WHERE tenant_id = @p0 AND id < 0 AND kind = '{Kind}'", row => row.GetInt64(0))).Single();
}
