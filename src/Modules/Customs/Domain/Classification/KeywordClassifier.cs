using System.Collections.Frozen;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>
/// Suggests HS codes by the words of a description (<c>Rules/hs-keywords.tsv</c>). All words of one keyword must occur, in
/// any order; a keyword of more words is better evidence than one of fewer.
/// </summary>
internal sealed class KeywordClassifier
{
    private static readonly Lazy<KeywordClassifier> Read = new(() => new());

    public static KeywordClassifier Shared => Read.Value;

    private const int SuggestionsMax = 5;

    /// <summary>Words of the category alone are weaker evidence than words of the description.</summary>
    private const long CategoryPpm = 700_000;

    private readonly FrozenDictionary<string, Keyword[]> byLastWord = RuleFile.Rows(typeof(KeywordClassifier).Assembly, "hs-keywords.tsv")
        .SelectMany(row => row[0].Split(';').Select(text => new Keyword(text, GoodsWords.Of(text), row[1], row[2], RuleText.Number(row[3]) * 1_000)))
        .GroupBy(keyword => keyword.Words[^1], StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private readonly FrozenDictionary<string, string> headings = RuleFile.Rows(typeof(KeywordClassifier).Assembly, "hs-keywords.tsv")
        .DistinctBy(row => row[1]).ToFrozenDictionary(row => row[1], row => row[2], StringComparer.Ordinal);

    public IReadOnlyList<IReadOnlyList<HsSuggestion>> Suggest(IReadOnlyList<ClassificationRequest> requests)
    {
        var answers = new IReadOnlyList<HsSuggestion>[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Suggest(requests[i]);
        return answers;
    }

    /// <summary>What the first six digits stand for, where the keywords know it; empty otherwise.</summary>
    public string HeadingOf(string hsCode) => hsCode.Length >= 6 ? headings.GetValueOrDefault(hsCode[..6], "") : "";

    private List<HsSuggestion> Suggest(ClassificationRequest request)
    {
        var described = GoodsWords.Of(request.Description);
        var found = new List<(Keyword Keyword, long Ppm, bool WithCategory)>();
        Find(described, found, 1_000_000, withCategory: false);
        Find([.. described, .. GoodsWords.Of(request.Category)], found, CategoryPpm, withCategory: true);
        found.Sort(static (a, b) => b.Keyword.Words.Length != a.Keyword.Words.Length
            ? b.Keyword.Words.Length.CompareTo(a.Keyword.Words.Length)
            : b.Ppm != a.Ppm ? b.Ppm.CompareTo(a.Ppm) : string.CompareOrdinal(a.Keyword.HsCode, b.Keyword.HsCode));

        var suggestions = new List<HsSuggestion>(SuggestionsMax);
        foreach (var (keyword, ppm, withCategory) in found)
            if (suggestions.Count < SuggestionsMax && !suggestions.Exists(known => known.HsCode == keyword.HsCode))
                suggestions.Add(new HsSuggestion(keyword.HsCode, keyword.Heading, ppm, withCategory ? (Sentence)$"'{keyword.Text}' in the description and category." : $"'{keyword.Text}' in the description."));
        return suggestions;
    }

    private void Find(string[] words, List<(Keyword Keyword, long Ppm, bool WithCategory)> found, long sharePpm, bool withCategory)
    {
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            if (!byLastWord.TryGetValue(word, out var keywords)) continue;
            foreach (var keyword in keywords)
                if (Array.TrueForAll(keyword.Words, part => Array.IndexOf(words, part) >= 0)) found.Add((keyword, Rounding.OfPpm(keyword.Ppm, sharePpm), withCategory));
        }
    }

    private sealed record Keyword(string Text, string[] Words, string HsCode, string Heading, long Ppm);
}
