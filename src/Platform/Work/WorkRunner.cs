using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>
/// Works off what is due for one company: in-process kinds in batches, calls to the world under leases in the background,
/// and alone whatever was under way when a process died.
/// </summary>
public sealed class WorkRunner
{
    /// <summary>Items in one transaction: large enough to share its cost, small enough not to hold the writer for long.</summary>
    public const int BatchMax = 512;

    /// <summary>After this many failures an item waits for a person.</summary>
    public const int AttemptsMax = 5;

    /// <summary>Calls of one destination that <see cref="RunDueAsync"/> waits for, so that it ends.</summary>
    private const int CallsInARun = 512;

    /// <summary>A destination's rate fills up again within a second.</summary>
    private static readonly TimeSpan WhileThrottled = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<TenantId, string> lastKinds = [];
    private readonly IServiceScopeFactory scopes;
    private readonly WorkKinds kinds;
    private readonly WorkBatches batches;
    private readonly WorkCalls calls;
    private readonly WorkSuspects suspects;
    private readonly SuspectPause pause;
    private readonly Schedules schedules;
    private readonly Destinations destinations;
    private readonly WorkClock clock;
    private readonly ILogger<WorkRunner> log;
    private int turns;

    internal WorkRunner(IServiceScopeFactory scopes, WorkKinds kinds, WorkBatches batches, WorkCalls calls, WorkSuspects suspects, SuspectPause pause, Schedules schedules, Destinations destinations, WorkClock clock, ILogger<WorkRunner> log) =>
        (this.scopes, this.kinds, this.batches, this.calls, this.suspects, this.pause, this.schedules, this.destinations, this.clock, this.log) = (scopes, kinds, batches, calls, suspects, pause, schedules, destinations, clock, log);

    /// <summary>Ends when a call to the world ends: a worker at rest goes on then.</summary>
    public Task NextEnd => calls.NextEnd;

    /// <summary>
    /// One company's turn among several: as many calls are begun as there is room for, and one batch of one kind is run,
    /// of each kind in turn.
    /// </summary>
    /// <param name="limit">The most items in the batch.</param>
    /// <param name="end">Ends the calls in the background too.</param>
    /// <returns>How many items were begun or finished; zero means there was nothing to do.</returns>
    public async Task<int> RunTurnAsync(TenantId tenant, int limit, CancellationToken end)
    {
        using var lines = log.BeginScope(Signals.LogScope(tenant));
        await schedules.ArmAsync(tenant, end);
        var heads = await LookAsync(tenant, end);
        var done = 0;
        foreach (var head in Turned([.. heads.Where(head => kinds.IsOutside(head.Kind))])) done += (await BeginAsync(tenant, head, end)).Count;
        var others = heads.Where(head => !head.IsSuspect && kinds.IsInside(head.Kind)).ToList();
        foreach (var head in heads.Where(head => head.IsSuspect && kinds.IsInside(head.Kind) && (others.Count == 0 || pause.IsOver)))
            done += await suspects.RunSomeAsync(tenant, head, end);
        if (NextKind(tenant, others) is { } next)
            done += await batches.RunAsync(tenant, next, limit, end);
        return done;
    }

    /// <summary>Runs every item that is due once, and waits for it: for commands that end, and tests.</summary>
    /// <returns>How many items were finished, or put off because they failed; zero means there was nothing to do.</returns>
    public async Task<int> RunDueAsync(TenantId tenant, CancellationToken ct)
    {
        using var lines = log.BeginScope(Signals.LogScope(tenant));
        var heads = await LookAsync(tenant, ct);
        var done = 0;
        foreach (var head in heads)
        {
            if (kinds.IsOutside(head.Kind)) done += await CallAllAsync(tenant, head, ct);
            else if (!kinds.IsInside(head.Kind)) log.LogWarning("No handler is registered for work of kind {Kind}", head.Kind);
            else if (!head.IsSuspect) done += await batches.RunAsync(tenant, head, BatchMax, ct);
            else for (int some; (some = await suspects.RunSomeAsync(tenant, head, ct)) > 0;) done += some;
        }

        return done;
    }

    /// <summary>Waits for the calls under way.</summary>
    public Task EndAsync() => calls.EndAsync();

    private Task<IReadOnlyList<Task>> BeginAsync(TenantId tenant, WorkHead head, CancellationToken end) =>
        head.IsSuspect ? calls.BeginAloneAsync(tenant, head, end) : calls.BeginAsync(tenant, head, end);

    private async Task<int> CallAllAsync(TenantId tenant, WorkHead head, CancellationToken ct)
    {
        var begun = 0;
        var running = new List<Task>();
        while (begun < CallsInARun)
        {
            var some = await BeginAsync(tenant, head, ct);
            begun += some.Count;
            running.RemoveAll(call => call.IsCompleted);
            running.AddRange(some);
            if (running.Count > 0) await Task.WhenAll(running.Take((running.Count + 1) / 2)); // The next ones are called while the outcomes of these are written.
            else if (!destinations.Of(head.Kind, head.Destination).IsThrottled) break;
            else await Task.Delay(WhileThrottled, ct);
        }

        await Task.WhenAll(running);
        return begun;
    }

    /// <summary>What is due, each kind and destination once.</summary>
    private async Task<IReadOnlyList<WorkHead>> LookAsync(TenantId tenant, CancellationToken ct)
    {
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await clock.LookAsync(db, ct);
        IReadOnlyList<WorkHead> heads = await db.LookAsync(ct);
        if (await suspects.FindAsync(tenant, heads, ct)) heads = await db.LookAsync(ct);

        var now = clock.Now;
        List<WorkHead> due = [.. heads.Where(head => head.IsSuspect || (head.State == nameof(WorkState.Waiting) && head.At <= now))];
        destinations.Want(tenant, due.Where(head => kinds.IsOutside(head.Kind)).Select(head => destinations.Of(head.Kind, head.Destination).Name).ToHashSet(StringComparer.Ordinal));
        return due;
    }

    /// <summary>Beginning with another one each time: kinds of calls share their destination's places, and where these are few the first takes all.</summary>
    private IEnumerable<WorkHead> Turned(List<WorkHead> outside)
    {
        var first = outside.Count == 0 ? 0 : (int)((uint)Interlocked.Increment(ref turns) % outside.Count);
        return outside.Skip(first).Concat(outside.Take(first));
    }

    /// <summary>The kind after the one that had the last turn, so that a flood of one holds up none of the others.</summary>
    private WorkHead? NextKind(TenantId tenant, List<WorkHead> due)
    {
        if (due.Count == 0) return null;
        due.Sort((a, b) => string.CompareOrdinal(a.Kind, b.Kind));
        var last = lastKinds.GetValueOrDefault(tenant, "");
        var next = due.Find(head => string.CompareOrdinal(head.Kind, last) > 0) ?? due[0];
        lastKinds[tenant] = next.Kind;
        return next;
    }
}
