using Markdig;

namespace Entrepot.Platform.Ui;

/// <summary>A chapter of the manual in one language.</summary>
/// <param name="Slug">Its name in the address, the same in all languages.</param>
/// <param name="Pages">Where it is opened: the beginnings of the pages' paths that it tells of.</param>
/// <param name="Source">Markdown, without its head.</param>
public sealed record ManualChapter(string Slug, int Order, string Title, IReadOnlyList<string> Pages, string Source)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseAutoIdentifiers().DisableHtml().Build();

    public string ToHtml() => Markdown.ToHtml(Source, Pipeline);

    /// <summary>The words alone, for finding and for the lines that show what was found.</summary>
    public string Plain { get; } = Markdown.ToPlainText(Source, Pipeline);

    /// <summary>A chapter's file: a head of lines <c>name: value</c>, an empty line, and Markdown.</summary>
    /// <exception cref="InvalidOperationException">The file has no such head: a build fault.</exception>
    public static ManualChapter Parse(string slug, string file)
    {
        var text = file.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? [] : text[..end].Split('\n').Select(line => line.Split(": ", 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
        if (!head.TryGetValue("title", out var title) || !head.TryGetValue("order", out var order) || !head.TryGetValue("pages", out var pages))
            throw new InvalidOperationException($"The manual's chapter '{slug}' has no head with title, order and pages.");
        return new(slug, int.Parse(order, System.Globalization.CultureInfo.InvariantCulture), title, pages.Split(' '), text[(end + 2)..]);
    }
}
