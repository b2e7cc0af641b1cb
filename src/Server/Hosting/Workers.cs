using Entrepot.Journey;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Server.Hosting;

/// <summary>Sends waiting orders on their journeys, company by company, as long as the server runs.</summary>
internal sealed class JourneyWorker(IServiceScopeFactory scopes, JourneyRunner runner, TimeProvider clock, ILogger<JourneyWorker> log) : CompanyWorker(scopes, clock, log)
{
    protected override async Task<int> RunAsync(TenantId tenant, CancellationToken ct) => await runner.RunNextAsync(tenant, new JourneyCounts(), ct);
}

/// <summary>Works off the durable queue, company by company.</summary>
internal sealed class WorkWorker(IServiceScopeFactory scopes, WorkRunner runner, TimeProvider clock, ILogger<WorkWorker> log) : CompanyWorker(scopes, clock, log)
{
    protected override Task<int> RunAsync(TenantId tenant, CancellationToken ct) => runner.RunDueAsync(tenant, ct);
}

/// <summary>One piece of work for each company in turn, so that a busy one does not starve the others; a short rest when nobody has any.</summary>
internal abstract class CompanyWorker(IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>How long new work may go unseen; polling is the truth, and an empty poll is one indexed look.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    /// <summary>After a failure of the database itself: it will not be back sooner.</summary>
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var done = 0;
                foreach (var tenant in await TenantsAsync(stoppingToken)) done += await RunAsync(tenant, stoppingToken);
                if (done == 0) await Task.Delay(Rest, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.LogError(exception, "{Worker} failed and goes on", GetType().Name);
                await Task.Delay(RestAfterFailure, clock, stoppingToken);
            }
        }
    }

    protected abstract Task<int> RunAsync(TenantId tenant, CancellationToken ct);

    private async Task<List<TenantId>> TenantsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Select(company => company.Id).ToListAsync(ct);
    }
}
