using System.Collections.Concurrent;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Classification;

/// <summary>
/// Suggests HS codes by all that is known of goods: a model learnt from public goods (<see cref="GoodsModel"/>) and the
/// words of our own table (<see cref="KeywordClassifier"/>).
/// </summary>
/// <remarks>
/// The two are mixed as experts: <c>p(code) = (1 − λ)·p_model(code) + λ·p_words(code)</c>, where λ is the table's own
/// confidence in its best row times a share chosen on goods kept apart. The table's share goes to its rows by their
/// confidence, the longest first.
/// </remarks>
internal sealed class GoodsClassifier(GoodsModel model, KeywordClassifier keywords, HsNomenclature nomenclature, RuleBook book) : IClassification
{
    private const int SuggestionsMax = 5;

    /// <summary>More than are shown, so that mixing cannot bring up one from further below.</summary>
    private const int Considered = 25;

    /// <summary>
    /// How far the words of our own table are trusted beside the model, which has learnt them, too: on goods kept apart more
    /// of it makes the first suggestion worse (0.1: 43.6 % at six digits, 0.35: 43.0 %) and the first five hardly better.
    /// </summary>
    private const double KeywordShare = 0.2;

    /// <summary>Below this a suggestion helps nobody.</summary>
    private const double ChanceMin = 0.001;

    /// <summary>Lines found before; there are only so many codes and tariffs.</summary>
    private readonly ConcurrentDictionary<(string Territory, string HsCode), string> national = [];

    public Result Validate(string hsCode) => nomenclature.Validate(hsCode);

    public IReadOnlyList<IReadOnlyList<HsSuggestion>> Suggest(IReadOnlyList<ClassificationRequest> requests)
    {
        var answers = new IReadOnlyList<HsSuggestion>[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Suggest(requests[i]);
        return answers;
    }

    private List<HsSuggestion> Suggest(ClassificationRequest request)
    {
        var goods = GoodsFeatures.Of(Text(request));
        var words = keywords.Suggest([request with { Description = GoodsLexicon.Shared.Translate(Text(request)) }])[0];
        return Mix(goods, words, Considered).Where(code => code.Chance >= ChanceMin).Take(SuggestionsMax).Select(code => Explain(request, goods, words, code)).ToList();
    }

    /// <summary>Codes by falling chance; what <see cref="GoodsMeasure"/> measures.</summary>
    public IReadOnlyList<CodeChance> Chances(string description, int most) =>
        Mix(GoodsFeatures.Of(description), keywords.Suggest([new ClassificationRequest(default, GoodsLexicon.Shared.Translate(description), "")])[0], most).Take(most).ToList();

    private IEnumerable<CodeChance> Mix(GoodsFeatures goods, IReadOnlyList<HsSuggestion> words, int most)
    {
        var learnt = model.Suggest(goods, most);
        if (words.Count == 0) return learnt;

        var share = KeywordShare * words[0].ConfidencePpm / 1_000_000d;
        if (learnt.Count == 0) share = words[0].ConfidencePpm / 1_000_000d;
        var chances = learnt.ToDictionary(code => code.HsCode, code => code.Chance * (1 - share), StringComparer.Ordinal);
        var left = share;
        for (var i = 0; i < words.Count; i++)
        {
            var part = i == words.Count - 1 ? left : left * words[i].ConfidencePpm / 1_000_000d;
            chances[words[i].HsCode] = chances.GetValueOrDefault(words[i].HsCode) + part;
            left -= part;
        }

        return chances.Select(pair => new CodeChance(pair.Key, pair.Value)).OrderByDescending(code => code.Chance).ThenBy(code => code.HsCode, StringComparer.Ordinal);
    }

    private HsSuggestion Explain(ClassificationRequest request, GoodsFeatures goods, IReadOnlyList<HsSuggestion> words, CodeChance code)
    {
        var byWords = words.FirstOrDefault(word => word.HsCode == code.HsCode);
        var spoken = model.Words(goods, code.HsCode);
        Sentence evidence = byWords is not null ? byWords.Evidence
            : spoken.Count > 0 ? (Sentence)$"Goods described with {string.Join(", ", spoken)} were declared so."
            : (Sentence)"Goods with words like these were declared so.";
        return new HsSuggestion(code.HsCode, keywords.HeadingOf(code.HsCode), (long)Math.Round(code.Chance * 1_000_000), evidence) { NationalCode = National(code.HsCode, request.Destination) };
    }

    /// <summary>The one line that the destination's tariff on file has below a code; empty where it has several or none.</summary>
    private string National(string hsCode, string destination)
    {
        if (destination.Length == 0 || book.Of(book.Territories.Of(destination)) is not { } rules) return "";

        return national.GetOrAdd((book.Territories.Of(destination), hsCode), static (key, rules) =>
        {
            var hs = HsDigits.Of(key.HsCode);
            var lines = rules.BaseDuties.SelectMany(measure => measure.Below(hs, "")).Where(rate => rate.Hs.Length >= 8).Select(rate => rate.Hs.ToString()).Distinct(StringComparer.Ordinal).Take(2).ToList();
            return lines.Count == 1 ? lines[0] : "";
        }, rules);
    }

    /// <summary>All that is known of the goods, what says most first.</summary>
    private static string Text(ClassificationRequest request) =>
        string.Join(' ', new[] { request.Description, request.Title, request.Material, request.Use, request.Category, request.Brand }.Where(part => part.Length > 0));
}
