using System.Collections.Frozen;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Descriptions;

/// <summary>A term that says too little, with how to say it better.</summary>
internal sealed record VagueTerm(string Text, string Better, DateOnly From, DateOnly To, string Source)
{
    public bool Holds(DateOnly on) => From <= on && on <= To;
}

/// <summary>The terms of <c>Rules/vague-terms.tsv</c>, found by their words.</summary>
internal sealed class VagueTerms
{
    private readonly FrozenDictionary<string, VagueTerm> byWords;
    private readonly int longest;

    public VagueTerms()
    {
        var terms = new Dictionary<string, VagueTerm>(StringComparer.Ordinal);
        foreach (var row in RuleFile.Rows(typeof(VagueTerms).Assembly, "vague-terms.tsv"))
            foreach (var text in row[0].Split(';'))
                terms.TryAdd(Key(GoodsWords.Of(text)), new(text, row[3], RuleText.Day(row[1]), RuleText.LastDay(row[2]), RuleText.Cited(row[5], row[4])));
        byWords = terms.ToFrozenDictionary(StringComparer.Ordinal);
        longest = terms.Keys.Max(key => key.Count(sign => sign == ' ')) + 1;
    }

    /// <summary>The term that is all the description says.</summary>
    public VagueTerm? Whole(string[] words, DateOnly on) => words.Length <= longest && byWords.TryGetValue(Key(words), out var term) && term.Holds(on) ? term : null;

    /// <summary>The first term among the words of the description, the longest at each place.</summary>
    public VagueTerm? Part(string[] words, DateOnly on)
    {
        for (var start = 0; start < words.Length; start++)
            for (var count = Math.Min(longest, words.Length - start); count > 0; count--)
                if (byWords.TryGetValue(Key(words[start..(start + count)]), out var term) && term.Holds(on)) return term;
        return null;
    }

    private static string Key(string[] words) => string.Join(' ', words);
}
