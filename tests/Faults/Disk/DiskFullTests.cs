namespace Entrepot.Faults.Disk;

/// <summary>The disk fills up to its last byte, again and again: what was acknowledged stays, the server says that it cannot write, and goes on by itself when there is room.</summary>
public sealed class DiskFullTests
{
    private const int Megabytes = 192;

    private static readonly TimeSpan Notices = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_full_disk_turns_readiness_off_and_loses_nothing()
    {
        var disk = Directory.CreateTempSubdirectory("entrepot-disk-").FullName;
        Assert.SkipUnless(await ProgramRun.TryAsync("mount", "-t", "tmpfs", "-o", $"size={Megabytes}m", "entrepot-faults", disk), "A disk of its own cannot be mounted here.");
        try
        {
            await RunAsync(disk);
        }
        finally
        {
            await ProgramRun.TryAsync("umount", "-l", disk);
            Directory.Delete(disk);
        }
    }

    private static async Task RunAsync(string disk)
    {
        var times = Bar.Size(5, 40);
        var wrong = new List<string>();
        await using var installation = await Installation.OnSqliteAsync(Directory.CreateDirectory(Path.Combine(disk, "data")).FullName);
        // The look at the free space is switched off: whether writing works must show by itself, for a full disk is only one way to fail.
        var server = await installation.ServeAsync("", ("Entrepot__Disk__FreeMegabytesMin", "0"), ("Entrepot__Disk__FullPercent", "101"));
        using var watcher = new Watcher(server);
        await using var scenario = new Scenario(installation);
        scenario.Begin();
        for (var time = 1; time <= times; time++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            var ballast = Path.Combine(disk, "ballast");
            Fill(ballast);
            if (!await watcher.BecomesAsync(ready: false, Notices)) wrong.Add($"full for the {time}. time, and still ready");
            else if (!(await watcher.FailedAsync()).Contains("writes")) wrong.Add("not ready for another reason than that it cannot write");
            await Task.Delay(TimeSpan.FromSeconds(1));
            File.Delete(ballast);
            if (!await watcher.BecomesAsync(ready: true, Notices)) wrong.Add($"room again after the {time}. time, and not ready");
            await scenario.Ledger.SellOneAsync(TestContext.Current.CancellationToken);
        }

        var failures = await watcher.NumberAsync("entrepot_write_failures_total");
        wrong.AddRange(await scenario.EndAsync(Patience));
        if (server.HasEnded) wrong.Add("the server ended");
        Bar.Tell("disk full", "nothing acknowledged lost, integrity whole, not ready while writes fail, ready again without a restart",
            $"full {times} times, {failures:0} failed writes, {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    /// <summary>Takes all that is left, to the last byte.</summary>
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 1 << 12, 1 })
        {
            var block = new byte[size];
            try
            {
                while (true) file.Write(block);
            }
            catch (IOException)
            {
                // Not so much; perhaps less.
            }
        }
    }
}
