using System.Globalization;
using Entrepot.Platform.Work;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Work;

/// <summary>When something comes again, also in the nights in which clocks are changed.</summary>
public sealed class CadenceTests
{
    [Theory]
    [InlineData("30 2 * * *", "2026-03-28T12:00", "2026-03-29T01:00")] // The clock goes from 2 to 3: right after.
    [InlineData("30 2 * * *", "2026-03-29T01:00", "2026-03-30T00:30")]
    [InlineData("30 2 * * *", "2026-10-24T12:00", "2026-10-25T00:30")] // From 3 back to 2: the first of two.
    [InlineData("30 2 * * *", "2026-10-25T00:30", "2026-10-26T01:30")]
    [InlineData("0 * * * *", "2026-10-25T00:00", "2026-10-25T01:00")] // Every hour that passes, though it is called 2 twice.
    [InlineData("0 * * * *", "2026-10-25T01:00", "2026-10-25T02:00")]
    [InlineData("0 * * * *", "2026-03-29T00:00", "2026-03-29T01:00")]
    [InlineData("0,30 2 * * *", "2026-03-29T00:00", "2026-03-29T01:00")] // Both times are swallowed, and one run follows.
    [InlineData("0,30 2 * * *", "2026-03-29T01:00", "2026-03-30T00:00")]
    [InlineData("15 6 1 * *", "2026-11-02T12:00", "2026-12-01T05:15")]
    [InlineData("0 8 * * 1-5", "2026-11-20T12:00", "2026-11-23T07:00")]
    [InlineData("0 8 * * 7", "2026-11-16T12:00", "2026-11-22T07:00")]
    [InlineData("0 8 13 * 5", "2026-11-02T12:00", "2026-11-06T07:00")] // The 13th or a Friday, whichever comes first.
    [InlineData("0 0 29 2 *", "2026-11-02T12:00", "2028-02-28T23:00")]
    [InlineData("*/20 9 * * *", "2026-11-02T08:20", "2026-11-02T08:40")]
    public void A_crontab_in_Berlin_comes_next(string text, string after, string expected) =>
        Cadence.Cron(text, "Europe/Berlin").Next(Utc(after)).ShouldBe(Utc(expected));

    [Theory]
    [InlineData("0 25 * * *")]
    [InlineData("0 3 * *")]
    [InlineData("0 3 30 2 *")]
    [InlineData("0 5-3 * * *")]
    [InlineData("x 3 * * *")]
    [InlineData("0 3 * * */2/2")]
    public void What_is_no_crontab_or_never_comes_is_refused(string text) => Should.Throw<FormatException>(() => Cadence.Cron(text, "Europe/Berlin"));

    [Fact]
    public void A_zone_that_nobody_knows_is_refused() => Should.Throw<FormatException>(() => Cadence.DailyAt(new(3, 0), "Europe/Entenhausen"));

    [Fact]
    public void A_daily_job_comes_once_on_every_day_of_any_zone()
    {
        string[] zones = ["Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe", "America/Santiago", "Africa/Cairo"];
        Prop.ForAll(Gen.Elements(zones).ToArbitrary(), Gen.Choose(0, 23).ToArbitrary(), Gen.Choose(0, 59).ToArbitrary(), (zone, hour, minute) =>
        {
            var daily = Cadence.DailyAt(new(hour, minute), zone);
            var end = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc);
            var days = new List<DateOnly>();
            for (var at = daily.Next(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc)); at < end; at = daily.Next(at))
                days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, TimeZoneInfo.FindSystemTimeZoneById(zone))));
            return days.Distinct().Count() == days.Count && days[^1].DayNumber - days[0].DayNumber == days.Count - 1;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_period_comes_at_the_same_moments_in_every_process()
    {
        Cadence.Every(TimeSpan.FromHours(1)).Next(Utc("2026-11-02T12:17")).ShouldBe(Utc("2026-11-02T13:00"));
        Cadence.Every(TimeSpan.FromHours(1)).Next(Utc("2026-11-02T13:00")).ShouldBe(Utc("2026-11-02T14:00"));
    }

    private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
