using System.Collections.Concurrent;
using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>Work inside this system, many items of a kind in one transaction. A crash gives them all back.</summary>
internal sealed class WorkBatches(IServiceScopeFactory scopes, Databases databases, WorkFailures failures, Schedules schedules, RunMarks marks, WorkClock clock, TimeProvider time, WorkSignals signals, DatabaseEngine engine, ILogger<WorkBatches> log)
{
    private readonly ConcurrentDictionary<string, BatchPace> paces = new(StringComparer.Ordinal);

    /// <summary>Runs the next items, few while somebody waits for the one writer; a failing batch is halved until one culprit is alone.</summary>
    /// <returns>How many were finished, or put off because they failed.</returns>
    public async Task<int> RunAsync(TenantId tenant, WorkHead head, int limit, CancellationToken ct) =>
        (await TryAsync(tenant, head, databases.Of(tenant).Gate.IsWaitedFor ? Math.Min(limit, PaceOf(head.Kind).Few) : limit, ct)).Items;

    private BatchPace PaceOf(string kind) => paces.GetOrAdd(kind, _ => new());

    /// <returns>Whether all went well, or one was put off: then the turn is over, however many others may fail.</returns>
    private async Task<(int Items, bool IsWell)> TryAsync(TenantId tenant, WorkHead head, int limit, CancellationToken ct)
    {
        using var span = Signals.Spans.StartActivity($"work {head.Kind}");
        using var crashes = CrashPoints.During(head.Kind);
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        List<WorkItem> items = [];
        try
        {
            if (marks.Of(tenant, head.Kind) is null) await marks.SetAsync(db, head.Kind, ct);
            await using var unit = await db.BeginAsync(ct);
            // It had this batch while we waited for its turn, and died of it perhaps: the next look makes suspects of them.
            if (!engine.IsSingleWriter && (await marks.LeftBehindAsync(db, head.Kind, ct)).Count > 0) return (0, true);
            var begun = time.GetTimestamp();
            items = await db.NextAsync(head.Kind, head.Destination, clock.Now, limit, ct);
            if (items.Count > 0)
            {
                span?.SetTag(Signals.TenantLabel, tenant.Value).SetTag("items", items.Count);
                await scope.ServiceProvider.GetServices<IWorkHandler>().Single(handler => handler.Kind == head.Kind).HandleAsync(items, ct);
                foreach (var item in items) schedules.Done(db, item, isLeased: false);
            }

            marks.Done(db, head.Kind, isMore: items.Count == limit);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            if (items.Count > 0) PaceOf(head.Kind).Took(items.Count, time.GetElapsedTime(begun));
            if (items.Count > 0) signals.Finished(tenant, head.Kind, items.Count);
            return (items.Count, true);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or CompanyUnavailableException) && !engine.IsEverybodys(exception) && !(items.Count == 0 && engine.IsOutage(exception)))
        {
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name); // Its message may name a buyer.
            if (items.Count > 1) return await HalveAsync(tenant, head, items.Count, ct);
            if (items.Count == 1) await failures.FailAsync(items[0], exception, ct);
            else log.LogError("Work of kind {Kind} cannot be read: {Exception}", head.Kind, exception.GetType().Name);
            return (items.Count, false);
        }
    }

    /// <summary>The first half, and if that goes well the second: it has the culprit in it.</summary>
    private async Task<(int Items, bool IsWell)> HalveAsync(TenantId tenant, WorkHead head, int count, CancellationToken ct)
    {
        var first = await TryAsync(tenant, head, count / 2, ct);
        if (!first.IsWell) return first;
        var (items, isWell) = await TryAsync(tenant, head, count - first.Items, ct);
        return (first.Items + items, isWell);
    }
}
