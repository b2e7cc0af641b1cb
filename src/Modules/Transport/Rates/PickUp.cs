namespace Entrepot.Transport.Rates;

/// <summary>When a carrier collects in one place: local cut-off and days of the week.</summary>
internal sealed class PickUp(TimeZoneInfo zone, TimeOnly cutOff, DayOfWeek[] days)
{
    public static PickUp From(PickUpRow row) => new(TimeZoneInfo.FindSystemTimeZoneById(row.TimeZone), row.CutOff, row.Days);

    public DateOnly LocalDay(DateTime at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));

    /// <summary>Whole days from the local day the goods are ready to the collection that takes them along.</summary>
    /// <param name="readyAt">UTC.</param>
    public int WaitDays(DateTime readyAt)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(readyAt, zone);
        var wait = TimeOnly.FromDateTime(local) < cutOff ? 0 : 1;
        while (!days.Contains(local.AddDays(wait).DayOfWeek)) wait++;
        return wait;
    }
}
