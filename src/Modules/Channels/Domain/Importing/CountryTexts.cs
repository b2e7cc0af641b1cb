using System.Collections.Frozen;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain.Importing;

/// <summary>Finds the country that a source's text names: the profile's own list, ISO 3166-1, then ours (<c>Rules/country-texts.tsv</c>). Never a guess.</summary>
internal sealed class CountryTexts(IReadOnlyDictionary<string, CountryAlias> own)
{
    private static readonly FrozenDictionary<string, string> Ours = RuleFile.Rows(typeof(CountryTexts).Assembly, "country-texts.tsv")
        .ToFrozenDictionary(row => row[0], row => row[1], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> found = new(own.ToDictionary(alias => alias.Key, alias => alias.Value.Code), StringComparer.OrdinalIgnoreCase);

    /// <summary>ISO 3166-1 alpha-2; empty when the text names no country.</summary>
    public string Find(string text)
    {
        if (text.Length == 0) return "";
        if (found.TryGetValue(text, out var code)) return code;

        code = Countries.Find(text) ?? Ours.GetValueOrDefault(text, "");
        if (found.Count < 10_000) found[text] = code; // A file of nothing but different texts must not fill the memory.
        return code;
    }
}
