using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Entrepot.Platform.Work;

/// <summary>
/// Writes what leased work brought back. Calls to the world end one by one, and a commit is forced to disk: outcomes of a
/// company and a kind that come while others are being written share the next commit.
/// </summary>
internal sealed partial class LeasedOutcomes
{
    /// <summary>Few enough for a group that fails to be written one by one.</summary>
    private const int GroupMax = 256;

    private readonly IServiceScopeFactory scopes;
    private readonly Schedules schedules;
    private readonly WorkSignals signals;
    private readonly ILogger<LeasedOutcomes> log;
    private readonly Together<(TenantId Company, string Kind), Ended, bool> together;

    public LeasedOutcomes(IServiceScopeFactory scopes, Schedules schedules, WorkSignals signals, DatabaseEngine engine, ILogger<LeasedOutcomes> log)
    {
        (this.scopes, this.schedules, this.signals, this.log) = (scopes, schedules, signals, log);
        together = new((place, group) => WriteAsync(place.Company, place.Kind, group), GroupMax, failed => failed is OperationCanceledException or CompanyUnavailableException || engine.IsOutage(failed));
    }

    /// <summary>Waits until the outcome of a call is written.</summary>
    public async Task WriteAsync(WorkItem item, object outcome, CancellationToken ct)
    {
        // It ends with this process and not before, so that nobody lets it run on alone.
        while (!await together.WriteAsync((item.TenantId, item.Kind), new(item, outcome, ct), CancellationToken.None)) { }
    }

    /// <summary>In one transaction: those of the items whose lease is still ours are applied and done. Of the others another attempt's outcome counts.</summary>
    /// <param name="apply">Gets those that are ours, never none.</param>
    public async Task WriteAsync(IServiceProvider services, IReadOnlyList<WorkItem> items, Func<IReadOnlyList<WorkItem>, Task> apply, CancellationToken ct)
    {
        var db = services.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(ct);
        var held = await db.OursAsync(items, ct);
        var ours = new List<WorkItem>(items.Count);
        foreach (var item in items)
        {
            if (held.Contains(item.Id))
            {
                ours.Add(item);
                continue;
            }

            signals.Discarded(item.TenantId, item.Kind);
            LogDiscarded(log, item.Kind, item.Id, item.Attempts);
        }

        if (ours.Count == 0) return;
        await apply(ours);
        foreach (var item in ours) schedules.Done(db, item, isLeased: true);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        signals.Finished(items[0].TenantId, items[0].Kind, ours.Count);
    }

    /// <returns>Whether it was written, for each; where two are about the same thing the second comes with the next group, since it must see what the first has written.</returns>
    private async Task<IReadOnlyList<bool>> WriteAsync(TenantId company, string kind, IReadOnlyList<Ended> group)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var isNow = new bool[group.Count];
        var now = new Dictionary<WorkItem, object>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < isNow.Length; i++)
            if (isNow[i] = keys.Add(group[i].Item.Key)) now[group[i].Item] = group[i].Outcome;

        await using var scope = scopes.For(company);
        var work = scope.ServiceProvider.GetServices<IExternalWork>().Single(work => work.Kind == kind);
        await WriteAsync(scope.ServiceProvider, [.. now.Keys], ours => ApplyAsync(work, ours, now, group[0].End), group[0].End);
        return isNow;
    }

    private static async Task ApplyAsync(IExternalWork work, IReadOnlyList<WorkItem> items, Dictionary<WorkItem, object> outcomes, CancellationToken ct)
    {
        if (work is IBatchedWork batched && items.Count > 1) await batched.ApplyAsync([.. items.Select(item => (item, outcomes[item]))], ct);
        else foreach (var item in items) await work.ApplyAsync(item, outcomes[item], ct);
    }

    /// <param name="End">Ends what this process does; the same for all.</param>
    private sealed record Ended(WorkItem Item, object Outcome, CancellationToken End);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome of {Kind} for item {Item}, attempt {Attempt}, came after another attempt had taken it over and is discarded")]
    private static partial void LogDiscarded(ILogger logger, string kind, long item, int attempt);
}
