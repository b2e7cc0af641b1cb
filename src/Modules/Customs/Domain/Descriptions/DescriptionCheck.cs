using System.Collections.Concurrent;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Classification;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Descriptions;

/// <summary>
/// Compares descriptions with the terms that customs refuse; whether an order waits for it is the destination's rule
/// (<c>Rules/description-rules.tsv</c>).
/// </summary>
internal sealed class DescriptionCheck(KeywordClassifier classifier) : IDescriptionCheck
{
    /// <summary>A shop has some thousand products; when more than this were seen the memory begins anew.</summary>
    private const int SeenMax = 50_000;

    /// <summary>So many words say what goods are, even where one of them is general.</summary>
    private const int PartWordsMax = 3;

    private static readonly IReadOnlyList<Rule> Rules = [.. RuleFile.Rows(typeof(DescriptionCheck).Assembly, "description-rules.tsv").Select(Rule.Read)];

    private readonly VagueTerms terms = new();
    private readonly ConcurrentDictionary<DescriptionRequest, DescriptionFinding?> seen = [];

    public IReadOnlyList<DescriptionFinding?> Check(IReadOnlyList<DescriptionRequest> requests)
    {
        var answers = new DescriptionFinding?[requests.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            if (seen.TryGetValue(requests[i], out answers[i])) continue;
            if (seen.Count >= SeenMax) seen.Clear();
            answers[i] = seen[requests[i]] = Check(requests[i]);
        }

        return answers;
    }

    private DescriptionFinding? Check(DescriptionRequest request)
    {
        if (RuleOf(Countries.CustomsTerritory(request.ShipTo), request.On) is not { } rule) return null;

        var words = GoodsWords.Of(request.Description);
        if (SaysNothing(words)) return Found(rule, rule.Whole, request, request.Description, "", "");
        if (terms.Whole(words, request.On) is { } whole) return Found(rule, rule.Whole, request, whole.Text, whole.Better, whole.Source);
        return words.Length <= PartWordsMax && terms.Part(words, request.On) is { } part ? Found(rule, rule.Part, request, part.Text, part.Better, part.Source) : null;
    }

    private DescriptionFinding? Found(Rule rule, string effect, DescriptionRequest request, string term, string better, string list)
    {
        if (effect == RuleText.None) return null;

        var sayable = new List<string>(3);
        if (!IsVague(request)) sayable.Add(request.Name);
        if (classifier.HeadingOf(request.HsCode) is { Length: > 0 } heading) sayable.Add(heading);
        if (better.Length > 0) sayable.Add(better);
        return new(effect == "hold", term, sayable, new(list.Length > 0 ? (Sentence)$"{list}" : "No word of the goods", rule.Source, rule.From));
    }

    /// <summary>Whether the product's name would be no better.</summary>
    private bool IsVague(DescriptionRequest request)
    {
        var words = GoodsWords.Of(request.Name);
        return request.Name == request.Description || SaysNothing(words) || words.Length <= PartWordsMax && terms.Part(words, request.On) is not null;
    }

    /// <summary>
    /// A word of goods has three letters (in Latin script) and no digit. Beside a document's number, like <c>WH/OUT/00019</c>,
    /// it takes a longer one.
    /// </summary>
    private static bool SaysNothing(string[] words)
    {
        var least = Array.Exists(words, word => word.Length >= 4 && word.All(char.IsAsciiDigit)) ? 4 : 3;
        return Array.TrueForAll(words, word => (char.IsAscii(word[0]) && word.Length < least) || word.Any(char.IsDigit));
    }

    private static Rule? RuleOf(string territory, DateOnly on)
    {
        Rule? everywhere = null;
        foreach (var rule in Rules)
        {
            if (on < rule.From || on > rule.To) continue;
            if (rule.Territory == territory) return rule;
            if (rule.Territory == "*") everywhere = rule;
        }

        return everywhere;
    }

    /// <param name="Whole">What happens where the term is all the description says: <c>hold</c>, <c>warn</c> or nothing.</param>
    private sealed record Rule(string Territory, DateOnly From, DateOnly To, string Whole, string Part, string Source)
    {
        public static Rule Read(string[] row) => new(row[0], RuleText.Day(row[1]), RuleText.LastDay(row[2]), row[3], row[4], RuleText.Cited(row[6], row[5]));
    }
}
