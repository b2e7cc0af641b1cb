using System.Collections.Frozen;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>An address as the post of its country reads it (<c>Rules/address-city-lines.tsv</c>), the country last and in capitals.</summary>
public static class AddressLines
{
    private const string EverywhereElse = "%Z %C";

    private static readonly FrozenDictionary<string, string> CityLines = RuleFile.Rows(typeof(AddressLines).Assembly, "address-city-lines.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.Ordinal);

    /// <summary>From the name down to the country; lines that would be empty are left out.</summary>
    public static IReadOnlyList<string> Of(Address address) => [.. Recipient(address), .. Place(address)];

    /// <summary>Who and where in the place: names and street.</summary>
    internal static IReadOnlyList<string> Recipient(Address address)
    {
        string[] lines = [address.Name, address.Company, address.Line1, address.Line2];
        return [.. lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.Trim())];
    }

    /// <summary>City, province, postcode and country: without them nothing arrives.</summary>
    internal static IReadOnlyList<string> Place(Address address)
    {
        var lines = new List<string>(4);
        AddCityLines(lines, address);
        if (address.Country.Length > 0) lines.Add(Countries.Name(address.Country).ToUpperInvariant());
        return lines;
    }

    private static void AddCityLines(List<string> lines, Address address)
    {
        var pattern = CityLines.GetValueOrDefault(address.Country, EverywhereElse);
        // A city or postcode that the country's form has no place for is printed all the same: a courier may need it.
        if (!pattern.Contains("%C", StringComparison.Ordinal) && address.City != address.Province) pattern = "%C|" + pattern;
        if (!pattern.Contains("%Z", StringComparison.Ordinal)) pattern += " %Z";

        foreach (var part in pattern.Split('|'))
            if (Fill(part, address) is { Length: > 0 } line) lines.Add(line);
    }

    /// <summary>Signs between two fields are written only where both fields are; those before the first, where that one is.</summary>
    private static string Fill(string pattern, Address address)
    {
        var line = new StringBuilder();
        var between = new StringBuilder();
        var isFirst = true;
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%')
            {
                between.Append(pattern[i]);
                continue;
            }
            var value = pattern[++i] switch { 'C' => address.City, 'S' => address.Province, _ => address.Postcode };
            if (!string.IsNullOrWhiteSpace(value))
            {
                if (line.Length > 0 || isFirst) line.Append(between);
                line.Append(value.Trim());
            }
            isFirst = false;
            between.Clear();
        }
        return line.ToString();
    }
}
