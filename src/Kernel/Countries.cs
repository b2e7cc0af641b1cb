using System.Collections.Frozen;

namespace Entrepot.Kernel;

/// <summary>The countries of ISO 3166-1 (<c>Rules/countries.tsv</c>).</summary>
public static class Countries
{
    private static readonly IReadOnlyList<string[]> Rows = RuleFile.Rows(typeof(Countries).Assembly, "countries.tsv");
    private static readonly FrozenDictionary<string, string> ByCode = Rows.ToFrozenDictionary(row => row[0], row => row[2], StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> Alpha3ByCode = Rows.ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
    private static readonly FrozenDictionary<string, string> ByName = Rows
        .SelectMany(row => new[] { (Key: row[0], row[0]), (Key: row[1], row[0]), (Key: row[2], row[0]) })
        .DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> Territories = RuleFile.Rows(typeof(Countries).Assembly, "customs-territories.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>The customs territory the country lies in: <c>EU</c> for a member, else the country itself. Goods cross a border between territories.</summary>
    public static string CustomsTerritory(string country) => Territories.GetValueOrDefault(country, country);

    /// <summary>Whether customs lies between the two countries.</summary>
    public static bool IsCustomsBorder(string from, string to) => CustomsTerritory(from) != CustomsTerritory(to);

    /// <summary>Whether the country is inside the customs territory of the European Union.</summary>
    public static bool IsInEuCustoms(string country) => CustomsTerritory(country) == "EU";

    public static IReadOnlyList<string> All { get; } = [.. Rows.Select(row => row[0])];

    public static bool IsKnown(string code) => ByCode.ContainsKey(code);
    public static string Name(string code) => ByCode.GetValueOrDefault(code, code);

    /// <summary>The alpha-3 code, e.g. <c>DEU</c>; the code itself where it is unknown.</summary>
    public static string Alpha3(string code) => Alpha3ByCode.GetValueOrDefault(code, code);

    /// <summary>The alpha-2 code for an ISO alpha-2, alpha-3 or English short name; null where it is none of them. Never a guess.</summary>
    public static string? Find(string text) => ByName.GetValueOrDefault(text.Trim());
}
