using System.Text.RegularExpressions;
using Entrepot.Platform.Ui;

namespace Entrepot.Unit.Ui;

/// <summary>Each language says the same sentences, with the same values in them, in the forms that its grammar has.</summary>
public sealed partial class LanguageTests
{
    private const string Chinese = "zh-CN";

    public static TheoryData<string, string> Files()
    {
        var files = new TheoryData<string, string>();
        foreach (var project in WordFile.Projects)
            foreach (var language in WordFile.Languages)
                files.Add(project, language);
        return files;
    }

    public static TheoryData<string> Languages() => [.. WordFile.Languages];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_language_leaves_no_sentence_of_a_module_in_English(string project, string language) =>
        WordFile.Keys(project, Chinese).Except(WordFile.Keys(project, language)).ShouldBeEmpty($"add them to {project}/Locales/{language}.json");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_language_translates_no_sentence_that_the_module_does_not_say(string project, string language) =>
        WordFile.Keys(project, language).Except(WordFile.Keys(project, Chinese)).ShouldBeEmpty($"take them out of {project}/Locales/{language}.json");

    [Theory]
    [MemberData(nameof(Files))]
    public void A_sentence_stands_in_a_file_once_and_says_something(string project, string language)
    {
        var words = WordFile.Read(project, language);

        words.CountBy(word => word.Key).Where(count => count.Value > 1).ShouldBeEmpty();
        words.Where(word => Texts(word.Word).Any(string.IsNullOrWhiteSpace)).Select(word => word.Key).ShouldBeEmpty();
    }

    /// <summary>A form for exactly one or two may say so without its figure: "un pedido", "both orders".</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void A_placeholder_stands_in_the_translation_as_in_the_sentence(string project, string language) =>
        WordFile.Read(project, language).Where(word => word.Word.Forms.Count == 0
                ? Placeholders(word.Word.Text) != Placeholders(word.Key)
                : word.Word.Forms.Any(form => Placeholders(form.Value) != Placeholders(word.Key) && !(form.Key is "zero" or "one" or "two" && Placeholders(form.Value + "{0}") == Placeholders(word.Key))))
            .Select(word => word.Key).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void A_plural_has_every_form_that_the_language_knows_and_no_other(string project, string language)
    {
        var forms = Sorted(Categories(language));

        WordFile.Read(project, language).Where(word => word.Word.Forms.Count > 0 && Sorted(word.Word.Forms.Keys) != forms).Select(word => word.Key).ShouldBeEmpty($"give the forms {forms}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_depends_on_a_count_has_plural_forms(string project, string language)
    {
        var counted = Categories(language).Count > 1 ? Counted.Value : [];

        WordFile.Read(project, language).Where(word => counted.Contains(word.Key) && word.Word.Forms.Count == 0).Select(word => word.Key).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Modules_that_share_a_word_translate_it_alike(string language) =>
        WordFile.Projects.SelectMany(project => WordFile.Read(project, language).Select(word => (word.Key, word.Word.Text, project))).GroupBy(word => word.Key)
            .Where(same => same.Select(word => word.Text).Distinct().Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(word => $"{word.project} {word.Text}"))}")
            .ShouldBeEmpty("give one of them a context: \"word|context\"");

    [Theory]
    [MemberData(nameof(Files))]
    public void The_product_carries_the_words_of_every_module(string project, string language)
    {
        var carried = Carried.Value;

        WordFile.Keys(project, language).Where(key => carried.Find(language, key) is null).ShouldBeEmpty();
    }

    /// <summary>The sentences of <c>L.Plural(count, "{0} order", "{0} orders")</c>.</summary>
    private static readonly Lazy<HashSet<string>> Counted = new(() =>
        [.. Directory.GetFiles(Kit.Sources, "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || (file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)))
            .SelectMany(file => PluralKey().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value)]);

    private static readonly Lazy<Words> Carried = new(() =>
        new([typeof(Words).Assembly, .. AllModules.List().Select(module => module.GetType().Assembly)], Microsoft.Extensions.Logging.Abstractions.NullLogger<Words>.Instance));

    /// <summary>Every category of our languages has one of these counts.</summary>
    private static List<string> Categories(string language) => [.. new long[] { 0, 1, 2, 3, 11, 100, 1_000_000 }.Select(count => Plurals.Category(language, count)).Distinct()];

    private static IEnumerable<string> Texts(Word word) => word.Forms.Values.Append(word.Text);

    private static string Sorted(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private static string Placeholders(string text) => Sorted(Placeholder().Matches(text).Select(match => match.Value).Distinct());

    [GeneratedRegex(@"(?:\bL|\bwords)\.(?:Plural\([^""]+, |Forms\()""[^""]*"", ""((?:[^""\\]|\\.)*)""")]
    private static partial Regex PluralKey();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
