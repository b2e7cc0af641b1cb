using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Facts;

/// <summary>Countries that belong together, by the day (<c>Rules/country-groups.tsv</c>).</summary>
internal static class CountryGroups
{
    private sealed record Row(string Code, FrozenSet<string> Countries, DateOnly ValidFrom, DateOnly? ValidTo)
    {
        public bool Holds(DateOnly day) => ValidFrom <= day && !(ValidTo < day);
    }

    private static readonly IReadOnlyList<Row> Rows = [.. RuleFile.Rows(typeof(CountryGroups).Assembly, "country-groups.tsv")
        .Select(row => new Row(row[0], row[1].Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase), Day(row[2]), row[3].Length > 0 ? Day(row[3]) : null))];

    /// <summary>The countries of a group on a day; null where there is no such group.</summary>
    public static FrozenSet<string>? Find(string code, DateOnly day) => Rows.LastOrDefault(row => row.Code == code && row.Holds(day))?.Countries;

    public static IReadOnlyList<string> Codes(DateOnly day) => [.. Rows.Where(row => row.Holds(day)).Select(row => row.Code).Distinct()];

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
