using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Which customs territory a country, or one of its provinces, lies in (<c>Rules/territories.tsv</c>). A country not named there is its own.</summary>
internal sealed class Territories
{
    private readonly FrozenDictionary<string, string> countries;
    private readonly (string Country, string Province, string Territory)[] provinces;

    public Territories()
    {
        var rows = RuleFile.Rows(typeof(Territories).Assembly, "territories.tsv");
        countries = rows.Where(row => row[1] == RuleText.None).ToFrozenDictionary(row => row[0], row => row[2], StringComparer.Ordinal);
        provinces = [.. rows.Where(row => row[1] != RuleText.None).SelectMany(row => row[1].Split(',').Select(province => (row[0], province, row[2])))];
    }

    public string Of(string country, string province = "")
    {
        if (province.Length > 0)
            foreach (var (inCountry, name, territory) in provinces)
                if (inCountry == country && name.Equals(province, StringComparison.OrdinalIgnoreCase)) return territory;
        return countries.GetValueOrDefault(country, country);
    }
}
