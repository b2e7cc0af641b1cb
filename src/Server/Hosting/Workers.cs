using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;

namespace Entrepot.Server.Hosting;

/// <summary>Sends waiting orders on their journeys, company by company, as long as the server runs.</summary>
internal sealed class JourneyWorker(IServiceScopeFactory scopes, Databases databases, JourneyRunner runner, RunMarks marks, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger<JourneyWorker> log) : CompanyWorker(scopes, databases, marks, engine, outages, clock, log)
{
    protected override async Task<int> RunAsync(TenantId tenant, bool isShared, CancellationToken ct) => await runner.RunNextAsync(tenant, new JourneyCounts(), ct, isShared);

    protected override bool Runs(string kind) => kind == JourneyRunner.Kind;
}

/// <summary>Works off the durable queue, company by company.</summary>
internal sealed class WorkWorker(IServiceScopeFactory scopes, Databases databases, WorkRunner runner, RunMarks marks, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger<WorkWorker> log) : CompanyWorker(scopes, databases, marks, engine, outages, clock, log)
{
    protected override Task<int> RunAsync(TenantId tenant, bool isShared, CancellationToken ct) => runner.RunTurnAsync(tenant, isShared ? Rounds.SharedMax : WorkRunner.BatchMax, ct);

    protected override bool Runs(string kind) => kind != JourneyRunner.Kind;

    protected override Task RestAsync(TimeSpan time, CancellationToken ct) => Task.WhenAny(base.RestAsync(time, ct), runner.NextEnd);

    protected override Task EndAsync() => runner.EndAsync();
}

/// <summary>One piece of work for each company in turn, so that a busy one does not starve the others; a short rest when nobody has any.</summary>
internal abstract class CompanyWorker(IServiceScopeFactory scopes, Databases databases, RunMarks marks, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>How long new work may go unseen; polling is the truth, and an empty poll is one indexed look.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>While the database is away: often enough to go on within a second of its return.</summary>
    private static readonly TimeSpan RestWhileAway = TimeSpan.FromMilliseconds(500);

    /// <summary>After a bug: the same batch fails again, and each time fills the log.</summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>Told to end, what runs may finish; a batch takes a fraction of a second, a call to a carrier some seconds.</summary>
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(10);

    private readonly Rounds rounds = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource();
        await using var told = stoppingToken.Register(() => end.CancelAfter(TimeToFinish));
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = await TryRoundAsync(stoppingToken, end.Token);
            if (rest > TimeSpan.Zero) await RestAsync(rest, stoppingToken);
        }

        await EndAsync(); // What it began, at the latest when its time is over.
        await marks.TakeBackAsync(scopes, Runs, CancellationToken.None);
    }

    /// <param name="isShared">Other companies have work too, so the turn is short.</param>
    protected abstract Task<int> RunAsync(TenantId tenant, bool isShared, CancellationToken ct);

    /// <summary>Whether this worker runs the kind, and takes its mark back when it ends.</summary>
    protected abstract bool Runs(string kind);

    protected virtual async Task RestAsync(TimeSpan time, CancellationToken ct) => await Task.Delay(time, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <returns>How long to rest before the next round.</returns>
    private async Task<TimeSpan> TryRoundAsync(CancellationToken stop, CancellationToken end)
    {
        try
        {
            var done = await rounds.RunAsync(await databases.CompaniesAsync(stop), (tenant, isShared) => TryAsync(tenant, isShared, end), stop);
            outages.Back();
            return done == 0 ? Rest : TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception) when (engine.IsOutage(exception))
        {
            outages.Lost(exception);
            return RestWhileAway;
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Worker} failed and goes on", GetType().Name);
            return RestAfterFailure;
        }
    }

    /// <summary>A company that moves, or whose cell is away, does not stop the others.</summary>
    private async Task<int> TryAsync(TenantId tenant, bool isShared, CancellationToken ct)
    {
        try
        {
            return await RunAsync(tenant, isShared, ct);
        }
        catch (Exception exception) when (databases.IsOnlyOf(tenant, exception))
        {
            return 0;
        }
    }
}
