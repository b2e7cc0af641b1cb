namespace Entrepot.Faults.Disk;

/// <summary>Writes and flushes of the database's files fail at random, as on a disk that dies.</summary>
public sealed class WriteErrorTests
{
    /// <summary>Errno: input/output error; no space left on device.</summary>
    private const int Eio = 5, Enospc = 28;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan FaultsWithin = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Writes_that_fail_at_random_lose_nothing_that_was_acknowledged()
    {
        Assert.SkipUnless(ProgramRun.IsInstalled("fiu-run"), "fiu-run is not installed (Debian: fiu-utils).");
        var faults = Bar.Size(200, 2_000);
        await using var installation = await Installation.OnSqliteAsync();
        var control = Path.Combine(installation.Outside, "fiu");
        var server = await installation.ServeAsync("", ["fiu-run", "-x", "-f", control]);
        using var watcher = new Watcher(server);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        await Task.Delay(TimeSpan.FromSeconds(2));

        await EnableAsync("posix/io/rw/pwrite", probability: 0.01, Eio);
        await EnableAsync("posix/io/rw/ftruncate", probability: 0.05, Enospc);
        await EnableAsync("posix/io/sync/fsync", probability: 0.02, Eio);
        var until = DateTime.UtcNow + FaultsWithin;
        var failed = 0d;
        while (failed < faults && DateTime.UtcNow < until && !server.HasEnded)
        {
            await Task.Delay(500);
            failed = await watcher.NumberAsync("entrepot_write_failures_total");
        }

        foreach (var name in new[] { "posix/io/rw/pwrite", "posix/io/rw/ftruncate", "posix/io/sync/fsync" }) await ControlAsync($"disable name={name}");
        var isReady = await watcher.BecomesAsync(ready: true, TimeSpan.FromSeconds(30));
        var wrong = await scenario.EndAsync(Patience);
        if (!isReady) wrong.Add("the disk works again, and the server is not ready");
        if (server.HasEnded) wrong.Add("the server ended");
        var integrity = (await scenario.Books.ReadAsync("PRAGMA integrity_check", row => row.GetString(0))).Single();
        if (integrity != "ok") wrong.Add(integrity);
        Bar.Tell("injected I/O errors", $"≥ {faults} faults, integrity whole, nothing acknowledged lost", $"{failed:0} failed writes, {scenario.Ledger.Count} orders acknowledged, integrity {integrity}, {wrong.Count} faults", wrong.Count == 0 && failed >= faults);
        failed.ShouldBeGreaterThanOrEqualTo(faults);
        wrong.ShouldBeEmpty();

        Task EnableAsync(string name, double probability, int errno) => ControlAsync(FormattableString.Invariant($"enable_random name={name},probability={probability},failinfo={errno}"));
        async Task ControlAsync(string command) => (await ProgramRun.TryAsync("fiu-ctrl", "-f", control, "-c", command, $"{server.Pid}")).ShouldBeTrue(command);
    }
}
