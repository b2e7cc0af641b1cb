using System.Text.RegularExpressions;

namespace Entrepot.Unit.Ui;

/// <summary>What can be read off the pages' sources.</summary>
public sealed partial class KitSourceTests
{
    private static readonly string[] Pages = [.. Directory.GetFiles(Kit.Sources, "*.razor", SearchOption.AllDirectories).Where(IsSource)];

    [Fact]
    public void Htmx_stands_in_the_kit_only() =>
        Pages.Where(page => !page.Contains("/Platform/Ui/", StringComparison.Ordinal) && Htmx().IsMatch(File.ReadAllText(page)))
            .ShouldBeEmpty("a change of htmx must be a change of the kit");

    [Fact]
    public void No_page_has_an_inline_script_or_handler() =>
        Pages.Where(page => InlineScript().IsMatch(File.ReadAllText(page))).ShouldBeEmpty("the content security policy refuses them");

    [Fact]
    public void Every_icon_is_in_the_sprite()
    {
        var sprite = File.ReadAllLines(Path.Combine(Kit.Sources, "Assets/icons.txt")).ToHashSet();

        Pages.SelectMany(page => IconName().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value))
            .Concat(CSharp().SelectMany(source => NavIcon().Matches(source).Select(match => match.Groups[1].Value)))
            .Where(icon => !sprite.Contains(icon)).Distinct().ShouldBeEmpty("add the name to src/Assets/icons.txt");
    }

    [Fact]
    public void No_icon_is_sent_that_nothing_shows()
    {
        var named = Pages.Select(File.ReadAllText).Concat(CSharp()).SelectMany(source => Quoted().Matches(source).Select(match => match.Groups[1].Value)).ToHashSet();

        File.ReadAllLines(Path.Combine(Kit.Sources, "Assets/icons.txt")).Where(icon => !named.Contains(icon)).ShouldBeEmpty("take the name out of src/Assets/icons.txt");
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("es")]
    [InlineData("ar")]
    public void Every_word_of_the_kit_is_translated(string language) =>
        Said(Path.Combine(Kit.Sources, "Platform/Ui")).Where(key => Kit.Words.Find(language, key) is null).ShouldBeEmpty();

    [Fact]
    public void Every_plural_has_the_forms_its_language_needs()
    {
        foreach (var (language, forms) in new[] { ("ar", 6), ("es", 3), ("zh-CN", 1) })
            Kit.Words.Find(language, "Released {0} orders")!.Forms.Count.ShouldBe(forms, language);
    }

    private static IEnumerable<string> Said(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsSource).Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value).Where(key => key.Length > 0 && key is not ("…" or "{0} " or "{0} orders")).Distinct();

    private static IEnumerable<string> CSharp() => Directory.GetFiles(Kit.Sources, "*.cs", SearchOption.AllDirectories).Where(IsSource).Select(File.ReadAllText);

    private static bool IsSource(string file) => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal);

    [GeneratedRegex(@"\bhx-[a-z]")]
    private static partial Regex Htmx();

    [GeneratedRegex(@"<script(?![^>]*(src=|application/json))|\son(click|change|submit|load|input)=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();

    [GeneratedRegex(@"<(?:Icon\s+Name|\w+[^>]*\sIcon)=""([a-z0-9-]+)""")]
    private static partial Regex IconName();

    [GeneratedRegex(@"""([a-z0-9-]+)""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"new(?: NavEntry)?\(""[^""]+"", ""[^""]+"", ""/[^""]*"", ""([a-z0-9-]+)""")]
    private static partial Regex NavIcon();

    [GeneratedRegex(@"(?:\bL|\bwords)(?:\.Plural\([^,]+, ""[^""]*"", |\[)""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Key();
}
