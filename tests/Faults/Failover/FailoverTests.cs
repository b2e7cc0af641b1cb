using System.Globalization;

namespace Entrepot.Faults.Failover;

/// <summary>The database dies under two server processes at work. They wait and go on by themselves, and every promise is kept.</summary>
public sealed class FailoverTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TakeoverMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartMax = TimeSpan.FromSeconds(10);

    /// <summary>How long the same load is watched before the first strike: a machine that others use too pauses by itself.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(15);

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_standby_takes_over_when_the_leader_is_killed_and_nobody_restarts_a_server()
    {
        Assert.SkipWhen(PatroniPair.Missing is not null, $"{PatroniPair.Missing} is not installed (Debian: patroni etcd-server postgresql).");
        var takeovers = Bar.Size(2, 20);
        await using var pair = await PatroniPair.StartAsync();
        await using var installation = await Installation.OnAddressAsync(await pair.CreateDatabaseAsync());
        await installation.ServeAsync();
        await installation.ServeAsync();
        await using var scenario = new Scenario(installation);
        scenario.Begin(ordersPerSecond: 20);
        await WorkAsync();

        await RunAsync(scenario, "failover", TakeoverMax, takeovers, async () =>
        {
            var killed = await pair.KillLeaderAsync();
            await WorkAsync(TimeSpan.FromSeconds(40));
            await pair.StartAgainAsync(killed);
            await WorkAsync();
        });
    }

    [Fact]
    [Trait("Run", "faults")]
    public async Task A_database_that_crashes_and_starts_again_is_worked_with_at_once()
    {
        Assert.SkipUnless(PostgresProcess.IsInstalled, "PostgreSQL is not installed.");
        var crashes = Bar.Size(4, 60);
        var postgres = await PostgresProcess.StartAsync();
        await using var installation = await Installation.OnPostgresAsync(postgres);
        await installation.ServeAsync();
        await installation.ServeAsync();
        await using var scenario = new Scenario(installation);
        scenario.Begin(ordersPerSecond: 20);
        await WorkAsync();

        await RunAsync(scenario, "crash of the database", RestartMax, crashes, async () =>
        {
            await postgres.KillAsync();
            await postgres.StartAgainAsync();
            await WorkAsync();
        });
    }

    private static async Task RunAsync(Scenario scenario, string name, TimeSpan bar, int times, Func<Task> strike)
    {
        var servers = scenario.Installation.Servers.Select(server => server.Pid).ToList();
        var (calm, longest) = (TimeSpan.Zero, TimeSpan.Zero);
        await using (var silence = new Silence(scenario.Ledger))
        {
            await WorkAsync(Calm);
            calm = silence.Longest;
        }

        for (var time = 0; time < times; time++)
        {
            await using var silence = new Silence(scenario.Ledger);
            await strike();
            if (silence.Longest > longest) longest = silence.Longest;
        }

        var wrong = await scenario.EndAsync(Patience);
        if (longest > bar + calm) wrong.Add(string.Create(CultureInfo.InvariantCulture, $"Nothing was acknowledged for {longest.TotalSeconds:0.0} s, and without a strike for {calm.TotalSeconds:0.0} s at most"));
        if (scenario.Installation.Servers.Any(server => server.HasEnded)) wrong.Add("A server ended");
        if (!scenario.Installation.Servers.Select(server => server.Pid).SequenceEqual(servers)) wrong.Add("A server was started again");
        Bar.Tell(
            name, string.Create(CultureInfo.InvariantCulture, $"back within {bar.TotalSeconds:0} s, nothing acknowledged lost, each effect once, no server restarted"),
            string.Create(CultureInfo.InvariantCulture, $"{times} times, back within {longest.TotalSeconds:0.0} s (longest pause of the machine without a strike {calm.TotalSeconds:0.0} s), {scenario.Ledger.Count} orders acknowledged, {wrong.Count} faults"), wrong.Count == 0);
        wrong.ShouldBeEmpty();
    }

    private static Task WorkAsync(TimeSpan? time = null) => Task.Delay(time ?? TimeSpan.FromSeconds(5));
}
