using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Rates;

namespace Entrepot.Unit.Ui;

/// <summary>Reasons for holds and refusals and the words of traces are said in Chinese too, whichever module gives them.</summary>
public sealed partial class SentenceWordsTests
{
    public static TheoryData<string> Assemblies() => [.. CompiledSentences.OfProduct.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_sentence_of_a_reason_is_translated(string assembly)
    {
        var known = Translations();

        CompiledSentences.OfProduct[assembly].Templates.Where(template => Letter().IsMatch(Placeholder().Replace(template, ""))).Where(template => !known.Contains(template))
            .ShouldBeEmpty($"add them to the zh-CN.json of {assembly}");
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_text_becomes_a_sentence_unseen(string assembly) =>
        CompiledSentences.OfProduct[assembly].TextMadeSentence.ShouldBeEmpty("say $\"{text}\" where the words come from outside, and (Sentence)\"…\" in a choice of two");

    [Theory]
    [InlineData("restrictions.tsv", 7)]
    [InlineData("notes.tsv", 3)]
    [InlineData("tariffs.tsv", 11)]
    [InlineData("fees.tsv", 1)]
    public void Sentences_of_rule_files_are_translated(string file, int column)
    {
        var known = Translations();

        RuleFile.Rows(typeof(Entrepot.Customs.CustomsModule).Assembly, file).Select(row => row[column]).Where(sentence => !known.Contains(sentence)).ShouldBeEmpty();
    }

    [Fact]
    public void Kinds_of_tax_are_translated() =>
        RuleFile.Rows(typeof(Entrepot.Tax.TaxModule).Assembly, "vat-rates.tsv").Select(row => row[2]).Distinct().Where(kind => !Translations().Contains(kind)).ShouldBeEmpty();

    [Fact]
    public void Zones_and_surcharges_of_our_rate_cards_are_translated()
    {
        var known = Translations();
        var rules = typeof(Entrepot.Transport.TransportModule).Assembly;
        var cards = rules.GetManifestResourceNames().Where(name => name.StartsWith("Rules.rate-cards/", StringComparison.Ordinal)).Select(name =>
        {
            using var file = rules.GetManifestResourceStream(name)!;
            return RateCardFile.Read(file);
        }).ToList();

        cards.ShouldNotBeEmpty();
        cards.SelectMany(card => card.Services).SelectMany(service => service.Zones.Select(zone => zone.Name).Concat(service.Surcharges.Select(surcharge => surcharge.Name)))
            .Distinct().Where(name => !known.Contains(name) && !Countries.All.Any(code => name == code || name == Countries.Name(code))).ShouldBeEmpty();
    }

    private static HashSet<string> Translations() =>
        [.. AllModules.List().Select(module => module.GetType().Assembly).Append(typeof(Words).Assembly).SelectMany(Keys)];

    private static List<string> Keys(Assembly assembly)
    {
        using var file = assembly.GetManifestResourceStream("Locales.zh-CN.json");
        if (file is null) return [];
        using var words = JsonDocument.Parse(file);
        return [.. words.RootElement.EnumerateObject().Select(word => word.Name)];
    }

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    /// <summary>"{0} · {1}" reads the same in every language.</summary>
    [GeneratedRegex(@"\p{L}{2}")]
    private static partial Regex Letter();
}
