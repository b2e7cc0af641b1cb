using System.Diagnostics;

namespace Entrepot.Faults.CrashPoints;

/// <summary>
/// The process dies once at every named point: before and after each commit, each call to a carrier, each file. The list is
/// what a recording run under the same load passes, so a new use case is in it as soon as it exists.
/// </summary>
public sealed class CrashPointTests
{
    private const int PointsMin = 40;

    /// <summary>Installations that work through the list at the same time.</summary>
    private const int Lanes = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Under load every point is passed within seconds; a work item's may wait for its turn.</summary>
    private static readonly TimeSpan PassedWithin = TimeSpan.FromSeconds(25);

    /// <summary>The recording ends when so many orders were sold and nothing new was passed for a while.</summary>
    private const int RecordOrders = 60;

    private static readonly TimeSpan RecordQuiet = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan RecordMax = TimeSpan.FromMinutes(2);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_process_that_dies_at_any_point_breaks_no_promise()
    {
        var names = await RecordAsync();
        names.Count.ShouldBeGreaterThanOrEqualTo(PointsMin, string.Join('\n', names));

        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => DieAtEachAsync([.. names.Where((_, i) => i % Lanes == lane)])));
        var wrong = lanes.SelectMany(lane => lane.Wrong).ToList();
        var missed = lanes.SelectMany(lane => lane.Missed).ToList();
        Bar.Tell(
            "crash points", $"died at every point that a run passes (≥ {PointsMin}), nothing acknowledged lost, each effect once, verify clean",
            $"{names.Count} points, {names.Count - missed.Count} deaths, {wrong.Count} faults{(missed.Count > 0 ? $", never reached: {string.Join("; ", missed)}" : "")}", wrong.Count == 0 && missed.Count == 0);
        wrong.ShouldBeEmpty();
        missed.ShouldBeEmpty();
    }

    private static async Task<List<string>> RecordAsync()
    {
        await using var installation = await Installation.OnSqliteAsync();
        var record = Path.Combine(installation.Outside, "points.txt");
        await installation.ServeAsync("", ("Entrepot__CrashRecord", record));
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        var (known, since, begun) = (0, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        while ((scenario.Ledger.Count < RecordOrders || Stopwatch.GetElapsedTime(since) < RecordQuiet) && Stopwatch.GetElapsedTime(begun) < RecordMax)
        {
            await Task.Delay(250);
            var now = File.Exists(record) ? File.ReadAllLines(record).Length : 0;
            if (now > known) since = Stopwatch.GetTimestamp();
            known = now;
        }

        (await scenario.EndAsync(Patience)).ShouldBeEmpty();
        return [.. File.ReadAllLines(record)];
    }

    /// <summary>One installation that dies again and again, each time at the next name.</summary>
    private static async Task<(List<string> Wrong, List<string> Missed)> DieAtEachAsync(IReadOnlyList<string> names)
    {
        await using var installation = await Installation.OnSqliteAsync();
        var server = await installation.ServeAsync();
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        var missed = await DieAtEachAsync(server, names, PassedWithin);
        if (missed.Count > 0) missed = await DieAtEachAsync(server, missed, 3 * PassedWithin); // What is rare may just not have come.
        server.Extra.Clear();
        await server.KillAndStartAsync();
        return (await scenario.EndAsync(Patience), missed);
    }

    /// <returns>The names that were not passed in time.</returns>
    private static async Task<List<string>> DieAtEachAsync(ServerProcess server, IReadOnlyList<string> names, TimeSpan within)
    {
        var missed = new List<string>();
        foreach (var name in names)
        {
            server.Extra["Entrepot__CrashAt"] = name;
            await server.KillAndStartAsync();
            if (!await server.EndsWithinAsync(within)) missed.Add(name);
        }

        return missed;
    }
}
