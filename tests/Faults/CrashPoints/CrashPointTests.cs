using System.Diagnostics;

namespace Entrepot.Faults.CrashPoints;

/// <summary>
/// The process dies once at every named point: before and after each commit, each call to a carrier, each file. It is started
/// again and again and dies at the first that it has not died at yet, so the list is what the code passes; it is held
/// against the places in the sources, and a new use case is in it as soon as it exists.
/// </summary>
/// <remarks>In pieces: <c>ENTREPOT_CRASH_POINTS=FILE</c> keeps the points for the next piece, and <c>ENTREPOT_CRASH_MINUTES=6</c> ends this one, with all its books held against each other.</remarks>
public abstract class CrashPointTests
{
    private const int PointsMin = 40;

    /// <summary>Every test run dies at one of so many shares of the points, another one each day.</summary>
    private const int Shares = 12;

    /// <summary>The same one each time: a red run then says something of the change and not of the day.</summary>
    private const int ShareOfEachRun = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>All have been passed when nobody has died for so long under load; while a place in the sources was not passed, it may just be rare.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15), QuietWhileOpen = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(int.TryParse(Environment.GetEnvironmentVariable("ENTREPOT_CRASH_MINUTES"), out var minutes) ? minutes : 25), MostOfAShare = TimeSpan.FromSeconds(25);

    /// <summary>A block of ids is taken, and a mark is set, by whoever comes first: one place, whatever kind of work that was.</summary>
    private const string OnePlace = "IdBlocks(;RunMarks.SetAsync(";

    protected abstract string Engine { get; }

    /// <summary>How many processes die side by side; each finds what the others have left behind.</summary>
    protected abstract int Processes { get; }

    private protected abstract Task<Installation> OpenAsync();

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_process_that_dies_at_any_point_breaks_no_promise()
    {
        var ended = await DieAsync("", Most);
        var open = PlacesInCode.Find().Where(place => !PlacesInCode.IsPassed(place, ended.Names)).ToLookup(PlacesInCode.WhyNot);
        foreach (var why in open.Where(why => why.Key is not null)) TestContext.Current.TestOutputHelper?.WriteLine($"not under load, {why.Key}: {string.Join(", ", why)}");
        var unnamed = open[null].ToList();
        Bar.Tell(
            $"crash points, {Engine}", $"died once at every point that the load passes (≥ {PointsMin}), every other place in the sources named with its reason, nothing acknowledged lost, each effect once, verify clean",
            $"{ended.Names.Count} points, {ended.Deaths} deaths in {ended.Took.TotalMinutes:0.0} min, {ended.Wrong.Count} faults; {open.Where(why => why.Key is not null).Sum(why => why.Count())} places outside of a server's load"
            + (unnamed.Count > 0 ? $", without a reason: {string.Join("; ", unnamed)}" : ""),
            ended.Wrong.Count == 0 && unnamed.Count == 0 && ended.Names.Count >= PointsMin);
        ended.Wrong.ShouldBeEmpty();
        ended.Names.Count.ShouldBeGreaterThanOrEqualTo(PointsMin, string.Join('\n', ended.Names));
        unnamed.ShouldBeEmpty("They are neither passed by the load nor named in PlacesInCode with the reason why not.");
    }

    [Fact]
    public async Task A_process_that_dies_at_a_share_of_the_points_breaks_no_promise()
    {
        Assert.SkipUnless(Processes == 1 || Environment.GetEnvironmentVariable("ENTREPOT_SERVER") is { Length: > 0 }, "Two processes at a time want servers that start fast: ./test --faults.");
        var ended = await DieAsync($"{ShareOfEachRun}/{Shares}", MostOfAShare);
        Bar.Tell($"a twelfth of the crash points, {Engine}", "nothing acknowledged lost, each effect once, verify clean", $"{ended.Deaths} deaths, {ended.Wrong.Count} faults", ended.Wrong.Count == 0);
        ended.Wrong.ShouldBeEmpty();
    }

    /// <param name="share">Of the points, such as 2/12; empty for all.</param>
    private async Task<(List<string> Names, int Deaths, TimeSpan Took, List<string> Wrong)> DieAsync(string share, TimeSpan most)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var installation = await OpenAsync();
        var file = share.Length == 0 && Environment.GetEnvironmentVariable("ENTREPOT_CRASH_POINTS") is { Length: > 0 } kept ? $"{kept}.{Engine}" : Path.Combine(installation.Outside, "points.txt");
        for (var process = 0; process < Processes; process++)
            await installation.ServeAsync("", [("Entrepot__CrashOnce", file), ("Entrepot__CrashPart", share), ("Entrepot__CrashNot", OnePlace), ("Entrepot__CrashOn", Backroom.Killer), .. share.Length == 0 ? Backroom.Backups(installation) : []]);
        await using var scenario = new Scenario(installation);
        var backroom = new Backroom(installation) { Kills = share.Length == 0 };
        var clerk = new Clerk(scenario.Http, scenario.Books, backroom);
        var keepers = installation.Servers.Select(server => new Keeper(server, died => Spare(server, file, died))).ToList();
        scenario.Begin(beside: clerk.WorkAsync);
        await UntilQuietAsync(file, begun, share.Length == 0, most);
        backroom.Close();
        await backroom.TidyAsync(clerk, Patience);
        var wrong = await scenario.EndAsync(Patience);
        foreach (var keeper in keepers) await keeper.DisposeAsync();
        if (share.Length == 0) wrong.AddRange(clerk.Refused);
        return ([.. Read(file).Select(line => line.Name)], keepers.Sum(keeper => keeper.Deaths), Stopwatch.GetElapsedTime(begun), wrong);
    }

    private static async Task UntilQuietAsync(string file, long begun, bool isWhole, TimeSpan most)
    {
        var (known, since) = (0, Stopwatch.GetTimestamp());
        var places = isWhole ? PlacesInCode.Find().FindAll(place => PlacesInCode.WhyNot(place) is null) : [];
        while (Stopwatch.GetElapsedTime(begun) < most)
        {
            await Task.Delay(250);
            var names = Read(file).ConvertAll(line => line.Name);
            if (names.Count > known) since = Stopwatch.GetTimestamp();
            known = names.Count;
            var isOpen = places.Exists(place => !PlacesInCode.IsPassed(place, names));
            if (known > 0 && Stopwatch.GetElapsedTime(since) > (isOpen ? QuietWhileOpen : Quiet)) return;
        }
    }

    /// <summary>The kind of work that it died with may pass all its points in the next life: an item that meets five deaths in a row is parked, and here each would be chance.</summary>
    private static void Spare(ServerProcess server, string file, int died)
    {
        var name = Read(file).FirstOrDefault(line => line.Process == died).Name ?? "";
        TestContext.Current.TestOutputHelper?.WriteLine($"died at {name}");
        server.Extra["Entrepot__CrashNot"] = name.Split('(', ')') is [_, var kind, ..] ? $"{OnePlace};({kind})" : OnePlace;
    }

    private static List<(string Name, int Process)> Read(string file)
    {
        using var reader = new StreamReader(Open(file));
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')).Where(line => line.Length == 2).Select(line => (line[0], int.Parse(line[1], null)))];
    }

    /// <summary>Whoever dies holds it for a moment.</summary>
    private static Stream Open(string file)
    {
        while (File.Exists(file))
        {
            try
            {
                return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            }
            catch (IOException)
            {
                Thread.Sleep(1);
            }
        }

        return Stream.Null;
    }

    /// <summary>A class of its own for each engine: they can be run alone.</summary>
    public sealed class OnSqlite : CrashPointTests
    {
        protected override string Engine => "SQLite";

        protected override int Processes => 1;

        private protected override Task<Installation> OpenAsync() => Installation.OnSqliteAsync();
    }

    public sealed class OnPostgres : CrashPointTests
    {
        protected override string Engine => "PostgreSQL";

        protected override int Processes => 2;

        private protected override async Task<Installation> OpenAsync()
        {
            Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
            return await Installation.OnPostgresAsync(await PostgresProcess.StartAsync());
        }
    }
}
