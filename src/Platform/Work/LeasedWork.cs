using System.Collections.Concurrent;
using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Watching;
using Microsoft.Extensions.DependencyInjection;
using Polly.CircuitBreaker;

namespace Entrepot.Platform.Work;

/// <summary>One leased item from its attempt to its end: the call to the world, or a suspect of work inside this system.</summary>
internal sealed class LeasedWork(IServiceScopeFactory scopes, WorkFailures failures, LeasedOutcomes outcomes, WorkClock clock, TimeProvider time, DatabaseEngine engine)
{
    /// <summary>Renewed long before; a process that was not heard of for so long is taken for dead.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    /// <summary>While nothing can be written: soon enough after there is room again.</summary>
    private static readonly TimeSpan WriteAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<WorkItem, bool> underWay = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// Renews in the open unit of work what this process calls for the company at this moment. After it stood still, or its
    /// machine's clock was put ahead, its leases look like those of the dead: taken over by itself, it would call twice.
    /// </summary>
    public async Task RenewAsync(EntrepotDb db, CancellationToken ct)
    {
        foreach (var item in underWay.Keys.Where(item => item.TenantId == db.Tenant)) await db.RenewAsync(item, clock.Now + Lease, ct);
    }

    /// <summary>From the moment that it is leased until its outcome is written.</summary>
    public void Begin(WorkItem item) => underWay[item] = true;

    public void End(WorkItem item) => underWay.TryRemove(item, out _);

    /// <param name="ready">The call, where it was prepared with others; null where it has to read for itself.</param>
    /// <param name="until">When the lease ends by this machine's clock, UTC.</param>
    public async Task CallAsync(WorkItem item, PreparedCall? ready, WorkState from, Destination destination, DateTime until, CancellationToken end)
    {
        using var span = Span("call", item);
        using var crashes = CrashPoints.During(item.Kind);
        try
        {
            await WriteAsync(item, await OutcomeAsync(item, ready, destination, until, end), end);
        }
        catch (BrokenCircuitException)
        {
            await GiveBackAsync(item, from, destination.OpenFor, end); // It opened after the item was leased: the call was not made, so the attempt does not count.
        }
        catch (Exception exception) when (!end.IsCancellationRequested && exception is not CompanyUnavailableException && !engine.IsOutage(exception))
        {
            span?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.GetType().Name); // Its message may name a buyer.
            await failures.FailAsync(item, exception, end);
        }
    }

    private async Task<object> OutcomeAsync(WorkItem item, PreparedCall? ready, Destination destination, DateTime until, CancellationToken end)
    {
        await using var scope = ready is null ? scopes.For(item.TenantId) : default(AsyncServiceScope?);
        if (scope?.ServiceProvider.GetServices<IExternalWork>().Single(work => work.Kind == item.Kind) is { } work) ready = new(work.CallMax, ct => work.CallAsync(item, ct));
        CrashPoints.Pass(nameof(WorkRunner), "before", "call");
        var outcome = await destination.CallAsync(ct => UnderLeaseAsync(item, ready ?? throw new UnreachableException("Without a call there is a scope."), until, ct), end);
        CrashPoints.Pass(nameof(WorkRunner), "after", "call");
        return outcome;
    }

    /// <summary>An item of an in-process kind, alone.</summary>
    public async Task HandleAsync(WorkItem item, CancellationToken ct)
    {
        using var span = Span("suspect", item);
        using var crashes = CrashPoints.During(item.Kind);
        try
        {
            await using var scope = scopes.For(item.TenantId);
            var handler = scope.ServiceProvider.GetServices<IWorkHandler>().Single(handler => handler.Kind == item.Kind);
            await outcomes.WriteAsync(scope.ServiceProvider, [item], ours => handler.HandleAsync(ours, ct), ct);
        }
        catch (Exception full) when (engine.IsEverybodys(full) && !engine.IsAway(full))
        {
            await GiveBackAsync(item, WorkState.Suspect, WriteAgainAfter, ct); // The disk is full, and has room for as little as this perhaps; nothing speaks against the item.
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or CompanyUnavailableException) && !engine.IsOutage(exception))
        {
            await failures.FailAsync(item, exception, ct);
        }
    }

    /// <summary>
    /// What came back is kept until it can be written. Without that a disk that is full, or a database that is away, would cost the call
    /// one of its attempts with each lease that runs out, though nothing is wrong with it.
    /// </summary>
    private async Task WriteAsync(WorkItem item, object outcome, CancellationToken end)
    {
        while (true)
        {
            try
            {
                await outcomes.WriteAsync(item, outcome, end);
                return;
            }
            catch (Exception exception) when (engine.IsEverybodys(exception) && !end.IsCancellationRequested)
            {
                await Task.Delay(WriteAgainAfter, time, end);
                await TryRenewAsync(item, end);
            }
        }
    }

    /// <summary>So that no other process takes over meanwhile what this one has the outcome of.</summary>
    private async Task TryRenewAsync(WorkItem item, CancellationToken end)
    {
        try
        {
            await using var scope = scopes.For(item.TenantId);
            var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
            await using var unit = await db.BeginAsync(end);
            await db.RenewAsync(item, clock.Now + Lease, end);
            await unit.CommitAsync(end);
        }
        catch (Exception exception) when (engine.IsEverybodys(exception))
        {
            // Then nobody else can take it over either.
        }
    }

    /// <summary>The heartbeat renews the lease while the call runs; where the lease is lost the call is given up, since its outcome would be discarded.</summary>
    private async Task<object> UnderLeaseAsync(WorkItem item, PreparedCall call, DateTime until, CancellationToken end)
    {
        using var patience = new CancellationTokenSource(call.CallMax, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(end, patience.Token);
        var lease = CallLease.Begin(until, time);
        var beat = BeatAsync(item, lease, ended);
        try
        {
            return await call.MakeAsync(ended.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !end.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer within {call.CallMax.TotalSeconds:0} seconds.");
        }
        finally
        {
            await ended.CancelAsync();
            await beat;
        }
    }

    private async Task BeatAsync(WorkItem item, CallLease lease, CancellationTokenSource ended)
    {
        while (true)
        {
            await Task.Delay(RenewEvery, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
            try
            {
                await using var scope = scopes.For(item.TenantId);
                var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
                var until = time.GetUtcNow().UtcDateTime + Lease;
                await using var unit = await db.BeginAsync(ended.Token);
                var isOurs = await db.RenewAsync(item, clock.Now + Lease, ended.Token);
                await unit.CommitAsync(ended.Token);
                if (isOurs)
                {
                    lease.Until = until;
                    continue;
                }

                await ended.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (engine.IsOutage(exception))
            {
                // The database is away, also for those who might take over; the next beat tries again.
            }
        }
    }

    /// <summary>As it was before it was leased, the attempt not counted.</summary>
    private async Task GiveBackAsync(WorkItem item, WorkState from, TimeSpan pause, CancellationToken ct)
    {
        await using var scope = scopes.For(item.TenantId);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Execute(WorkSql.GiveBack, false, item.TenantId.Value, item.Id, item.LeaseToken, from.ToString(), Timestamps.ToStored(clock.Now + pause));
        await unit.CommitAsync(ct);
    }

    private static System.Diagnostics.Activity? Span(string what, WorkItem item) =>
        Signals.Spans.StartActivity($"{what} {item.Kind}")?.SetTag(Signals.TenantLabel, item.TenantId.Value).SetTag("item", item.Id).SetTag("attempt", item.Attempts);
}
