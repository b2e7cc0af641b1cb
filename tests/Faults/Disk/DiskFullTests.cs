namespace Entrepot.Faults.Disk;

/// <summary>The disk fills up to its last byte, again and again: what was acknowledged stays, the server says that it cannot write, and goes on by itself when there is room.</summary>
public sealed class DiskFullTests
{
    /// <summary>Room for the company and what it does in these minutes; PostgreSQL keeps a log of its own beside it.</summary>
    private const int SqliteMegabytes = 192, PostgresMegabytes = 512;

    private const string NoDisk = "A disk of its own cannot be mounted here.";

    private static readonly TimeSpan Notices = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_full_disk_turns_readiness_off_and_loses_nothing()
    {
        await using var disk = await SmallDisk.MountAsync(SqliteMegabytes);
        Assert.SkipWhen(disk is null, NoDisk);
        await using var installation = await Installation.OnSqliteAsync(disk.NewFolder("data"));
        await RunAsync("disk full, SQLite", disk, installation, () => Task.FromResult(false));
    }

    /// <remarks>PostgreSQL may give up when it cannot lengthen its log; whoever looks after it starts it again when there is room, as systemd and Patroni do.</remarks>
    [Fact]
    [Trait("Run", "faults")]
    public async Task A_full_disk_of_postgresql_turns_readiness_off_and_loses_nothing()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        await using var disk = await SmallDisk.MountAsync(PostgresMegabytes);
        Assert.SkipWhen(disk is null, NoDisk);
        var postgres = await PostgresProcess.StartInAsync(disk.NewFolder("postgres"), "max_wal_size=64MB", "min_wal_size=32MB");
        await using var installation = await Installation.OnPostgresAsync(postgres);
        await RunAsync("disk full, PostgreSQL", disk, installation, async () =>
        {
            if (!postgres.HasEnded) return false;
            await postgres.StartAgainAsync();
            return true;
        });
    }

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_disk_that_is_80_percent_full_is_warned_of_while_orders_come_in()
    {
        await using var disk = await SmallDisk.MountAsync(PostgresMegabytes);
        Assert.SkipWhen(disk is null, NoDisk);
        await using var installation = await Installation.OnSqliteAsync(disk.NewFolder("data"));
        var server = await installation.ServeAsync();
        using var watcher = new Watcher(server);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        var wrong = new List<string>();
        disk.FillTo(70);
        if ((await watcher.ChecksAsync("warning")).Contains("disk")) wrong.Add("a warning at 70 %");
        disk.Free();
        disk.FillTo(81);
        await Task.Delay(TimeSpan.FromSeconds(2)); // An answer is kept for a second.
        if (!(await watcher.ChecksAsync("warning")).Contains("disk")) wrong.Add("no warning at 81 %");
        if (!await watcher.IsReadyAsync()) wrong.Add("not ready at 81 %");
        var state = await watcher.NumberAsync("entrepot_disk_state");
        await scenario.Ledger.SellOneAsync(TestContext.Current.CancellationToken);
        await Task.Delay(Notices + TimeSpan.FromSeconds(5)); // The log is written to every half a minute.
        var isLogged = (await File.ReadAllTextAsync(server.LogPath)).Contains("The disk of the data folder is 8", StringComparison.Ordinal);
        if (state != 1) wrong.Add($"entrepot_disk_state is {state}");
        if (!isLogged) wrong.Add("nothing in the log");
        wrong.AddRange(await scenario.EndAsync(Patience));
        Bar.Tell("disk 80 % full", "warned of on /health/ready, in /metrics and in the log, and still ready", $"state {state:0}, in the log: {(isLogged ? "yes" : "no")}, {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    /// <param name="lookAfter">Starts the database again where it has ended; answers whether it had.</param>
    private static async Task RunAsync(string name, SmallDisk disk, Installation installation, Func<Task<bool>> lookAfter)
    {
        var times = Bar.Size(5, 40);
        var wrong = new List<string>();
        // The look at the free space is switched off: whether writing works must show by itself, for a full disk is only one way to fail.
        var server = await installation.ServeAsync("", ("Entrepot__Disk__FreeMegabytesMin", "0"), ("Entrepot__Disk__FullPercent", "101"));
        using var watcher = new Watcher(server);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        var ended = 0;
        for (var time = 1; time <= times; time++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            disk.Fill();
            if (!await watcher.BecomesAsync(ready: false, Notices)) wrong.Add($"full for the {time}. time, and still ready");
            else if (await watcher.FailedAsync() is var failed && !failed.Contains("writes")) wrong.Add($"not ready for another reason than that it cannot write: {string.Join(", ", failed)}");
            if (await TurnsReadyAsync(watcher)) wrong.Add($"ready again while full for the {time}. time");
            disk.Free();
            if (await lookAfter()) ended++;
            if (!await watcher.BecomesAsync(ready: true, Notices)) wrong.Add($"room again after the {time}. time, and not ready");
            await scenario.Ledger.SellOneAsync(TestContext.Current.CancellationToken);
        }

        var failures = await watcher.NumberAsync("entrepot_write_failures_total");
        wrong.AddRange(await scenario.EndAsync(Patience));
        if (server.HasEnded) wrong.Add("the server ended");
        Bar.Tell(name, "nothing acknowledged lost, integrity whole, not ready while writes fail, ready again without a restart",
            $"full {times} times, {failures:0} failed writes, {(ended > 0 ? $"the database gave up {ended} times, " : "")}{scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    /// <summary>Whether it takes itself for able to write at any moment of some seconds, while it is not.</summary>
    private static Task<bool> TurnsReadyAsync(Watcher watcher) => watcher.BecomesAsync(ready: true, TimeSpan.FromSeconds(3));
}
