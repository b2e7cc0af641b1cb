using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Work;

/// <summary>Which of the company's work; what is null is no filter.</summary>
/// <param name="Destination">As shown: the kind where the item names none.</param>
/// <param name="Text">The beginning of a key, or an item's number.</param>
public sealed record WorkFilter(WorkState? State = null, string? Kind = null, string? Destination = null, string? Text = null, IReadOnlyList<long>? Ids = null);

/// <summary>What people do with the queue: look, let something be tried again, and give something up for good.</summary>
public sealed class WorkDesk(EntrepotDb db, ChangeLog log, WorkClock clock)
{
    /// <summary>Each is written into the change log.</summary>
    public const int DiscardMax = 500;

    /// <summary>The change log keeps under it what people did with the queue.</summary>
    public const string Subject = "work";

    public IQueryable<WorkItem> Find(WorkFilter filter)
    {
        var items = db.Set<WorkItem>().AsQueryable();
        if (filter.State is { } state) items = items.Where(item => item.State == state);
        if (filter.Kind is { } kind) items = items.Where(item => item.Kind == kind);
        if (filter.Destination is { } destination) items = items.Where(item => item.Destination == destination);
        if (filter.Ids is { } ids) items = items.Where(item => ids.Contains(item.Id));
        if (filter.Text is not { } text) return items;

        var id = long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
        return items.Where(item => item.Id == id || item.Key.StartsWith(text));
    }

    /// <summary>
    /// Makes work due now that waits or is parked. A parked item's attempts begin at one: an earlier attempt may have reached
    /// the other side, so the next one asks there first.
    /// </summary>
    /// <returns>How many there were; what is being worked on is left alone.</returns>
    public async Task<Result<int>> RetryAllAsync(WorkFilter filter, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var now = clock.Now;
        var parked = await Find(filter).Where(item => item.State == WorkState.Parked)
            .ExecuteUpdateAsync(row => row.SetProperty(item => item.State, WorkState.Waiting).SetProperty(item => item.Attempts, 1).SetProperty(item => item.DueAt, now), ct);
        var waiting = await Find(filter).Where(item => (item.State == WorkState.Waiting || item.State == WorkState.Suspect) && item.DueAt > now)
            .ExecuteUpdateAsync(row => row.SetProperty(item => item.DueAt, now), ct);
        if (parked + waiting == 0) return WorkProblems.NothingSelected();

        log.Add(Subject, "", new Change("Work tried again", "", Said(filter, parked + waiting)));
        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : parked + waiting;
    }

    public async Task<Result> RetryAsync(long id, CancellationToken ct)
    {
        if (await db.Set<WorkItem>().SingleOrDefaultAsync(item => item.Id == id, ct) is not { } found) return WorkProblems.NotFound(id);
        if (found.State == WorkState.Running) return WorkProblems.Running(id);
        if (found.State != WorkState.Parked && found.DueAt <= clock.Now) return Result.Ok; // It is due already.
        return (await RetryAllAsync(new WorkFilter(Ids: [id]), ct)).Problem is { } problem ? problem : Result.Ok;
    }

    /// <summary>Gives work up for good: nobody does it, and nothing is done in its place.</summary>
    /// <param name="reason">Stands in the change log with the person's name.</param>
    /// <returns>How many there were; what is being worked on is left alone.</returns>
    public async Task<Result<int>> DiscardAllAsync(WorkFilter filter, string reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) return WorkProblems.ReasonMissing();

        await using var unit = await db.BeginAsync(ct);
        // A schedule's own item, below zero, stays: only what it left parked can be discarded.
        var items = await Find(filter).Where(item => item.State != WorkState.Running && item.Id > 0).OrderBy(item => item.Id).Take(DiscardMax + 1).ToListAsync(ct);
        if (items.Count == 0) return WorkProblems.NothingSelected();
        if (items.Count > DiscardMax) return WorkProblems.TooMany(DiscardMax);

        foreach (var item in items)
        {
            db.Writes.Execute(WorkSql.Discard, true, db.Tenant.Value, item.Id, item.LeaseNumber);
            log.Add(Subject, reason.Trim(), new Change("Work discarded", $"{item.Kind} · {item.Key} · {item.Id}", ""));
        }

        return (await unit.CommitAsync(ct)).Problem is { } problem ? problem : items.Count;
    }

    public async Task<Result> DiscardAsync(long id, string reason, CancellationToken ct)
    {
        if (await db.Set<WorkItem>().SingleOrDefaultAsync(item => item.Id == id, ct) is not { } found) return WorkProblems.NotFound(id);
        if (found.State == WorkState.Running) return WorkProblems.Running(id);
        return (await DiscardAllAsync(new WorkFilter(Ids: [id]), reason, ct)).Problem is { } problem ? problem : Result.Ok;
    }

    private static string Said(WorkFilter filter, int items) =>
        string.Join(" · ", new[] { filter.Ids is [var one] ? $"{one}" : $"{items}×", filter.Kind, filter.Destination, filter.State?.ToString(), filter.Text }.Where(part => part is { Length: > 0 }));
}
