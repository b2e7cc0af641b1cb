using Entrepot.Channels.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Imports what was uploaded, one file at a time, company by company; takes up again what a process left behind.</summary>
internal sealed class ImportWorker(IServiceScopeFactory scopes, Databases databases, DatabaseEngine engine, Outages outages, WorkClock clock, ILogger<ImportWorker> log) : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>A running import writes a sign of life twice a second. All of them by the same clock, see <see cref="WorkClock"/>: one that lives and is taken up after all ends twice, the second time without its file.</summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromSeconds(30);

    /// <summary>Imports that wait and are looked at; the file of one that was queued before this release may lie on another machine.</summary>
    private const int LookedAtMax = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var worked = false;
                foreach (var tenant in await databases.CompaniesAsync(stoppingToken)) worked |= await TryNextAsync(tenant, stoppingToken);
                if (!worked) await Task.Delay(Rest, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (engine.IsAway(exception))
            {
                outages.Lost(exception);
                await Task.Delay(Rest, CancellationToken.None);
            }
            catch (Exception exception)
            {
                log.LogError(exception, "An import failed; the next one goes on");
                await Task.Delay(Rest, CancellationToken.None);
            }
        }
    }

    private async Task<bool> TryNextAsync(TenantId tenant, CancellationToken ct)
    {
        try
        {
            return await RunNextAsync(tenant, ct);
        }
        catch (CompanyUnavailableException)
        {
            return false; // Others have files too; this one's waits.
        }
    }

    private async Task<bool> RunNextAsync(TenantId tenant, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant, "import");
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        if (await ClaimAsync(db, ct) is not { } import) return false;

        await scope.ServiceProvider.GetRequiredService<ImportOrders>().RunQueuedAsync(import, ct);
        return true;
    }

    internal async Task<ImportRow?> ClaimAsync(EntrepotDb db, CancellationToken ct)
    {
        var now = clock.Now;
        var silentSince = now - SilentFor;
        var waiting = await db.Set<ImportRow>()
            .Where(row => (row.UploadBytes != null || row.SpoolPath != null) && (row.State == ImportState.Queued || (row.State == ImportState.Running && row.ProgressAt < silentSince)))
            .OrderBy(row => row.RequestedAt).ThenBy(row => row.Id).Take(LookedAtMax).ToListAsync(ct);
        if (waiting.Find(row => row.UploadBytes is not null || engine.IsSingleWriter || File.Exists(row.SpoolPath)) is not { } next) return null;

        await using var unit = await db.BeginAsync(ct);
        var claimed = await db.Set<ImportRow>().Where(row => row.Id == next.Id && row.State == next.State && row.ProgressAt == next.ProgressAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, ImportState.Running).SetProperty(row => row.Phase, "checking").SetProperty(row => row.ProgressAt, now), ct);
        await unit.CommitAsync(ct);
        CrashPoints.Pass(nameof(ImportWorker), "after", "claim");
        return claimed == 1 ? next : null; // Another process was faster.
    }
}
