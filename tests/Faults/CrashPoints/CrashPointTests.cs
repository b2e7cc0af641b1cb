using System.Diagnostics;

namespace Entrepot.Faults.CrashPoints;

/// <summary>
/// The process dies once at every named point: before and after each commit, each call to a carrier, each file. The list is
/// what a recording run under the same load passes, held against the places in the sources; a new use case is in it as soon as it exists.
/// </summary>
/// <remarks>In pieces: <c>ENTREPOT_CRASH_PART=2/5</c> dies at every fifth point, beginning with the second, and <c>ENTREPOT_CRASH_LIST=FILE</c> keeps the recording for the next piece.</remarks>
public abstract class CrashPointTests
{
    private const int PointsMin = 40;

    /// <summary>Installations that work through the list at the same time.</summary>
    private const int Lanes = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Under load every point is passed within seconds; a work item's may wait for its turn.</summary>
    private static readonly TimeSpan PassedWithin = TimeSpan.FromSeconds(20);

    /// <summary>The recording ends when so many orders were sold and nothing new was passed for a while.</summary>
    private const int RecordOrders = 60;

    /// <summary>While it is recorded the process is killed a few times, since what puts a death right is a place to die at too.</summary>
    private const int RecordKills = 5;

    /// <summary>What only follows a death comes after one of so many.</summary>
    private const int Tries = 6;

    private static readonly TimeSpan RecordQuiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RecordMax = TimeSpan.FromMinutes(3);

    protected abstract string Engine { get; }

