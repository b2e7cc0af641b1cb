using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Sandbox.Shops;

/// <summary>Invented people in many countries and scripts, with addresses as their post would accept them (<c>Rules/buyers.json</c>).</summary>
internal static class Buyers
{
    /// <summary>One buyer in three lives in a flat, where the country's file knows how flats are written.</summary>
    private const int FlatOneIn = 3;

    private const int HouseNumberMax = 180;

    private static readonly FrozenDictionary<string, People> ByCountry = Load();

    public static IReadOnlyCollection<string> Countries => ByCountry.Keys;

    public static Buyer Draw(Random chance, string country)
    {
        var people = ByCountry[country];
        var (given, family) = (chance.Of(people.Given), chance.Of(people.Family));
        var place = chance.Of(people.Places);
        var id = chance.NextInt64(1_000_000_000, 9_999_999_999).ToString(CultureInfo.InvariantCulture);
        return new(id, given, family, new()
        {
            Name = people.FamilyFirst ? $"{family}{(people.Joined ? "" : " ")}{given}" : $"{given} {family}",
            Line1 = Fill(chance, chance.Of(people.Streets)),
            Line2 = people.Second.Count > 0 && chance.Next(FlatOneIn) == 0 ? Fill(chance, chance.Of(people.Second)) : "",
            City = place[0],
            Province = place[1],
            Postcode = place[2],
            Country = country,
            Phone = Fill(chance, people.Phone),
            // The domain is reserved for examples (RFC 2606): no mail can ever reach a stranger.
            Email = $"buyer{id}@example.com",
        });
    }

    /// <summary><c>{n}</c> becomes a house number, <c>{3}</c> three digits.</summary>
    private static string Fill(Random chance, string pattern)
    {
        var text = new StringBuilder(pattern.Length + 8);
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '{')
            {
                text.Append(pattern[i]);
                continue;
            }

            if (pattern[i + 1] == 'n') text.Append(chance.Next(1, HouseNumberMax));
            else for (var digits = pattern[i + 1] - '0'; digits > 0; digits--) text.Append(chance.Next(10));
            i += 2;
        }

        return text.ToString();
    }

    private static FrozenDictionary<string, People> Load()
    {
        using var file = RuleFile.Open(typeof(Buyers).Assembly, "buyers.json");
        var book = JsonSerializer.Deserialize<PeopleFile>(file, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("Rules/buyers.json is empty.");
        return book.Countries.ToFrozenDictionary(people => people.Country, StringComparer.Ordinal);
    }

    private sealed record PeopleFile(IReadOnlyList<People> Countries);

    /// <param name="Joined">Family and given name are written without a space.</param>
    /// <param name="Places">Town, province, postcode.</param>
    private sealed record People(
        string Country, IReadOnlyList<string> Given, IReadOnlyList<string> Family, IReadOnlyList<string> Streets, string Phone, IReadOnlyList<string[]> Places)
    {
        public bool FamilyFirst { get; init; }
        public bool Joined { get; init; }
        public IReadOnlyList<string> Second { get; init; } = [];
    }
}
