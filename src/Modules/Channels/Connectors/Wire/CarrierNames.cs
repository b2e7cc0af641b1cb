using Entrepot.Kernel;

namespace Entrepot.Channels.Connectors.Wire;

/// <summary>What each marketplace calls the carriers (<c>Rules/channel-carriers.tsv</c>).</summary>
internal static class CarrierNames
{
    private static readonly IReadOnlyList<string[]> Rows = RuleFile.Rows(typeof(CarrierNames).Assembly, "channel-carriers.tsv");

    /// <summary>The marketplace's code; where it has none, its word for "another one" with the carrier's own name.</summary>
    public static (string Code, string Name) Of(string kind, ShippedParcel parcel)
    {
        var row = Find(kind, parcel.Carrier) ?? Find(kind, "*");
        var name = row is { Length: > 3 } && row[3] is { Length: > 0 } known && row[1] != "*" ? known : parcel.CarrierName;
        return (row is null || row[2] == "=" ? name : row[2], name);
    }

    private static string[]? Find(string kind, string carrier)
    {
        foreach (var row in Rows)
            if (row[0] == kind && row[1] == carrier) return row;
        return null;
    }
}

/// <summary>Times as marketplaces write them.</summary>
internal static class Times
{
    /// <summary>ISO 8601 with an offset, in UTC; null for anything else.</summary>
    public static DateTime? Utc(string text) =>
        text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var at) ? at.UtcDateTime : null;

    /// <summary>Seconds since 1970.</summary>
    public static DateTime? OfSeconds(long seconds) => seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime : null;
}
