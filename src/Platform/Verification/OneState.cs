using System.Data;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Platform.Verification;

/// <summary>
/// While it is open, everything that the session reads is the state of one moment, whoever commits meanwhile: a journey
/// that runs beside a check cannot make it see half of a change. Nobody waits for it.
/// </summary>
internal sealed class OneState : IAsyncDisposable
{
    private readonly EntrepotDb db;

    private OneState(EntrepotDb db) => this.db = db;

    public static async Task<OneState> OpenAsync(EntrepotDb db, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var state = new OneState(db);
        try
        {
            // Deferred: it takes no lock, where SQLite would otherwise let it wait for the writer's turn and keep it.
            if (db.Database.GetDbConnection() is SqliteConnection sqlite) await db.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), ct);
            else
            {
                await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
                await db.Database.ExecuteSqlRawAsync(VerificationSql.OnlyRead, ct);
            }

            return state;
        }
        catch
        {
            await state.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (db.Database.CurrentTransaction is { } transaction)
        {
            var raw = Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction);
            await transaction.DisposeAsync();
            await raw.DisposeAsync(); // Rolls back, where the connection is still there; there was nothing to keep.
        }

        await db.Database.CloseConnectionAsync();
    }
}
