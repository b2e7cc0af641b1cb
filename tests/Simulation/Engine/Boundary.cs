using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Entrepot.Simulation.Engine;

/// <summary>
/// Where a process meets its database. It waits before it begins to read or write, so that others can come between, and it
/// may be killed before a commit or right after it, before anybody has heard of it. Inside a transaction it never waits.
/// </summary>
internal sealed class Boundary(Process process, World world) : DbConnectionInterceptor
{
    /// <summary>Not at every look at the database: most of them are of no interest to anybody else.</summary>
    private const int WaitsPerThousand = 350;

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        process.MustLive();
        if (world.Dice.Next(1_000) < WaitsPerThousand && !world.Writers.IsWriting) await world.Turns.StopAsync(process, "database", world.Clock.Now);
        process.MustLive();
        return result;
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        process.MustLive();
        return result;
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }

    /// <summary>Connections come from a pool: each time they are opened they belong to another process.</summary>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("An open connection has a handle.");
        world.Writers.Know(handle);
        raw.sqlite3_commit_hook(handle, _ => Commits(), null);
    }

    /// <returns>Not zero to make the commit a rollback.</returns>
    private int Commits()
    {
        if (process.IsDead) return 1;
        if (world.Chaos.Kills(process, "before a commit")) return 1;
        world.Trace.Add($"{process.Name} commits");
        _ = world.Chaos.Kills(process, "after a commit");
        return 0;
    }
}

/// <summary>Whether a transaction is open on any connection of the world.</summary>
internal sealed class Writers
{
    private readonly HashSet<sqlite3> handles = [];

    public void Know(sqlite3 handle) => handles.Add(handle);

    public bool IsWriting => handles.Any(handle => !handle.IsClosed && raw.sqlite3_get_autocommit(handle) == 0);
}
