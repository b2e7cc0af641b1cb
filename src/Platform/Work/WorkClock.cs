using Entrepot.Platform.Data;

namespace Entrepot.Platform.Work;

/// <summary>
/// What time it is for everybody who works on this database. The clocks of several machines differ, and one that is ahead
/// would take leases from others early, so on PostgreSQL it is the server's time, counted on by this machine's steady
/// counter between two looks: neither a wrong clock nor one that is put right shows.
/// </summary>
/// <remarks>SQLite has one machine, whose clock it is. A clock that was given instead of the system's is obeyed as it is.</remarks>
public class WorkClock(TimeProvider clock)
{
    /// <summary>Counters of two machines drift apart by some milliseconds in that time.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);

    private Reading? last;

    public virtual DateTime Now => last is { } reading ? reading.At + clock.GetElapsedTime(reading.Counter) : clock.GetUtcNow().UtcDateTime;

    /// <summary>Asks the database, if the last answer is a minute old.</summary>
    public async Task LookAsync(EntrepotDb db, CancellationToken ct)
    {
        if (db.Engine.IsSingleWriter || clock != TimeProvider.System) return;
        if (last is { } reading && clock.GetElapsedTime(reading.Counter) < LookEvery) return;
        last = new(Timestamps.FromStored((await db.QueryAsync(WorkSql.ServerTime, row => row.GetInt64(0), ct))[0]), clock.GetTimestamp());
    }

    private sealed record Reading(DateTime At, long Counter);
}
