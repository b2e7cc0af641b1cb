using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>
/// Suspects that run together as long as there are many: one of five hundred takes its process down, and to run each of them
/// alone would take as long as ten thousand in batches. Those of a group that dies or fails once more run alone.
/// </summary>
/// <remarks>The mark says before how many run. That counts as an attempt of each as soon as it is known that they did not end.</remarks>
internal sealed partial class SuspectGroups(IServiceScopeFactory scopes, RunMarks marks, Schedules schedules, WorkClock clock, WorkSignals signals, DatabaseEngine engine, ILogger<SuspectGroups> log)
{
    /// <summary>About the root of a full batch: so the fewest transactions find the one, whether it is in this group or in another.</summary>
    public const int Most = 24;

    /// <returns>How many ran; zero when there are so few that each had better run alone.</returns>
    public async Task<int> RunAsync(TenantId tenant, string kind, CancellationToken ct)
    {
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        if (await db.CountUntriedAsync(kind, clock.Now, Most + 1, ct) <= Most) return 0;

        using var crashes = CrashPoints.During(kind);
        await marks.SetTogetherAsync(db, kind, Most, ct);
        try
        {
            await using var unit = await db.BeginAsync(ct);
            var items = await db.UntriedAsync(kind, clock.Now, Most, ct);
            await scope.ServiceProvider.GetServices<IWorkHandler>().Single(handler => handler.Kind == kind).HandleAsync(items, ct);
            foreach (var item in items) schedules.Done(db, item, isLeased: false);
            marks.DoneTogether(db, kind);
            if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
            signals.Finished(tenant, kind, items.Count);
            return items.Count;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or CompanyUnavailableException) && !engine.IsEverybodys(exception) && !engine.IsOutage(exception))
        {
            LogApart(log, kind, exception.GetType().Name);
            return await ApartAsync(tenant, kind, ct);
        }
    }

    private async Task<int> ApartAsync(TenantId tenant, string kind, CancellationToken ct)
    {
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        var apart = await db.ApartAsync(kind, clock.Now, Most, ct);
        marks.DoneTogether(db, kind);
        await unit.CommitAsync(ct);
        return apart;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Suspects of kind {Kind} failed together and run alone: {Exception}")]
    private static partial void LogApart(ILogger logger, string kind, string exception);
}
