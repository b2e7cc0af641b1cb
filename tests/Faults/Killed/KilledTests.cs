namespace Entrepot.Faults.Killed;

/// <summary>Processes that are killed at any moment, under load, again and again: nothing acknowledged is lost and nothing happens twice.</summary>
public sealed class KilledTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task One_process_on_sqlite_is_killed_at_any_moment_and_no_promise_is_broken()
    {
        var kills = Bar.Size(25, 300);
        await using var installation = await Installation.OnSqliteAsync();
        var server = await installation.ServeAsync();
        await using var scenario = new Scenario(installation);
        var chance = new Random(scenario.Seed);
        scenario.Begin();
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(200, 3_000)));
            await server.KillAndStartAsync();
        }

        var wrong = await scenario.EndAsync(Patience);
        Bar.Tell("kill -9, SQLite, one process", $"≥ {kills} kills, nothing acknowledged lost, each effect once, verify clean", $"{kills} kills, {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults", wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }
}
