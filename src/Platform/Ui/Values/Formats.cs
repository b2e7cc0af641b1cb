using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Security;

namespace Entrepot.Platform.Ui;

/// <summary>
/// Numbers as the user's language writes them, with the real minus sign (U+2212): a hyphen is narrower than a digit
/// and breaks the column.
/// </summary>
public static class Formats
{
    public const string Nothing = "–";
    private const char Minus = '\u2212';

    public static string Number(long value) => Written(value.ToString("N0", CultureInfo.CurrentCulture));

    public static string Number(decimal value, int decimals) => Written(value.ToString("N" + decimals, CultureInfo.CurrentCulture));

    /// <summary>Decimals by the currency (JPY 0, KWD 3), a non-breaking space, the ISO code; veiled for who may not see amounts.</summary>
    public static string Money(Money value) => Discretion.HidesMoney ? Discretion.Veil : $"{Number(value.ToDecimal(), Currencies.Decimals(value.Currency))}\u00a0{value.Currency}";

    /// <summary>Parts per million as per cent: 186,000 is <c>18.6%</c>. Where a language puts a space before the sign, it does not break.</summary>
    public static string Percent(long ppm, int decimals = 1) => Written((ppm / 1_000_000m).ToString("P" + decimals, CultureInfo.CurrentCulture)).Replace(' ', '\u00a0');

    /// <summary>A rate of any precision, as tariffs state it: <c>5.5 %</c>, <c>0.3464 %</c>.</summary>
    public static string Rate(Percentage rate) => Plain(rate.ToDecimal()) + "\u00a0%";

    /// <summary>An amount whose currency stands elsewhere; veiled for who may not see amounts.</summary>
    public static string Figure(Figure figure) => Discretion.HidesMoney ? Discretion.Veil : Number(figure.ToDecimal(), Currencies.Decimals(figure.Currency));

    /// <summary>With the decimals that it has and no others.</summary>
    public static string Plain(decimal value) => Written(value.ToString("#,0.##########", CultureInfo.CurrentCulture));

    /// <summary>The day in the user's language, e.g. <c>22 Nov 2026</c>.</summary>
    public static string Day(DateOnly day) => day.ToString(Culture.DayPattern, CultureInfo.CurrentCulture);

    /// <summary>The country in the user's language where the system's data name it, else by its short name of ISO 3166-1.</summary>
    public static string Country(string code)
    {
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        if (language == "en" || !Countries.IsKnown(code)) return Countries.Name(code);
        try
        {
            // "Native" to whoever speaks that language there; Chinese is written in traditional characters in many countries, ours is not.
            return new RegionInfo(language == "zh" ? $"zh-Hans-{code}" : $"{language}-{code}").NativeName;
        }
        catch (ArgumentException) // The system's data do not know the newest codes.
        {
            return Countries.Name(code);
        }
    }

    /// <summary>Day, minute and zone of a UTC time: <c>22 Nov 2026 17:05 UTC+8</c>.</summary>
    public static string Moment(DateTime utc, TimeZoneInfo zone)
    {
        var there = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);
        return there.ToString($"{Culture.DayPattern} HH:mm", CultureInfo.CurrentCulture) + " " + Offset(zone.GetUtcOffset(utc));
    }

    /// <summary>A time in relation to now, in a sentence: <c>3 d ago</c>.</summary>
    public static string Since(Text words, DateTime at, DateTime now) => Relative.Say(words, at, now);

    private static string Offset(TimeSpan offset)
    {
        if (offset == TimeSpan.Zero) return "UTC";

        var size = offset.Duration();
        var minutes = size.Minutes == 0 ? "" : size.ToString(@"\:mm", CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? Minus : '+')}{(int)size.TotalHours}{minutes}");
    }

    private static string Written(string number) => number.Replace('-', Minus);
}
