using System.Collections.Frozen;

namespace Entrepot.Transport.Rates;

/// <summary>Postcodes reduced to letters and digits in upper case, so that <c>ze1 0aa</c> and <c>ZE10AA</c> are one.</summary>
internal static class Postcode
{
    /// <summary>Longer ones than any in the world (10) are cut: only prefixes are compared.</summary>
    public const int LengthMax = 12;

    public static int Normalise(string text, Span<char> into)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c)) continue;
            if (length == into.Length) break;
            into[length++] = char.ToUpperInvariant(c);
        }

        return length;
    }
}

/// <summary>Values by country and postcode prefix; the longest prefix wins.</summary>
internal sealed class PostcodeAreas
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>?[] byCountry = new FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>>?[CountryIndex.Count];
    private readonly int[] longest = new int[CountryIndex.Count];

    public PostcodeAreas(IEnumerable<(string Country, string Prefix, int Value)> rows)
    {
        foreach (var country in rows.GroupBy(row => row.Country))
        {
            var at = CountryIndex.Of(country.Key);
            longest[at] = country.Max(row => row.Prefix.Length);
            byCountry[at] = country.ToFrozenDictionary(row => row.Prefix, row => row.Value, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <param name="country">From <see cref="CountryIndex"/>.</param>
    /// <param name="postcode">Normalised.</param>
    /// <returns>-1 where no prefix fits.</returns>
    public int Find(int country, ReadOnlySpan<char> postcode)
    {
        if (byCountry[country] is not { } prefixes) return -1;
        for (var length = Math.Min(longest[country], postcode.Length); length >= 0; length--)
            if (prefixes.TryGetValue(postcode[..length], out var value)) return value;
        return -1;
    }
}

/// <summary>Country codes as small numbers, so that a table by country is an array.</summary>
internal static class CountryIndex
{
    public const int Count = 26 * 26;

    /// <returns>-1 where it is not two letters.</returns>
    public static int Of(string country) =>
        country.Length == 2 && char.IsAsciiLetterUpper(country[0]) && char.IsAsciiLetterUpper(country[1]) ? ((country[0] - 'A') * 26) + country[1] - 'A' : -1;
}
