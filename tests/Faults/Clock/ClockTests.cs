using System.Globalization;

namespace Entrepot.Faults.Clock;

/// <summary>Clocks that are wrong: nothing runs twice and no timer is lost.</summary>
public sealed class ClockTests
{
    private const int TimerCount = 60;

    private static readonly string? Library = Directory.Exists("/usr/lib") ? Directory.GetFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }).FirstOrDefault() : null;

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(Bar.Size(40, 240));
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task Two_processes_whose_clocks_are_ten_minutes_apart_do_nothing_twice()
    {
        SkipWithout(PostgresProcess.IsInstalled);
        await using var installation = await Installation.OnPostgresAsync(await PostgresProcess.StartAsync());
        Watcher[] watchers = [new(await installation.ServeAsync("--role web,worker", Faked("+300"))), new(await installation.ServeAsync("--role web,worker", Faked("-300")))];
        await using var scenario = new Scenario(installation);
        var timers = new Timers(installation, scenario.Books);
        scenario.Begin();
        var hour = DateTime.UtcNow.Hour;
        await timers.AddAsync(TimerCount, Load);
        var watching = timers.WatchAsync();
        await timers.HastenAsync(times: 5);
        await watching;
        var (told, wrong) = await timers.EndAsync(watchers, schedules: 5 + (DateTime.UtcNow.Hour == hour ? 0 : 1));
        await installation.Servers[0].KillAndStartAsync(); // What it had under way is taken over by the clock of the other.
        await EndAsync(scenario, "two processes ± 5 minutes", told, wrong);
        foreach (var watcher in watchers) watcher.Dispose();
    }

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_clock_that_is_put_back_an_hour_and_then_right_loses_no_timer_and_repeats_no_hour()
    {
        SkipWithout();
        await using var installation = await Installation.OnSqliteAsync();
        var clock = Path.Combine(installation.Outside, "time");
        await File.WriteAllTextAsync(clock, "+0\n");
        using var watcher = new Watcher(await installation.ServeAsync("", [.. Faked(null), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1")]));
        await using var scenario = new Scenario(installation);
        var timers = new Timers(installation, scenario.Books);
        scenario.Begin();

        var toHour = TimeSpan.FromSeconds(3600 - (DateTime.UtcNow.TimeOfDay.TotalSeconds % 3600));
        var ahead = Seconds(toHour - (Load / 4)); // The hour strikes after a quarter of the load.
        await SetAsync(clock, ahead);
        await timers.AddAsync(TimerCount, Load, ahead);
        var watching = timers.WatchAsync();
        await Task.Delay(Load / 2);
        await SetAsync(clock, ahead - TimeSpan.FromHours(1));
        await Task.Delay(Load / 4);
        await SetAsync(clock, ahead - (Load * 5 / 8)); // Put right but for some seconds: the same hour strikes again.
        await watching;
        await Task.Delay(Load / 4);
        var (told, wrong) = await timers.EndAsync([watcher], schedules: 1);
        await EndAsync(scenario, "put back an hour", told, wrong);
    }

    /// <summary>The night in which the clock of Berlin goes from 2 to 3, and the one in which it comes back from 3 to 2.</summary>
    [Theory]
    [Trait("Run", "faults")]
    [InlineData(2027, 3, 28, "begins")]
    [InlineData(2027, 10, 31, "ends")]
    public async Task The_night_in_which_summer_time_begins_or_ends_is_a_night_like_any_other(int year, int month, int day, string what)
    {
        SkipWithout();
        var change = new DateTime(year, month, day, 1, 0, 0, DateTimeKind.Utc);
        var before = Load * 2; // Until the server runs.
        var ahead = Seconds(change - DateTime.UtcNow - before);
        await using var installation = await Installation.OnSqliteAsync(ahead: ahead);
        using var watcher = new Watcher(await installation.ServeAsync("", [.. Faked(string.Create(CultureInfo.InvariantCulture, $"+{ahead.TotalSeconds:0}")), ("TZ", "Europe/Berlin")]));
        await using var scenario = new Scenario(installation);
        var timers = new Timers(installation, scenario.Books);
        scenario.Begin();
        var left = change - installation.Clock.GetUtcNow().UtcDateTime;
        left.ShouldBeGreaterThan(TimeSpan.Zero, "the server was there before the change");
        await timers.AddAsync(TimerCount, left + (Load / 2), ahead);
        await timers.WatchAsync();
        await Task.Delay(Load / 4);
        var (told, wrong) = await timers.EndAsync([watcher], schedules: 1);
        await EndAsync(scenario, $"the night in which summer time {what}", told, wrong);
    }

    private static async Task EndAsync(Scenario scenario, string name, string told, List<string> wrong)
    {
        wrong.AddRange(await scenario.EndAsync(Patience));
        if (scenario.Ledger.Count == 0) wrong.Add("no order was taken");
        scenario.Installation.IsDone = wrong.Count == 0;
        Bar.Tell($"clock: {name}", "no double run, no lost timer", $"{told}; {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    private static void SkipWithout(bool more = true)
    {
        Assert.SkipUnless(Library is not null, "libfaketime is not installed (Debian: faketime).");
        Assert.SkipUnless(more, "PostgreSQL is not installed.");
    }

    private static TimeSpan Seconds(TimeSpan span) => TimeSpan.FromSeconds(Math.Round(span.TotalSeconds));

    private static Task SetAsync(string clock, TimeSpan ahead) => File.WriteAllTextAsync(clock, string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0}\n"));

    /// <summary>The clock on the wall is wrong; the counter that measures spans is not, as on a real machine, and whoever waits by it (libfaketime 0.9.10 asks for that by itself) wakes in time.</summary>
    private static (string, string)[] Faked(string? shift) => [("LD_PRELOAD", Library ?? ""), ("DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0"), .. shift is null ? Array.Empty<(string, string)>() : [("FAKETIME", shift)]];
}
