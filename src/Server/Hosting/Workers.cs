using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;

namespace Entrepot.Server.Hosting;

/// <summary>Sends waiting orders on their journeys, company by company, as long as the server runs.</summary>
internal sealed class JourneyWorker(Databases databases, JourneyRunner runner, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger<JourneyWorker> log) : CompanyWorker(databases, engine, outages, clock, log)
{
    protected override async Task<int> RunAsync(TenantId tenant, CancellationToken ct) => await runner.RunNextAsync(tenant, new JourneyCounts(), ct);
}

/// <summary>Works off the durable queue, company by company.</summary>
internal sealed class WorkWorker(Databases databases, WorkRunner runner, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger<WorkWorker> log) : CompanyWorker(databases, engine, outages, clock, log)
{
    protected override Task<int> RunAsync(TenantId tenant, CancellationToken ct) => runner.RunDueAsync(tenant, ct);
}

/// <summary>One piece of work for each company in turn, so that a busy one does not starve the others; a short rest when nobody has any.</summary>
internal abstract class CompanyWorker(Databases databases, DatabaseEngine engine, Outages outages, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>How long new work may go unseen; polling is the truth, and an empty poll is one indexed look.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>While the database is away: often enough to go on within a second of its return.</summary>
    private static readonly TimeSpan RestWhileAway = TimeSpan.FromMilliseconds(500);

    /// <summary>After a bug: the same batch fails again, and each time fills the log.</summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    /// <summary>Told to end, what runs may finish; a batch takes a fraction of a second, a call to a carrier some seconds.</summary>
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var end = new CancellationTokenSource();
        await using var told = stoppingToken.Register(() => end.CancelAfter(TimeToFinish));
        while (!stoppingToken.IsCancellationRequested)
        {
            var rest = await TryRoundAsync(stoppingToken, end.Token);
            if (rest > TimeSpan.Zero) await Task.Delay(rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected abstract Task<int> RunAsync(TenantId tenant, CancellationToken ct);

    /// <returns>How long to rest before the next round.</returns>
    private async Task<TimeSpan> TryRoundAsync(CancellationToken stop, CancellationToken end)
    {
        try
        {
            var done = 0;
            foreach (var tenant in await databases.CompaniesAsync(stop))
            {
                if (stop.IsCancellationRequested) break;
                done += await TryAsync(tenant, end);
            }

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
    private async Task<int> TryAsync(TenantId tenant, CancellationToken ct)
    {
        try
        {
            return await RunAsync(tenant, ct);
        }
        catch (Exception exception) when (databases.IsOnlyOf(tenant, exception))
        {
            return 0;
        }
    }
}
