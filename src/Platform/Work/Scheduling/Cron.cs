using System.Globalization;
using NodaTime;

namespace Entrepot.Platform.Work;

/// <summary>
/// Five fields of a crontab in a zone. In a night in which the clock is changed a job of a certain hour runs once: right
/// after a gap that swallowed its time, at the first of two times. A job of every hour (<c>*</c>) runs by the time that
/// passes, as in Vixie's cron.
/// </summary>
internal sealed record Cron : Cadence
{
    /// <summary>A 29 February comes within eight years, also over 2100.</summary>
    private const int DaysMax = 8 * 366 + 1;

    private readonly string text;
    private readonly DateTimeZone zone;
    private readonly bool[] minutes;
    private readonly bool[] hours;
    private readonly bool[] days;
    private readonly bool[] months;
    private readonly bool[] weekdays;
    private readonly bool isEitherDay;
    private readonly bool runsByElapsedTime;

    public Cron(string text, string zone)
    {
        this.text = text;
        this.zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? throw new FormatException($"'{zone}' is no zone of the tz database.");
        if (text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var day, var month, var weekday]) throw new FormatException($"'{text}' does not have five fields.");

        (minutes, hours, days, months, weekdays) = (Field(minute, 0, 59), Field(hour, 0, 23), Field(day, 1, 31), Field(month, 1, 12), Field(weekday, 0, 7));
        weekdays[0] |= weekdays[7];
        isEitherDay = day[0] != '*' && weekday[0] != '*';
        runsByElapsedTime = hour[0] == '*';
        _ = Next(DateTime.UnixEpoch);
    }

    public override DateTime Next(DateTime after)
    {
        var instant = Instant.FromDateTimeUtc(DateTime.SpecifyKind(after, DateTimeKind.Utc));
        var date = instant.InZone(zone).Date;
        for (var day = 0; day < DaysMax; day++, date = date.PlusDays(1))
        {
            if (!IsOn(date)) continue;
            foreach (var at in Times(date).Order())
                if (at > instant) return at.ToDateTimeUtc();
        }

        throw new FormatException($"'{text}' never comes.");
    }

    public bool Equals(Cron? other) => other is not null && ToString() == other.ToString();

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() => $"{text} {zone.Id}";

    private bool IsOn(LocalDate date)
    {
        var (isDay, isWeekday) = (days[date.Day], weekdays[(int)date.DayOfWeek % 7]);
        return months[date.Month] && (isEitherDay ? isDay || isWeekday : isDay && isWeekday);
    }

    private IEnumerable<Instant> Times(LocalDate date)
    {
        for (var hour = 0; hour < 24; hour++)
        {
            if (!hours[hour]) continue;
            for (var minute = 0; minute < 60; minute++)
            {
                if (!minutes[minute]) continue;
                var local = zone.MapLocal(date.At(new LocalTime(hour, minute)));
                if (local.Count > 0) yield return local.First().ToInstant();
                if (local.Count > 1 && runsByElapsedTime) yield return local.Last().ToInstant();
                if (local.Count == 0 && !runsByElapsedTime) yield return local.LateInterval.Start;
            }
        }
    }

    private bool[] Field(string field, int least, int most)
    {
        var chosen = new bool[most + 1];
        foreach (var part in field.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var all] => (all, 1),
                [var all, var every] => (all, Number(every, 1, most)),
                _ => throw new FormatException($"'{part}' in '{text}' has more than one step."),
            };
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var one] => (Number(one, least, most), part.Contains('/', StringComparison.Ordinal) ? most : Number(one, least, most)),
                [var first, var last] => (Number(first, least, most), Number(last, least, most)),
                _ => throw new FormatException($"'{part}' in '{text}' is no range."),
            };
            if (from > to) throw new FormatException($"'{part}' in '{text}' ends before it begins.");
            for (var value = from; value <= to; value += step) chosen[value] = true;
        }

        return chosen;
    }

    private int Number(string digits, int least, int most) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"'{digits}' in '{text}' is no number from {least} to {most}.");
}
