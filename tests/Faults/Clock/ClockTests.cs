using System.Globalization;

namespace Entrepot.Faults.Clock;

/// <summary>Clocks that are wrong: nothing runs twice and no timer is lost.</summary>
public sealed class ClockTests
{
    private static readonly string? Library = Directory.Exists("/usr/lib") ? Directory.GetFiles("/usr/lib", "libfaketimeMT.so.1", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 }).FirstOrDefault() : null;

    private static readonly TimeSpan Load = TimeSpan.FromSeconds(Bar.Size(15, 120));
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_clock_that_is_put_back_an_hour_loses_no_timer()
    {
        SkipWithout();
        await using var installation = await Installation.OnSqliteAsync();
        var file = Path.Combine(installation.Outside, "time");
        await File.WriteAllTextAsync(file, "+0\n");
        await installation.ServeAsync("", [.. Faked(null), ("FAKETIME_TIMESTAMP_FILE", file), ("FAKETIME_CACHE_DURATION", "1")]);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        await Task.Delay(Load / 2);
        await File.WriteAllTextAsync(file, "-3600\n");
        await Task.Delay(Load / 2);
        await EndAsync(scenario, "clock put back an hour");
    }

    [Fact]
    [Trait("Run", "faults")]
    public async Task The_night_in_which_summer_time_begins_is_a_night_like_any_other()
    {
        SkipWithout();
        var change = new DateTime(2027, 3, 28, 1, 0, 0, DateTimeKind.Utc); // 2 and then 3 o'clock in Berlin.
        var ahead = TimeSpan.FromSeconds(Math.Round((change - DateTime.UtcNow - TimeSpan.FromSeconds(30)).TotalSeconds));
        await using var installation = await Installation.OnSqliteAsync(ahead: ahead);
        await installation.ServeAsync("", [.. Faked(string.Create(CultureInfo.InvariantCulture, $"+{ahead.TotalSeconds:0}")), ("TZ", "Europe/Berlin")]);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        do await Task.Delay(TimeSpan.FromSeconds(10));
        while (installation.Clock.GetUtcNow().UtcDateTime < change.AddSeconds(10));
        await EndAsync(scenario, "the night of summer time");
    }

    private static async Task EndAsync(Scenario scenario, string name)
    {
        var wrong = await scenario.EndAsync(Patience);
        if (scenario.Ledger.Count == 0) wrong.Add("no order was taken");
        Bar.Tell($"clock: {name}", "no double run, no lost timer", $"{scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    private static void SkipWithout() => Assert.SkipUnless(Library is not null, "libfaketime is not installed (Debian: faketime).");

    /// <summary>The clock on the wall is wrong; the counter that measures spans is not, as on a real machine.</summary>
    private static (string, string)[] Faked(string? shift) => [("LD_PRELOAD", Library ?? ""), ("DONT_FAKE_MONOTONIC", "1"), .. shift is null ? Array.Empty<(string, string)>() : [("FAKETIME", shift)]];
}
