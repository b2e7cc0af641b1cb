using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Transport.Tracking;

/// <summary>Tells from a tracking number alone whose it may be, and whether a digit was mistyped.</summary>
internal static class TrackingNumbers
{
    /// <summary>Longer than any tracking number with its blanks.</summary>
    private const int LengthMax = 100;

    private static readonly TrackingNumberFormat[] Formats = [.. RuleFile.Rows(typeof(TrackingNumbers).Assembly, "tracking-number-formats.tsv")
        .Select(row => new TrackingNumberFormat(row[0], row[1], new($"^(?:{row[2]})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), row[3], row[4] == "-" ? "" : row[4]))];

    /// <summary>Every format that the number fits with its check digit; blanks and small letters do not matter.</summary>
    public static IReadOnlyList<TrackingNumberFormat> Recognise(string number)
    {
        if (number.Length > LengthMax) return [];
        var plain = string.Concat(number.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        return [.. Formats.Where(format => format.Fits(plain))];
    }
}

/// <param name="Check">A rule of <see cref="TrackingNumberChecks"/>.</param>
/// <param name="Beginning">What the serial is taken to begin with under the check, where it is not written.</param>
internal sealed record TrackingNumberFormat(string Courier, string Name, Regex Pattern, string Check, string Beginning)
{
    public bool Fits(string number)
    {
        var match = Pattern.Match(number);
        if (!match.Success) return false;
        var serial = match.Groups["s"].Value;
        if (!serial.StartsWith(Beginning, StringComparison.Ordinal)) serial = Beginning + serial;
        return TrackingNumberChecks.Holds(Check, serial, match.Groups["c"].Value, match.Groups["country"].Value);
    }
}
