using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>Works off what is due for one company: in-process kinds in batches, calls to the world one by one under a lease.</summary>
public sealed class WorkRunner(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WorkRunner> log)
{
    /// <summary>Items in one transaction: large enough to share its cost, small enough not to hold the writer for long.</summary>
    public const int BatchMax = 512;

    /// <summary>After this many failures an item waits for a person.</summary>
    public const int AttemptsMax = 5;

    /// <summary>Calls to the world under way at once, for all destinations together.</summary>
    private const int CallsMax = 8;

    /// <summary>A call must be over by then (clients time out far earlier); afterwards the item counts as abandoned.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    /// <summary>Runs every due item once.</summary>
    /// <returns>How many items were finished; zero means there was nothing to do.</returns>
    public async Task<int> RunDueAsync(TenantId tenant, CancellationToken ct)
    {
        using var lines = log.BeginScope(Signals.LogScope(tenant));
        var done = 0;
        foreach (var kind in await DueKindsAsync(tenant, ct))
        {
            using var scope = Scope(tenant);
            if (scope.ServiceProvider.GetServices<IWorkHandler>().Any(handler => handler.Kind == kind)) done += await RunBatchAsync(tenant, kind, BatchMax, ct);
            else if (scope.ServiceProvider.GetServices<IExternalWork>().Any(work => work.Kind == kind)) done += await RunCallsAsync(tenant, kind, ct);
            else log.LogWarning("No handler is registered for work of kind {Kind}", kind);
        }

        return done;
    }

    private async Task<List<string>> DueKindsAsync(TenantId tenant, CancellationToken ct)
    {
        using var scope = Scope(tenant);
        var now = clock.GetUtcNow().UtcDateTime;
        return await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<WorkItem>()
            .Where(item => item.DueAt <= now && (item.State == WorkState.Waiting || (item.State == WorkState.Running && item.LeaseUntil < now)))
            .Select(item => item.Kind).Distinct().ToListAsync(ct);
    }

    private async Task<int> RunBatchAsync(TenantId tenant, string kind, int limit, CancellationToken ct)
    {
        using var span = Signals.Spans.StartActivity($"work {kind}");
        using var crashes = CrashPoints.During(kind);
        using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        List<WorkItem> items = [];
        try
        {
            await using var unit = await db.BeginAsync(ct);
            var now = clock.GetUtcNow().UtcDateTime;
            items = await db.Set<WorkItem>().Where(item => item.Kind == kind && item.State == WorkState.Waiting && item.DueAt <= now)
                .OrderBy(item => item.DueAt).ThenBy(item => item.Id).Take(limit).ToListAsync(ct);
            if (items.Count == 0) return 0;

            span?.SetTag(Signals.TenantLabel, tenant.Value).SetTag("items", items.Count);
            await scope.ServiceProvider.GetServices<IWorkHandler>().Single(handler => handler.Kind == kind).HandleAsync(items, ct);
            foreach (var item in items) db.Writes.Execute(WorkSql.Remove, true, item.TenantId.Value, item.Id);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            return items.Count;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or CompanyUnavailableException))
        {
            if (items.Count > 1) return await RunBatchAsync(tenant, kind, items.Count / 2, ct);
            log.LogError(exception, "Work of kind {Kind} failed for item {Item}", kind, items.Count == 1 ? items[0].Id : 0);
            if (items.Count == 1) await FailAsync(tenant, items[0], exception, ct);
            return 0;
        }
    }

    private async Task<int> RunCallsAsync(TenantId tenant, string kind, CancellationToken ct)
    {
        var leased = await LeaseAsync(tenant, kind, ct);
        var done = 0;
        await Parallel.ForEachAsync(leased, new ParallelOptions { MaxDegreeOfParallelism = CallsMax, TaskScheduler = TaskScheduler.Current, CancellationToken = ct }, async (item, token) =>
        {
            if (await RunCallAsync(tenant, item, token)) Interlocked.Increment(ref done);
        });
        return done;
    }

    /// <summary>Marks due items as running before anything leaves the house, with the attempt already counted.</summary>
    private async Task<List<WorkItem>> LeaseAsync(TenantId tenant, string kind, CancellationToken ct)
    {
        using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var items = await db.Set<WorkItem>().AsTracking()
            .Where(item => item.Kind == kind && item.DueAt <= now && (item.State == WorkState.Waiting || (item.State == WorkState.Running && item.LeaseUntil < now)))
            .OrderBy(item => item.DueAt).ThenBy(item => item.Id).Take(64).ToListAsync(ct);
        foreach (var item in items)
        {
            item.State = WorkState.Running;
            item.Attempts++;
            item.LeaseUntil = now + Lease;
            item.LeaseToken = Chance.Secret(12);
        }

        await unit.CommitAsync(ct);
        return items;
    }

    private async Task<bool> RunCallAsync(TenantId tenant, WorkItem item, CancellationToken ct)
    {
        using var span = Signals.Spans.StartActivity($"call {item.Kind}")?.SetTag(Signals.TenantLabel, tenant.Value).SetTag("item", item.Id).SetTag("attempt", item.Attempts);
        using var crashes = CrashPoints.During(item.Kind);
        try
        {
            using var scope = Scope(tenant);
            var work = scope.ServiceProvider.GetServices<IExternalWork>().Single(work => work.Kind == item.Kind);
            CrashPoints.Pass(nameof(WorkRunner), "before", "call");
            CallLease.Begin(item.LeaseUntil ?? DateTime.MaxValue, clock);
            var outcome = await work.CallAsync(item, ct);
            CrashPoints.Pass(nameof(WorkRunner), "after", "call");

            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(ct);
            await work.ApplyAsync(item, outcome, ct);
            db.Writes.Execute(WorkSql.RemoveLeased, true, item.TenantId.Value, item.Id, item.LeaseToken);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            return true;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested && exception is not CompanyUnavailableException)
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.GetType().Name); // Its message may name a buyer.
            log.LogWarning(exception, "A call of kind {Kind} failed for {Key}, attempt {Attempt}", item.Kind, item.Key, item.Attempts);
            await FailAsync(tenant, item, exception, ct);
            return false;
        }
    }

    private async Task FailAsync(TenantId tenant, WorkItem item, Exception exception, CancellationToken ct)
    {
        using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<WorkItem>().AsTracking().SingleOrDefaultAsync(row => row.Id == item.Id, ct) is not { } stored) return;
        if (stored.LeaseToken != item.LeaseToken) return; // Another attempt has taken over since.

        if (item.LeaseToken is null) stored.Attempts++;
        stored.State = stored.Attempts >= AttemptsMax ? WorkState.Parked : WorkState.Waiting;
        stored.DueAt = clock.GetUtcNow().UtcDateTime + BackOff(stored.Attempts);
        stored.LeaseUntil = null;
        stored.LeaseToken = null;
        stored.Error = exception.Message.Length > 1000 ? exception.Message[..1000] : exception.Message;
        if (stored.State == WorkState.Parked && scope.ServiceProvider.GetServices<IExternalWork>().FirstOrDefault(work => work.Kind == item.Kind) is { } call)
            await call.GiveUpAsync(stored, exception, ct);
        await unit.CommitAsync(ct);
    }

    /// <summary>1, 4, 16, 64 seconds, each up to half longer, so that many failures do not come back together.</summary>
    private static TimeSpan BackOff(int attempts) => TimeSpan.FromMilliseconds(Math.Pow(4, attempts - 1) * (1000 + Chance.Below(500)));

    private IServiceScope Scope(TenantId tenant)
    {
        var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }
}
