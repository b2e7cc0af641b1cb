using System.Globalization;

namespace Entrepot.Platform.Ui;

/// <summary>Times in relation to now: below a minute "now", then minutes, hours, days; from 60 days on the day itself.</summary>
internal static class Relative
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    public static string Say(Text words, DateTime at, DateTime now)
    {
        var distance = (now - at).Duration();
        if (distance < TimeSpan.FromMinutes(1)) return words["now"];
        if (distance >= Longest) return at.ToString(Culture.DayPattern, CultureInfo.CurrentCulture);

        var length = Length(words, distance);
        return at > now ? words["in {0}", length] : words["{0} ago", length];
    }

    public static string Length(Text words, TimeSpan distance) =>
        distance < TimeSpan.FromHours(1) ? words["{0} min", (int)distance.TotalMinutes]
        : distance < TimeSpan.FromDays(1) ? words["{0} h", (int)distance.TotalHours]
        : words["{0} d", (int)distance.TotalDays];
}
