using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>
/// Calls to the world, in the background of everything else: each destination has places of its own, so that one which
/// hangs holds up nothing but itself. Only what can be called at once is leased.
/// </summary>
internal sealed partial class WorkCalls(IServiceScopeFactory scopes, Destinations destinations, LeasedWork leased, PreparedCalls prepared, WorkFailures failures, ProcessName process, WorkClock clock, TimeProvider time, ILogger<WorkCalls> log)
{
    /// <summary>Calls under way in this process, over all destinations. Those that are leased together need one connection to the database together.</summary>
    private const int CallsMax = 256;

    private readonly ConcurrentDictionary<Task, bool> running = [];
    private TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int suspects;

    /// <summary>Ends when a call ends: then there is room for another, and it may have asked for work.</summary>
    public Task NextEnd => ended.Task;

    /// <summary>Begins as many calls of the company as there is room for.</summary>
    /// <param name="end">Ends the calls too; they are found again by their leases.</param>
    public async Task<IReadOnlyList<Task>> BeginAsync(TenantId tenant, WorkHead head, CancellationToken end)
    {
        var destination = destinations.Of(head.Kind, head.Destination);
        destination.Wants(tenant, true);
        var room = Math.Min(destination.Room(tenant), CallsMax - running.Count);
        return room <= 0 ? [] : await LeaseAsync(tenant, head, WorkState.Waiting, destination, room, end);
    }

    /// <summary>Begins the call of one suspect, when no other one runs: should it take the process down, it is known who did.</summary>
    public async Task<IReadOnlyList<Task>> BeginAloneAsync(TenantId tenant, WorkHead head, CancellationToken end)
    {
        var destination = destinations.Of(head.Kind, head.Destination);
        return Volatile.Read(ref suspects) > 0 || destination.Room(tenant) == 0 ? [] : await LeaseAsync(tenant, head, WorkState.Suspect, destination, 1, end);
    }

    /// <summary>Waits for all that are under way.</summary>
    public Task EndAsync() => Task.WhenAll(running.Keys);

    private async Task<IReadOnlyList<Task>> LeaseAsync(TenantId tenant, WorkHead head, WorkState from, Destination destination, int room, CancellationToken end)
    {
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var until = time.GetUtcNow().UtcDateTime + LeasedWork.Lease; // Read before: by our own clock it never ends too late.
        var items = await db.LeaseAsync(from, head, clock.Now, clock.Now + LeasedWork.Lease, process, room, end);
        var ready = await prepared.OfAsync(tenant, head.Kind, items, end);
        var calls = new List<Task>(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Attempts > WorkRunner.AttemptsMax) await failures.ParkAsync(items[i], end);
            else calls.Add(Begin(items[i], ready[i], from, destination, until, end));
        }

        return calls;
    }

    private Task Begin(WorkItem item, PreparedCall? ready, WorkState from, Destination destination, DateTime until, CancellationToken end)
    {
        var place = destination.Enter(item.TenantId);
        leased.Begin(item);
        if (from == WorkState.Suspect) Interlocked.Increment(ref suspects);
        var call = Task.Factory.StartNew(() => leased.CallAsync(item, ready, from, destination, until, end), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Current).Unwrap();
        var whole = WatchAsync(call, item, from, place);
        running[whole] = true;
        _ = whole.ContinueWith(task => running.TryRemove(task, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return whole;
    }

    private async Task WatchAsync(Task call, WorkItem item, WorkState from, IDisposable place)
    {
        try
        {
            await call;
        }
        catch (Exception exception) // The database is away, or we are told to end: the lease runs out, and the other side is asked before it is called again.
        {
            LogLeft(log, item.Kind, item.Id, exception.GetType().Name);
        }
        finally
        {
            place.Dispose();
            leased.End(item);
            if (from == WorkState.Suspect) Interlocked.Decrement(ref suspects);
            Interlocked.Exchange(ref ended, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call of kind {Kind} was left: item {Item}, {Exception}. Its lease runs out and it is taken up again")]
    private static partial void LogLeft(ILogger logger, string kind, long item, string exception);
}
