using Entrepot.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Entrepot.Platform.Data;

/// <summary>One transaction: everything decided in it is written by <see cref="CommitAsync"/>, or nothing is.</summary>
public sealed class UnitOfWork(EntrepotDb db, IDbContextTransaction transaction, IDisposable turn) : IAsyncDisposable
{
    /// <summary>Writes the tracked changes and the collected batch, then commits.</summary>
    /// <returns>A refusal when somebody else changed one of the tracked rows first; nothing was written then.</returns>
    public async Task<Result> CommitAsync(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Problem.Conflict("platform.changed_meanwhile", "Somebody else changed this meanwhile. Load it again and repeat your change.");
        }

        db.BeforeCommit?.Invoke();
        await db.Writes.FlushAsync(ct);
        await transaction.CommitAsync(ct);
        await db.Engine.TidyAsync(db);
        return Result.Ok;
    }

    public async ValueTask DisposeAsync()
    {
        db.Writes.Forget();
        await transaction.DisposeAsync();
        db.Engine.BecomeReader(db);
        turn.Dispose();
    }
}
