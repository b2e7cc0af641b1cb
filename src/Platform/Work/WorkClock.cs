using Entrepot.Platform.Data;

namespace Entrepot.Platform.Work;

/// <summary>
/// What time it is for everybody who works on this database. The clocks of several machines differ, and one that is ahead
/// would take leases from others early, so on PostgreSQL it is the server's time, counted on by this machine's steady
/// counter between two looks: neither a wrong clock nor one that is put right shows.
/// </summary>
/// <remarks>
/// SQLite has one machine, whose clock it is: it is followed ahead, as after a machine has slept, and never back, or all that
/// waits would wait that much longer. A clock that was given instead of the system's is obeyed as it is.
/// </remarks>
public class WorkClock(TimeProvider clock)
{
    /// <summary>Counters of two machines drift apart by some milliseconds in that time.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    /// <summary>Less than anybody waits for; a clock that is kept right moves by less.</summary>
    private static readonly TimeSpan Jump = TimeSpan.FromMilliseconds(10);

    private Reading? server;
    private Reading machine = new(clock.GetUtcNow().UtcDateTime, clock.GetTimestamp());

    public virtual DateTime Now
    {
        get
        {
            if (server is { } told) return Since(told);
            var wall = clock.GetUtcNow().UtcDateTime;
            if (!IsSteady) return wall;
            var counted = Since(machine);
            if (wall < counted + Jump) return counted;
            machine = new(wall, clock.GetTimestamp());
            return wall;
        }
    }

    /// <summary>Whether it goes by a counter that nobody can put back.</summary>
    protected virtual bool IsSteady => clock == TimeProvider.System;

    /// <summary>Asks the database, if the last answer is a minute old.</summary>
    public async Task LookAsync(EntrepotDb db, CancellationToken ct)
    {
        if (db.Engine.IsSingleWriter || !IsSteady) return;
        if (server is { } told && clock.GetElapsedTime(told.Counter) < LookEvery) return;
        server = new(Timestamps.FromStored((await db.QueryAsync(WorkSql.ServerTime, row => row.GetInt64(0), ct))[0]), clock.GetTimestamp());
    }

    private DateTime Since(Reading reading) => reading.At + clock.GetElapsedTime(reading.Counter);

    private sealed record Reading(DateTime At, long Counter);
}
