namespace Entrepot.Faults.Killed;

/// <summary>Processes that are killed at any moment, under load, again and again: nothing acknowledged is lost and nothing happens twice.</summary>
public sealed class KilledTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task One_process_on_sqlite_is_killed_at_any_moment_and_no_promise_is_broken()
    {
        await using var installation = await Installation.OnSqliteAsync();
        await installation.ServeAsync();
        await KillAsync(installation, "kill -9, SQLite, one process", Bar.Size(25, 300));
    }

    private static async Task KillAsync(Installation installation, string name, int kills)
    {
        await using var scenario = new Scenario(installation);
        var chance = new Random(scenario.Seed);
        scenario.Begin();
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(200, 3_000)));
            await installation.Servers[chance.Next(installation.Servers.Count)].KillAndStartAsync();
        }

        var wrong = await scenario.EndAsync(Patience);
        Bar.Tell(name, $"≥ {kills} kills, nothing acknowledged lost, each effect once, verify clean", $"{kills} kills, {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    /// <summary>A class of its own runs beside the other.</summary>
    public sealed class OfThree
    {
        [Fact]
        public async Task One_of_three_processes_on_postgresql_is_killed_at_any_moment_and_no_promise_is_broken()
        {
            Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
            await using var installation = await Installation.OnPostgresAsync(await PostgresProcess.StartAsync());
            for (var process = 0; process < 3; process++) await installation.ServeAsync("--role web,worker");
            await KillAsync(installation, "kill -9 of one of three processes, PostgreSQL", Bar.Size(30, 300));
        }
    }
}
