using System.Diagnostics;
using Entrepot.Kernel;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Watching;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Entrepot.Platform.Data;

/// <summary>One transaction: everything decided in it is written by <see cref="CommitAsync"/>, or nothing is.</summary>
public sealed class UnitOfWork(EntrepotDb db, TenantId company, IDbContextTransaction transaction, IDisposable turn, Signals signals, Activity? span, string file, string member) : IAsyncDisposable
{
    private readonly long rowsBefore = db.Writes.RowCount;
    private long rows;

    /// <summary>Writes the tracked changes and the collected batch, then commits.</summary>
    /// <returns>A refusal when somebody else changed one of the tracked rows first; nothing was written then.</returns>
    public async Task<Result> CommitAsync(CancellationToken ct)
    {
        try
        {
            return await WriteAsync(ct);
        }
        catch (Exception failed) when (db.Engine.IsOutage(failed))
        {
            signals.WriteFailed(db.Engine.IsAway(failed));
            throw;
        }
    }

    /// <summary>
    /// Writes what was decided so far without committing it, so that what is read from here on sees it: for trying a change out. Whoever calls this
    /// disposes the unit instead of committing it, and nothing has happened.
    /// </summary>
    public async Task TryOutAsync(CancellationToken ct)
    {
        await TrackedWrites.SaveAsync(db, ct);
        await db.Kept.SaveAsync(ct);
        await db.Writes.FlushAsync(ct);
        db.Kept.Forget();
        db.ChangeTracker.Clear();
    }

    private async Task<Result> WriteAsync(CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            rows += await TrackedWrites.SaveAsync(db, ct) + await db.Kept.SaveAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Conflict("platform.changed_meanwhile", "Somebody else changed this meanwhile. Load it again and repeat your change.");
        }

        db.BeforeCommit?.Invoke();
        await db.Writes.FlushAsync(ct);
        rows += db.Writes.RowCount - rowsBefore;
        var isChange = rows > 0 || db.HasClaimed; // One that changes nothing is no moment to die at.
        if (isChange) CrashPoints.Pass(file, member, "before", "commit");
        await CommitForSureAsync(ct);
        if (isChange) CrashPoints.Pass(file, member, "after", "commit");
        if (rows > 0) signals.CommitTook(Stopwatch.GetElapsedTime(started));
        await db.Engine.TidyAsync(db);
        return Result.Ok;
    }

    /// <summary>From here on this unit is its company's only writer: what it reads now stays true until its commit. It waits for a unit that is.</summary>
    public Task BecomeOnlyWriterAsync(CancellationToken ct) => db.Engine.TakeTurnAsync(db, company, Turn.OnlyWriter, ct);

    /// <summary>The server may have committed and died before it said so: then the work is done, and doing it again would do it twice.</summary>
    private async Task CommitForSureAsync(CancellationToken ct)
    {
        try
        {
            await transaction.CommitAsync(ct);
        }
        catch (Exception lost) when (db.WasCommitted is not null && db.Engine.IsAway(lost))
        {
            if (!await db.WasCommitted()) throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        db.Writes.Forget();
        db.Kept.Forget();
        await transaction.DisposeAsync();
        db.Engine.BecomeReader(db);
        turn.Dispose();
        if (rows == 0) Signals.Forget(span);
        span?.SetTag("rows", rows).Dispose();
    }
}
