using System.Collections.Frozen;

namespace Entrepot.Platform.Ui;

/// <summary>What a search in the manual found.</summary>
/// <param name="Before">The text before the first place that was found, <paramref name="Match"/> itself, and what follows.</param>
public sealed record ManualHit(ManualChapter Chapter, string Before, string Match, string After);

/// <summary>The manual, as it is built into the program: <c>Manual/&lt;language&gt;/&lt;chapter&gt;.md</c>. It is written in English, Chinese and Spanish; who reads none of them gets the English one.</summary>
public sealed class ManualBook
{
    public const string Fallback = "en";

    /// <summary>Around what was found: a line or two.</summary>
    private const int Around = 70;

    private readonly FrozenDictionary<string, IReadOnlyList<ManualChapter>> byLanguage = Read();

    public IReadOnlyList<string> Languages => [.. byLanguage.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The language in which somebody who reads <paramref name="language"/> gets the manual.</summary>
    public string Written(string language) => byLanguage.ContainsKey(language) ? language : Fallback;

    public IReadOnlyList<ManualChapter> In(string language) => byLanguage.GetValueOrDefault(language) ?? byLanguage[Fallback];

    public ManualChapter? Find(string language, string slug) => In(language).FirstOrDefault(chapter => chapter.Slug == slug);

    /// <summary>The chapter that tells of a page; the first where none does.</summary>
    /// <param name="path">A path of this site, with or without its query.</param>
    public ManualChapter Of(string language, string path)
    {
        var plain = path.Split('?')[0];
        var chapters = In(language);
        return chapters.SelectMany(chapter => chapter.Pages.Select(page => (chapter, page)))
            .Where(pair => plain == pair.page || plain.StartsWith(pair.page + "/", StringComparison.Ordinal))
            .OrderByDescending(pair => pair.page.Length).Select(pair => pair.chapter).FirstOrDefault() ?? chapters[0];
    }

    /// <summary>Chapters that have all the words, those with them in the title first.</summary>
    public IReadOnlyList<ManualHit> Search(string language, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return [];

        return [.. In(language)
            .Where(chapter => words.All(word => Has(chapter.Title, word) || Has(chapter.Plain, word)))
            .OrderByDescending(chapter => words.Count(word => Has(chapter.Title, word))).ThenBy(chapter => chapter.Order)
            .Select(chapter => Shown(chapter, words[0]))];
    }

    private static bool Has(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static ManualHit Shown(ManualChapter chapter, string word)
    {
        var at = chapter.Plain.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return new(chapter, chapter.Plain[..Math.Min(2 * Around, chapter.Plain.Length)], "", "");

        var (from, to) = (Math.Max(0, at - Around), Math.Min(chapter.Plain.Length, at + word.Length + Around));
        return new(chapter, (from > 0 ? "…" : "") + chapter.Plain[from..at], chapter.Plain[at..(at + word.Length)], chapter.Plain[(at + word.Length)..to] + (to < chapter.Plain.Length ? "…" : ""));
    }

    private static FrozenDictionary<string, IReadOnlyList<ManualChapter>> Read()
    {
        var assembly = typeof(ManualBook).Assembly;
        return assembly.GetManifestResourceNames().Where(name => name.StartsWith("Manual/", StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            .Select(name => (Parts: name.Split('/'), name))
            .GroupBy(file => file.Parts[1], file => ManualChapter.Parse(file.Parts[2][..^3], Text(file.name)))
            .ToFrozenDictionary(group => group.Key, group => (IReadOnlyList<ManualChapter>)[.. group.OrderBy(chapter => chapter.Order)]);

        string Text(string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing."));
            return reader.ReadToEnd();
        }
    }
}