    private protected abstract Task<Installation> OpenAsync();

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_process_that_dies_at_any_point_breaks_no_promise()
    {
        var names = await ListAsync();
        names.Count.ShouldBeGreaterThanOrEqualTo(PointsMin, string.Join('\n', names));
        var part = Part(names);
        var begun = Stopwatch.GetTimestamp();
        var lanes = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => DieAtEachAsync([.. part.Where((_, i) => i % Lanes == lane)], names)));
        var wrong = lanes.SelectMany(lane => lane.Wrong).ToList();
        var missed = lanes.SelectMany(lane => lane.Missed).ToList();
        var rare = lanes.SelectMany(lane => lane.Found).Distinct().ToList();
        var open = PlacesInCode.Find().Where(place => !PlacesInCode.IsPassed(place, [.. names, .. rare])).ToLookup(PlacesInCode.WhyNot);
        foreach (var why in open.Where(why => why.Key is not null)) TestContext.Current.TestOutputHelper?.WriteLine($"not under load, {why.Key}: {string.Join(", ", why)}");
        var unnamed = open[null].ToList();
        Bar.Tell(
            $"crash points, {Engine}", $"died at every point that a run passes (≥ {PointsMin}), every other place in the sources named with its reason, nothing acknowledged lost, each effect once, verify clean",
            $"{part.Count} points, {part.Count - missed.Count} deaths, {lanes.Sum(lane => lane.Deaths)} more at {rare.Count} points that only a death leads to, in {Stopwatch.GetElapsedTime(begun).TotalMinutes:0} min, {wrong.Count} faults; {open.Where(why => why.Key is not null).Sum(why => why.Count())} places outside of a server's load"
            + (missed.Count > 0 ? $", never reached: {string.Join("; ", missed)}" : "") + (unnamed.Count > 0 ? $", without a reason: {string.Join("; ", unnamed)}" : ""),
            wrong.Count == 0 && missed.Count == 0 && unnamed.Count == 0);
        wrong.ShouldBeEmpty();
        missed.ShouldBeEmpty();
        unnamed.ShouldBeEmpty("They are neither passed by the load nor named in PlacesInCode with the reason why not.");
    }

    private static List<string> Part(List<string> names)
    {
        if (Environment.GetEnvironmentVariable("ENTREPOT_CRASH_PART")?.Split('/') is not [var which, var of]) return names;
        return [.. names.Where((_, i) => i % int.Parse(of, null) == int.Parse(which, null) - 1)];
    }

    private async Task<List<string>> ListAsync()
    {
        var kept = Environment.GetEnvironmentVariable("ENTREPOT_CRASH_LIST") is { Length: > 0 } file ? $"{file}.{Engine}" : null;
        if (kept is not null && File.Exists(kept)) return [.. await File.ReadAllLinesAsync(kept)];
        // What a process does at the first start of all comes first: it does not come again.
        var names = (await RecordAsync()).OrderBy(name => !name.StartsWith("Schedules.", StringComparison.Ordinal)).ThenBy(name => name, StringComparer.Ordinal).ToList();
        if (kept is not null) await File.WriteAllLinesAsync(kept, names);
        return names;
    }

    private async Task<List<string>> RecordAsync()
    {
        await using var installation = await OpenAsync();
        var record = Path.Combine(installation.Outside, "points.txt");
        var server = await installation.ServeAsync("", ("Entrepot__CrashRecord", record));
        await using var scenario = new Scenario(installation);
        var clerk = new Clerk(scenario.Http, scenario.Books);
        scenario.Begin(beside: clerk.WorkAsync);
        var (known, since, begun) = (0, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        for (var kill = 0; kill < RecordKills; kill++)
        {
            await Task.Delay(TimeSpan.FromSeconds(4));
            await server.KillAndStartAsync();
        }

        while ((scenario.Ledger.Count < RecordOrders || Stopwatch.GetElapsedTime(since) < RecordQuiet) && Stopwatch.GetElapsedTime(begun) < RecordMax)
        {
            await Task.Delay(250);
            var now = File.Exists(record) ? File.ReadAllLines(record).Length : 0;
            if (now > known) since = Stopwatch.GetTimestamp();
            known = now;
        }

        (await scenario.EndAsync(Patience)).ShouldBeEmpty();
        clerk.Refused.ShouldBeEmpty();
        return [.. Read(record)];
    }

    /// <summary>One installation that dies again and again, each time at the next name.</summary>
    /// <returns>What is wrong, names that were not passed in time, and points that were first passed in putting a death right: it has died there too, so many times.</returns>
    private async Task<(List<string> Wrong, List<string> Missed, List<string> Found, int Deaths)> DieAtEachAsync(IReadOnlyList<string> names, List<string> known)
    {
        await using var installation = await OpenAsync();
        var record = Path.Combine(installation.Outside, "points.txt");
        var server = await installation.ServeAsync("", ("Entrepot__CrashAt", names[0]), ("Entrepot__CrashRecord", record));
        await using var scenario = new Scenario(installation);
        scenario.Begin(beside: new Clerk(scenario.Http, scenario.Books).WorkAsync);
        var missed = await DieAtEachAsync(server, names, isBegun: true);
        for (var time = 0; time < Tries && missed.Count > 0; time++) missed = await DieAtEachAsync(server, missed); // What is rare may just not have come.
        var found = Read(record).Except(known, StringComparer.Ordinal).ToList();
        var deaths = found.Count - (await DieAtEachAsync(server, found)).Count;
        server.Extra["Entrepot__CrashAt"] = "";
        await server.KillAndStartAsync();
        return (await scenario.EndAsync(Patience), missed, found, deaths);
    }

    /// <summary>A block of ids is taken, and a mark is set, by whoever comes first: one place, whatever kind of work that was.</summary>
    private static IEnumerable<string> Read(string record) =>
        File.ReadAllLines(record).Where(name => !name.StartsWith("IdBlocks(", StringComparison.Ordinal) && !name.StartsWith("RunMarks.SetAsync(", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);

    /// <param name="isBegun">The server runs already, to die at the first name.</param>
    /// <returns>The names that were not passed in time.</returns>
    private static async Task<List<string>> DieAtEachAsync(ServerProcess server, IReadOnlyList<string> names, bool isBegun = false)
    {
        var missed = new List<string>();
        foreach (var (index, name) in names.Index())
        {
            var begun = Stopwatch.GetTimestamp();
            server.Extra["Entrepot__CrashAt"] = name;
            if (index > 0 || !isBegun) await server.KillAndStartAsync();
            var started = Stopwatch.GetElapsedTime(begun);
            if (!await server.EndsWithinAsync(PassedWithin)) missed.Add(name);
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{name}: up after {started.TotalSeconds:0.0} s, dead after {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
        }

        return missed;
    }

    /// <summary>A class of its own for each engine: they can be run alone.</summary>
    public sealed class OnSqlite : CrashPointTests
    {
        protected override string Engine => "SQLite";

        private protected override Task<Installation> OpenAsync() => Installation.OnSqliteAsync();
    }

    public sealed class OnPostgres : CrashPointTests
    {
        protected override string Engine => "PostgreSQL";

        private protected override async Task<Installation> OpenAsync()
        {
            Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
            return await Installation.OnPostgresAsync(await PostgresProcess.StartAsync());
        }
    }
}
