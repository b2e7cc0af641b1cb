using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Orders.Domain;

/// <summary>How long a consumer may send goods back, by where they live (<c>Rules/return-days.tsv</c>).</summary>
internal static class ReturnDays
{
    private static readonly ILookup<string, (int Days, DateOnly From, DateOnly To)> All = RuleFile.Rows(typeof(ReturnDays).Assembly, "return-days.tsv")
        .ToLookup(row => row[0], row => (int.Parse(row[1], CultureInfo.InvariantCulture), Day(row[2]), row[3].Length == 0 ? DateOnly.MaxValue : Day(row[3])), StringComparer.Ordinal);

    /// <summary>Zero where the law gives no such right, or none that we know of.</summary>
    public static int In(string country, DateOnly on)
    {
        foreach (var (days, from, to) in All[Countries.CustomsTerritory(country)])
            if (from <= on && on <= to) return days;
        return 0;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
