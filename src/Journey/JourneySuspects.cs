using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Journey;

/// <summary>How the next orders travel.</summary>
/// <param name="Limit">So many together.</param>
/// <param name="Alone">The one that travels alone; null when several do.</param>
/// <param name="HasKilled">It has taken the process down too often; nobody knows why, but it is the one to set aside.</param>
internal sealed record NextJourney(int Limit, Suspect? Alone = null, bool HasKilled = false);

/// <summary>
/// Orders whose journey was under way when a process died travel in small groups, and those of a group that dies too alone,
/// each attempt counted before: the one that takes its process down every time is set aside after five, and its neighbours go on.
/// </summary>
/// <remarks>
/// What was begun when a process died travels last. So its neighbours are there before it may take down the next process, and
/// where processes are killed by chance no order meets all those deaths.
/// </remarks>
internal sealed partial class JourneySuspects(IServiceScopeFactory scopes, RunMarks marks, ILogger log)
{
    /// <summary>About the root of a full batch: so the fewest transactions find the one.</summary>
    public const int Together = 24;

    /// <summary>Once in a batch and once in a group; the others alone.</summary>
    private const int AloneMax = WorkRunner.AttemptsMax - 1;

    /// <summary>Says that journeys begin. Called outside a unit of work.</summary>
    public async Task<NextJourney> NextAsync(TenantId tenant, int limit, CancellationToken ct)
    {
        if (marks.Of(tenant, JourneyRunner.Kind) is { Alone: 0 }) return new(limit);
        if (await FirstAsync(tenant, 1, ct) is not [_, ..])
        {
            if (marks.Of(tenant, JourneyRunner.Kind) is not null) await marks.TakeBackAsync(scopes, tenant, JourneyRunner.Kind, ct); // The last suspect has travelled.
            return new(limit);
        }

        await using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var mark = await BeginAsync(db, ct);
        if (mark.Alone == 0) return new(limit);
        if (Tried.AreTogether(mark)) return new(Math.Min(limit, Together));

        var tried = Tried.Read(mark);
        if (await ChooseAsync(tenant, tried, mark.Alone, ct) is not { } next) return new(limit);
        if (tried.AttemptsOf(next) >= AloneMax) return new(1, next, HasKilled: true);

        await marks.SetAloneAsync(db, JourneyRunner.Kind, tried.Begin(next).On(mark), ct);
        return new(1, next);
    }

    /// <summary>Adds to the journey's own transaction that it is done.</summary>
    /// <param name="travelled">How many orders did.</param>
    public void Done(EntrepotDb db, NextJourney journey, int travelled)
    {
        if (marks.Of(db.Tenant, JourneyRunner.Kind) is not { Alone: > 0 } mark) marks.Done(db, JourneyRunner.Kind, isMore: travelled == journey.Limit);
        else if (Tried.AreTogether(mark)) marks.Done(db, JourneyRunner.Kind, Tried.Others(mark, travelled));
        else marks.Done(db, JourneyRunner.Kind, Tried.Read(mark).Without(journey.Alone).On(mark with { Alone = mark.Alone - 1 }));
    }

    /// <summary>Sets this process's mark, and takes over what others have left behind.</summary>
    private async Task<RunMark> BeginAsync(EntrepotDb db, CancellationToken ct)
    {
        var mark = marks.Of(db.Tenant, JourneyRunner.Kind) ?? await marks.SetAsync(db, JourneyRunner.Kind, ct);
        foreach (var process in await marks.LeftBehindAsync(db, JourneyRunner.Kind, ct))
        {
            await using var unit = await db.BeginAsync(ct);
            if (await RunMarks.TakeAsync(db, JourneyRunner.Kind, process, ct) is not { } left) continue;

            mark = Tried.After(left, mark);
            marks.WriteAlone(db, JourneyRunner.Kind, mark);
            await unit.CommitAsync(ct);
            marks.Keep(db.Tenant, JourneyRunner.Kind, mark);
            LogSuspects(log, mark.Alone);
        }

        return mark;
    }

    /// <summary>The first that was not tried; when only such are left, the one that was tried the least.</summary>
    private async Task<Suspect?> ChooseAsync(TenantId tenant, Tried tried, int left, CancellationToken ct)
    {
        var waiting = await FirstAsync(tenant, tried.Count + 1, ct);
        var fresh = waiting.FirstOrDefault(order => tried.AttemptsOf(order) == 0);
        if (fresh is not null && left > tried.Count && !tried.IsFull) return fresh;
        return waiting.Where(order => tried.AttemptsOf(order) > 0).MinBy(tried.AttemptsOf) ?? fresh;
    }

    /// <summary>The orders whose turn it is, read apart: what is only looked at must not be in the batch's session.</summary>
    private async Task<List<Suspect>> FirstAsync(TenantId tenant, int count, CancellationToken ct)
    {
        await using var scope = Scope(tenant);
        var again = await scope.ServiceProvider.GetRequiredService<IOrderBook>().NextAsync(count, ct);
        if (again.Count > 0) return [.. again.Select(order => new Suspect(true, order.Id.Value))];
        return [.. (await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().NextAsync(count, ct)).Select(waiting => new Suspect(false, waiting.IncomingId))];
    }

    private AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A process died while orders were on their journey; the next {Orders} travel a few at a time")]
    private static partial void LogSuspects(ILogger logger, int orders);
}
