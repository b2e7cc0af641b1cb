using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Work;

/// <param name="Alone">So many of what comes next ran when a process died. On the mark of a kind of work: so many suspects ran together.</param>
/// <param name="Suspect">Those of them that were begun and have not ended, in the words of whoever runs them; empty when none was.</param>
/// <param name="Attempts">How often the last of these was begun.</param>
public sealed record RunMark(int Alone, string Suspect, int Attempts);

/// <summary>
/// What this process runs, written down before it begins: a batch that kills the process, by a stack that overflows or
/// memory that runs out, leaves its mark behind, and whoever finds it runs the same ones alone.
/// </summary>
/// <remarks>
/// It costs one small commit before a batch, and nothing under load: a full batch leaves the mark standing for the next,
/// the last one takes it away in its own transaction. A mark that is found too early or too late does no harm: its items
/// run alone, which is slower, or once more in a batch.
/// </remarks>
public sealed class RunMarks(ProcessName process, WorkClock clock, DatabaseEngine engine)
{
    /// <summary>A batch takes a fraction of a second; a process of another machine that has not been heard of for so long is gone.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(TenantId Tenant, string Kind), Standing> standing = [];

    /// <summary>What is left to run alone; null when this process has not said that it runs this kind.</summary>
    public RunMark? Of(TenantId tenant, string kind) =>
        standing.TryGetValue((tenant, kind), out var mark) && mark.Until > clock.Now ? mark.Mark : null;

    /// <summary>Says, in a commit of its own, that this process is about to run the kind. Not inside a unit of work.</summary>
    public async Task<RunMark> SetAsync(EntrepotDb db, string kind, CancellationToken ct)
    {
        var until = clock.Now + Lease;
        await using var unit = await db.BeginTakingInAsync(ct); // Its row is nobody else's, so a journey that runs meanwhile is not waited for.
        var mark = (await db.QueryAsync(RunSql.Set, row => new RunMark(row.GetInt32(0), row.GetString(1), row.GetInt32(2)), ct, db.Tenant.Value, kind, process.Value, Timestamps.ToStored(until)))[0];
        await unit.CommitAsync(ct);
        standing[(db.Tenant, kind)] = new(mark, until);
        return mark;
    }

    /// <summary>Adds to the batch's own transaction that it is done.</summary>
    /// <param name="isMore">The batch was full: the next one follows at once and finds the mark standing.</param>
    public void Done(EntrepotDb db, string kind, bool isMore)
    {
        // What is remembered here changes before the commit: a mark that is set once too often does no harm.
        if (!standing.TryRemove((db.Tenant, kind), out var found)) return;
        if (!isMore) db.Writes.Execute(RunSql.Remove, false, db.Tenant.Value, kind, process.Value);
        else standing[(db.Tenant, kind)] = found.Until - clock.Now > Lease / 2 ? found : found with { Until = DateTime.MinValue };
    }

    /// <summary>Adds to the batch's own transaction what is still to run with care.</summary>
    public void Done(EntrepotDb db, string kind, RunMark left)
    {
        WriteAlone(db, kind, left);
        Keep(db.Tenant, kind, left);
    }

    /// <summary>Writes down in the open unit of work how far the running alone has come.</summary>
    public void WriteAlone(EntrepotDb db, string kind, RunMark mark) =>
        db.Writes.Execute(RunSql.SetAlone, false, db.Tenant.Value, kind, process.Value, (long)mark.Alone, mark.Suspect, (long)mark.Attempts, Timestamps.ToStored(clock.Now + Lease));

    /// <summary>The same in a commit of its own.</summary>
    public async Task SetAloneAsync(EntrepotDb db, string kind, RunMark mark, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        WriteAlone(db, kind, mark);
        await unit.CommitAsync(ct);
        Keep(db.Tenant, kind, mark);
    }

    /// <summary>Says, in a commit of its own, that so many suspects are about to run together. Not inside a unit of work.</summary>
    public async Task SetTogetherAsync(EntrepotDb db, string kind, int suspects, CancellationToken ct)
    {
        standing.TryRemove((db.Tenant, kind), out _); // A batch that follows sets its own.
        await using var unit = await db.BeginTakingInAsync(ct);
        await db.QueryAsync(RunSql.Set, row => row.GetInt32(0), ct, db.Tenant.Value, kind, process.Value, Timestamps.ToStored(clock.Now + Lease));
        WriteAlone(db, kind, new(suspects, "", 0));
        await unit.CommitAsync(ct);
    }

    /// <summary>Adds to the suspects' own transaction that they are done.</summary>
    public void DoneTogether(EntrepotDb db, string kind) => db.Writes.Execute(RunSql.Remove, false, db.Tenant.Value, kind, process.Value);

    /// <summary>To be called after the commit of what <see cref="WriteAlone"/> wrote.</summary>
    public void Keep(TenantId tenant, string kind, RunMark mark) => standing[(tenant, kind)] = new(mark, clock.Now + Lease);

    /// <summary>Processes that have left a mark of this kind and are gone.</summary>
    public async Task<IReadOnlyList<string>> LeftBehindAsync(EntrepotDb db, string kind, CancellationToken ct)
    {
        var others = await db.QueryAsync(RunSql.Others, row => (Process: row.GetString(0), Until: Timestamps.FromStored(row.GetInt64(1))), ct, db.Tenant.Value, kind, process.Value);
        return [.. others.Where(other => IsLeftBehind(other.Process, other.Until)).Select(other => other.Process)];
    }

    internal bool IsOurs(string name) => name == process.Value;

    internal bool IsLeftBehind(string other, DateTime until) => !IsOurs(other) && (until < clock.Now || ProcessName.HasEnded(other));

    /// <summary>Takes a mark away in the open unit of work.</summary>
    /// <returns>Null where somebody else was faster.</returns>
    public static async Task<RunMark?> TakeAsync(EntrepotDb db, string kind, string other, CancellationToken ct) =>
        (await db.QueryAsync(RunSql.Take, row => new RunMark(row.GetInt32(0), row.GetString(1), row.GetInt32(2)), ct, db.Tenant.Value, kind, other)).FirstOrDefault();

    /// <summary>A process that ends by itself takes its marks back, so that nothing is suspected.</summary>
    public async Task TakeBackAsync(IServiceScopeFactory scopes, Func<string, bool> which, CancellationToken ct)
    {
        try
        {
            foreach (var (tenant, kind) in standing.Keys.Where(key => which(key.Kind))) await TakeBackAsync(scopes, tenant, kind, ct);
        }
        catch (Exception exception) when (engine.IsOutage(exception))
        {
            // Then a few items run alone, and that is all.
        }
    }

    public async Task TakeBackAsync(IServiceScopeFactory scopes, TenantId tenant, string kind, CancellationToken ct)
    {
        standing.TryRemove((tenant, kind), out _);
        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginTakingInAsync(ct);
        await TakeAsync(db, kind, process.Value, ct);
        await unit.CommitAsync(ct);
    }

    private sealed record Standing(RunMark Mark, DateTime Until);
}
