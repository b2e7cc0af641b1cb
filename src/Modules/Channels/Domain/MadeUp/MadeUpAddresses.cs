using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.MadeUp;

/// <summary>Addresses that carriers and address checks accept, for buyers who have none: real cities and postcodes, plain streets, invented people.</summary>
internal static class MadeUpAddresses
{
    private static readonly string[] GivenNames =
        ["Alex", "Anna", "Ben", "Clara", "Daniel", "Elena", "Felix", "Grace", "Hugo", "Ines", "Jan", "Julia", "Karl", "Lena", "Marco", "Nina", "Oscar", "Paula", "Robin", "Sara", "Tom", "Vera"];

    private static readonly string[] FamilyNames =
        ["Abbott", "Bakker", "Carter", "Dubois", "Evans", "Fischer", "Garcia", "Hansen", "Ito", "Jensen", "Keller", "Larsson", "Moreau", "Novak", "Olsen", "Palmer", "Rossi", "Silva", "Turner", "Vogel", "Weber", "Young"];

    private static readonly FrozenDictionary<string, string[][]> Places = RuleFile.Rows(typeof(MadeUpAddresses).Assembly, "test-places.tsv")
        .GroupBy(row => row[0]).ToFrozenDictionary(rows => rows.Key, rows => rows.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (string Pattern, string[] Streets, string Phone)> Streets =
        RuleFile.Rows(typeof(MadeUpAddresses).Assembly, "test-streets.tsv")
            .ToFrozenDictionary(row => row[0], row => (row[1], row[2].Split('|'), row[3]), StringComparer.Ordinal);

    /// <param name="buyer">Whoever has the same key lives at the same address.</param>
    /// <returns>Null for a country that the table does not have.</returns>
    public static Address? Of(string buyer, string country)
    {
        if (!Places.TryGetValue(country, out var places) || !Streets.TryGetValue(country, out var streets)) return null;
        var draw = new Draw($"{country}/{buyer}");
        var place = draw.From(places);
        var name = $"{draw.From(GivenNames)} {draw.From(FamilyNames)}";
        var number = (1 + draw.Below(120)).ToString(CultureInfo.InvariantCulture);
        var street = streets.Pattern.Replace("{n}", number, StringComparison.Ordinal).Replace("{s}", draw.From(streets.Streets), StringComparison.Ordinal);
        return new()
        {
            Name = name,
            Line1 = street,
            City = place[1],
            Province = place[2],
            Postcode = place.Length > 3 ? place[3] : "",
            Country = country,
            Phone = Phone(streets.Phone, ref draw),
            Email = $"{name.Replace(' ', '.').ToLowerInvariant()}.{draw.Below(10_000)}@example.com", // RFC 2606: nobody's domain.
        };
    }

    private static string Phone(string pattern, ref Draw draw)
    {
        var phone = new StringBuilder(pattern.Length);
        foreach (var c in pattern) phone.Append(c == '#' ? (char)('0' + draw.Below(10)) : c);
        return phone.ToString();
    }
}
