using System.Text.RegularExpressions;

namespace Entrepot.Unit.Ui;

/// <summary>Every word that a module says is translated into Chinese, and nothing is translated that nobody says; <see cref="LanguageTests"/> hold the other languages to it.</summary>
public sealed partial class ModuleWordsTests
{
    private const string Chinese = "zh-CN";

    /// <summary>Without the platform, which puts some of its keys together: <c>"{0} " + unit</c>.</summary>
    public static TheoryData<string> Modules() =>
        [.. WordFile.Projects.Where(project => project != "Platform")];

    [Theory]
    [MemberData(nameof(Modules))]
    public void Every_word_of_a_module_is_translated(string module)
    {
        var known = WordFile.Keys(module, Chinese).Concat(WordFile.Keys("Platform", Chinese)).ToHashSet(StringComparer.Ordinal);

        Sources(Path.Combine(Kit.Sources, module)).SelectMany(Said).Distinct().Where(key => !known.Contains(key)).Order(StringComparer.Ordinal)
            .ShouldBeEmpty($"add them to {module}/Locales/{Chinese}.json");
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void No_module_translates_what_nobody_says(string module)
    {
        WordFile.Keys(module, Chinese).Where(key => !IsSaid(key)).Order(StringComparer.Ordinal)
            .ShouldBeEmpty($"take them out of {module}/Locales/{Chinese}.json, or say them");
    }

    [Fact]
    public void Every_reason_for_which_the_journey_holds_an_order_is_translated()
    {
        var known = Modules().SelectMany(module => WordFile.Keys(module.Data, Chinese)).ToHashSet(StringComparer.Ordinal);

        Codes("Journey/JourneyProblems.cs").Concat(Codes("Kernel/AddressRules.cs")).Where(code => !known.Contains(code)).ShouldBeEmpty();
    }

    /// <summary>Literal keys, the words of status tables, and the titles of the side bar.</summary>
    private static IEnumerable<string> Said(string source) =>
        LiteralKey().Matches(source).Concat(StatusWord().Matches(source)).Concat(NavTitle().Matches(source))
            .Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal));

    /// <summary>
    /// Many words reach the screen through a variable: tables of statuses, codes of problems, texts of traces. All of them
    /// stand somewhere as a literal; a code that is put together stands there by its last part.
    /// </summary>
    private static bool IsSaid(string key)
    {
        var bare = key.EndsWith("|message", StringComparison.Ordinal) ? key[..^"|message".Length] : key;
        return Literals.Value.Contains(bare) || (Code().IsMatch(bare) && Literals.Value.Contains(bare[(bare.LastIndexOf('.') + 1)..]));
    }

    private static readonly Lazy<HashSet<string>> Literals = new(() => [.. Sources(Kit.Sources).SelectMany(Said), .. Sources(Kit.Sources).SelectMany(Quoted), .. Data().SelectMany(Quoted), .. Enums(), .. Sentences()]);

    private static IEnumerable<string> Quoted(string text) =>
        Quotation().Matches(text).Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal)).Concat(text.Split(['\t', '\n']));

    /// <summary>The members of contracts' enums: pages show some of them by name.</summary>
    private static IEnumerable<string> Enums() => AllModules.List().Select(module => module.GetType().Assembly).Append(typeof(Entrepot.Kernel.PaymentState).Assembly)
        .SelectMany(assembly => assembly.GetExportedTypes()).Where(type => type.IsEnum).SelectMany(Enum.GetNames).SelectMany(name => new[] { name, Entrepot.Kernel.Spoken.Of(name) });

    /// <summary>Words of reasons, with places for their values.</summary>
    private static IEnumerable<string> Sentences() => CompiledSentences.OfProduct.Values.SelectMany(found => found.Templates);

    private static IEnumerable<string> Codes(string file) => ProblemCode().Matches(File.ReadAllText(Path.Combine(Kit.Sources, file))).Select(match => match.Groups[1].Value).Distinct();

    private static IEnumerable<string> Sources(string folder) => Files(folder, "*.cs").Concat(Files(folder, "*.razor")).Select(File.ReadAllText);

    private static IEnumerable<string> Data() => Files(Kit.Sources, "*.tsv").Concat(Files(Kit.Sources, "*.json")).Where(file => file.Contains("/Rules/", StringComparison.Ordinal)).Select(File.ReadAllText);

    private static IEnumerable<string> Files(string folder, string pattern) => Directory.GetFiles(folder, pattern, SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));

    [GeneratedRegex(@"(?:\bL|\bwords)(?:\.Plural\([^,]+, ""[^""]*"", |\.Forms\(""[^""]*"", |\[)""((?:[^""\\]|\\.)*)""")]
    private static partial Regex LiteralKey();

    [GeneratedRegex(@"new(?: StatusWord)?\(Tone\.\w+, ""([^""]+)""\)")]
    private static partial Regex StatusWord();

    [GeneratedRegex(@"new NavEntry\(""[^""]+"", ""([^""]+)""")]
    private static partial Regex NavTitle();

    [GeneratedRegex(@"""((?:[^""\\\n]|\\.)*)""")]
    private static partial Regex Quotation();

    [GeneratedRegex(@"^[a-z0-9_.-]+$")]
    private static partial Regex Code();

    [GeneratedRegex(@"Problem\.\w+\(\s*""([a-z_.]+)""")]
    private static partial Regex ProblemCode();
}
