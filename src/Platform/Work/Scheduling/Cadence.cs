namespace Entrepot.Platform.Work;

/// <summary>When something comes again and again.</summary>
public abstract record Cadence
{
    /// <summary>The first occurrence after <paramref name="after"/>, both UTC. The same answer in every process.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>Each full <paramref name="period"/> of the calendar, e.g. each full hour.</summary>
    public static Cadence Every(TimeSpan period) => new Period(period);

    /// <param name="text">Minute, hour, day of the month, month, day of the week (0 and 7 are Sunday): numbers, <c>*</c>, lists, ranges and steps.</param>
    /// <param name="zone">By its name in the tz database, e.g. <c>Europe/Berlin</c>.</param>
    /// <exception cref="FormatException">It is no such text, or names a day that never comes.</exception>
    public static Cadence Cron(string text, string zone) => new Cron(text, zone);

    /// <summary>Each day at a time of the clock in <paramref name="zone"/>; in the night in which the clock is put forward over it, right after; in the one in which it comes twice, the first time.</summary>
    public static Cadence DailyAt(TimeOnly time, string zone) => new Cron(FormattableString.Invariant($"{time.Minute} {time.Hour} * * *"), zone);

    private sealed record Period(TimeSpan Length) : Cadence
    {
        public override DateTime Next(DateTime after) => new(((after.Ticks / Length.Ticks) + 1) * Length.Ticks, DateTimeKind.Utc);

        public override string ToString() => $"every {Length:c}";
    }
}

/// <summary>Work that comes again and again for each company.</summary>
/// <param name="Kind">Who does it: an <see cref="IWorkHandler"/> or <see cref="IExternalWork"/>.</param>
/// <param name="IsForServer">Once for the whole database instead: the queue of the first company at home carries it.</param>
public sealed record Schedule(string Kind, Cadence Cadence, bool IsForServer = false)
{
    /// <summary>Its one item in a company's queue: below zero, where no other item is, and the same in every process.</summary>
    public long ItemId { get; } = -1 - (long)(Hash(Kind) & ((1UL << 52) - 1));

    /// <summary>FNV-1a.</summary>
    private static ulong Hash(string text)
    {
        var hash = 14_695_981_039_346_656_037UL;
        foreach (var letter in text) hash = unchecked((hash ^ letter) * 1_099_511_628_211UL);
        return hash;
    }
}
