using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Journey;

/// <summary>
/// Orders whose journey was under way when a process died travel alone, each attempt counted before: the one that takes
/// its process down every time is set aside after five, and its neighbours go on.
/// </summary>
internal sealed partial class JourneySuspects(IServiceScopeFactory scopes, RunMarks marks, ILogger log)
{
    /// <summary>Says that journeys begin. Called outside a unit of work.</summary>
    /// <returns>How many orders may travel together.</returns>
    /// <exception cref="InvalidOperationException">The next order has taken the process down too often; nobody knows why, but it is the one to set aside.</exception>
    public async Task<int> LimitAsync(TenantId tenant, int limit, CancellationToken ct)
    {
        if (marks.Of(tenant, JourneyRunner.Kind) is { Alone: 0 }) return limit;
        if (await NextAsync(tenant, ct) is not { } next)
        {
            if (marks.Of(tenant, JourneyRunner.Kind) is not null) await marks.TakeBackAsync(scopes, tenant, JourneyRunner.Kind, ct); // The last suspect has travelled.
            return limit;
        }

        await using var scope = Scope(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var mark = await BeginAsync(db, ct);
        if (mark.Alone == 0) return limit;

        var attempts = mark.Suspect == next ? mark.Attempts + 1 : 1;
        if (attempts > WorkRunner.AttemptsMax) throw new InvalidOperationException("The process ended each time its journey began.");
        await marks.SetAloneAsync(db, JourneyRunner.Kind, mark with { Suspect = next, Attempts = attempts }, ct);
        return 1;
    }

    /// <summary>Sets this process's mark, and takes over what others have left behind.</summary>
    private async Task<RunMark> BeginAsync(EntrepotDb db, CancellationToken ct)
    {
        var mark = marks.Of(db.Tenant, JourneyRunner.Kind) ?? await marks.SetAsync(db, JourneyRunner.Kind, ct);
        foreach (var process in await marks.LeftBehindAsync(db, JourneyRunner.Kind, ct))
        {
            await using var unit = await db.BeginAsync(ct);
            if (await RunMarks.TakeAsync(db, JourneyRunner.Kind, process, ct) is not { } left) continue;

            mark = left.Alone == 0 ? mark with { Alone = OrderBatch.CountMax } : left with { Alone = Math.Max(left.Alone, mark.Alone) };
            marks.WriteAlone(db, JourneyRunner.Kind, mark);
            await unit.CommitAsync(ct);
            marks.Keep(db.Tenant, JourneyRunner.Kind, mark);
            LogSuspects(log, mark.Alone);
        }

        return mark;
    }

    /// <summary>The order whose turn it is, read apart: what is only looked at must not be in the batch's session.</summary>
    private async Task<string?> NextAsync(TenantId tenant, CancellationToken ct)
    {
        await using var scope = Scope(tenant);
        if (await scope.ServiceProvider.GetRequiredService<IOrderBook>().NextAsync(1, ct) is [var again, ..]) return $"order/{again.Id.Value}";
        return await scope.ServiceProvider.GetRequiredService<IWaitingOrders>().NextAsync(1, ct) is [var waiting, ..] ? $"intake/{waiting.IncomingId}" : null;
    }

    private AsyncServiceScope Scope(TenantId tenant)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        return scope;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A process died while orders were on their journey; the next {Orders} travel alone")]
    private static partial void LogSuspects(ILogger logger, int orders);
}
