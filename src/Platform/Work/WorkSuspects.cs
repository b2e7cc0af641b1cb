using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>
/// What was under way when a process died runs alone, with the attempt counted and committed before: one item that takes
/// its process down every time is parked after five attempts, and its neighbours are done. Of a full batch some run
/// together first, see <see cref="SuspectGroups"/>.
/// </summary>
internal sealed partial class WorkSuspects(IServiceScopeFactory scopes, LeasedWork leased, SuspectGroups groups, WorkFailures failures, RunMarks marks, WorkKinds kinds, SuspectPause pause, ProcessName process, WorkClock clock, WorkSignals signals, ILogger<WorkSuspects> log)
{
    /// <summary>Looks for leases that have run out or whose process has ended, and for marks that processes have left behind.</summary>
    /// <returns>Whether there were any, so that the queue is to be looked at again.</returns>
    public async Task<bool> FindAsync(TenantId tenant, IReadOnlyList<WorkHead> heads, CancellationToken ct)
    {
        var now = clock.Now;
        var hasExpired = heads.Any(head => head.State == nameof(WorkState.Running) && head.At < now);
        // A call to the world may still arrive after its process has died: whoever asked before that would be told that nothing was booked. Its lease runs out by itself.
        var ended = heads.Where(head => head.State == WorkHead.Leased && kinds.IsInside(head.Kind) && !marks.IsOurs(head.Destination) && ProcessName.HasEnded(head.Destination)).ToList();
        var left = heads.Where(head => head.State == WorkHead.Marked && kinds.IsInside(head.Kind) && marks.IsLeftBehind(head.Destination, head.At)).ToList();
        await TakeBackAsync(tenant, heads, ct);
        if (!hasExpired && ended.Count == 0 && left.Count == 0) return false;

        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        foreach (var mark in left)
        {
            if (await RunMarks.TakeAsync(db, mark.Kind, mark.Destination, ct) is not { } ran) continue;
            Tell(tenant, mark.Kind, ran.Alone == 0 ? await db.SuspectAsync(mark.Kind, now, ct) : await db.ApartAsync(mark.Kind, now, ran.Alone, ct));
        }

        if (hasExpired || ended.Count > 0)
        {
            await leased.RenewAsync(db, ct);
            foreach (var kind in (await db.TakeOverAsync(now, [.. ended.Select(head => head.Destination).Distinct()], [.. ended.Select(head => head.Kind).Distinct()], ct)).CountBy(kind => kind)) Tell(tenant, kind.Key, kind.Value);
        }

        await unit.CommitAsync(ct);
        return true;
    }

    /// <summary>Runs one suspect of work inside this system, or some as long as there are many.</summary>
    /// <returns>How many; zero when there is none.</returns>
    public async Task<int> RunSomeAsync(TenantId tenant, WorkHead head, CancellationToken ct)
    {
        if (await groups.RunAsync(tenant, head.Kind, ct) is var together and > 0) return together;
        return await RunOneAsync(tenant, head, ct) ? 1 : 0;
    }

    private async Task<bool> RunOneAsync(TenantId tenant, WorkHead head, CancellationToken ct)
    {
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        if ((await db.LeaseAsync(WorkState.Suspect, head, clock.Now, clock.Now + LeasedWork.Lease, process, 1, ct)).SingleOrDefault() is not { } item) return false;
        if (item.Attempts > WorkRunner.AttemptsMax) await failures.ParkAsync(item, ct);
        else await leased.HandleAsync(item, ct);
        return true;
    }

    /// <summary>A mark of ours that the last full batch left standing, where nothing followed.</summary>
    private async Task TakeBackAsync(TenantId tenant, IReadOnlyList<WorkHead> heads, CancellationToken ct)
    {
        var waiting = heads.Where(head => head.State == nameof(WorkState.Waiting)).Select(head => head.Kind).ToHashSet(StringComparer.Ordinal);
        foreach (var mark in heads.Where(head => head.State == WorkHead.Marked && kinds.IsInside(head.Kind) && marks.IsOurs(head.Destination) && !waiting.Contains(head.Kind)))
            await marks.TakeBackAsync(scopes, tenant, mark.Kind, ct);
    }

    private void Tell(TenantId tenant, string kind, int items)
    {
        if (items == 0) return;
        pause.BeginAgain();
        signals.Suspected(tenant, kind, items);
        LogSuspects(log, kind, items);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Items} items of kind {Kind} were under way when a process died; they run alone")]
    private static partial void LogSuspects(ILogger logger, string kind, int items);
}
