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

    /// <summary>Clocks are wrong by five minutes and more here: what is later than a minute has gone by one of them. Seconds are the machine's, which has other things to do.</summary>
    private static readonly TimeSpan LateMax = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan EarlyMax = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, TimeSpan> due = [];
    private readonly List<TimeSpan> late = [];
    private long begun;

    /// <summary>So many timers, the last of which is due after that time.</summary>
    /// <param name="ahead">How far the servers' clocks are ahead of this machine's.</param>
    public async Task AddAsync(int count, TimeSpan within, TimeSpan ahead = default)
    {
        begun = Stopwatch.GetTimestamp();
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

    /// <summary>Watches until all have run, or are far too late.</summary>
    public async Task WatchAsync()
    {
        var open = due.Keys.ToHashSet();
        while (open.Count > 0 && Stopwatch.GetElapsedTime(begun) < due.Values.Max() + TimeSpan.FromMinutes(2))
        {
            var waiting = (await books.ReadAsync($"SELECT key FROM platform_work WHERE tenant_id = @p0 AND kind = '{Kind}'", row => row.GetString(0))).ToHashSet();
            late.AddRange(open.Where(key => !waiting.Contains(key)).Select(key => Stopwatch.GetElapsedTime(begun) - due[key]));
            open.IntersectWith(waiting);
            await Task.Delay(50);
        }
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
        if (late.Count > 0 && late.Max() > LateMax) wrong.Add($"a timer was {late.Max().TotalSeconds:0.0} s late");
        if (late.Count > 0 && late.Min() < -EarlyMax) wrong.Add($"a timer was {-late.Min().TotalSeconds:0.0} s early");
        if (runs != due.Count + schedules) wrong.Add($"{due.Count} timers and {schedules} occurrences of a schedule ran {runs} times");
        return (string.Create(CultureInfo.InvariantCulture, $"{late.Count} of {due.Count} timers, at most {(late.Count > 0 ? late.Max().TotalSeconds : 0):0.0} s late; {runs - due.Count} runs of {schedules} occurrences of a schedule"), wrong);
    }

    private async Task<long> NextAsync() => (await books.ReadAsync($"SELECT due_at FROM platform_work WHERE tenant_id = @p0 AND id < 0 AND kind = '{Kind}'", row => row.GetInt64(0))).Single();
}
