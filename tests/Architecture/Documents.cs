using System.Text.RegularExpressions;

namespace Entrepot.Architecture;

/// <summary>What the documents say of the tree is true of it. Each rule answers with what is not.</summary>
internal static partial class Documents
{
    private const string Architecture = "docs/architecture.md";
    private const string Glossary = "docs/glossary.md";

    /// <summary>Links to files of ours, from where the document stands.</summary>
    public static IEnumerable<string> BrokenLinks(SourceTree tree) =>
        tree.Files("", ".md").SelectMany(document => Link().Matches(document.Text).Select(link => link.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !tree.Has(Resolve(document.Path, target)))
            .Select(target => $"{document.Path}: {target}"));

    /// <summary>Paths from the root, in code marks or in a tree. Names with <c>Your</c> or <c>Xxx</c> are the reader's own.</summary>
    public static IEnumerable<string> PathsThatAreNotThere(SourceTree tree) =>
        tree.Files("docs/", ".md").Concat(tree.Files("README.md", ".md")).Concat(tree.Files("CONTRIBUTING.md", ".md"))
            .SelectMany(document => RootedPath().Matches(document.Text).Select(path => path.Value)
                .Where(path => !Placeholder().IsMatch(path) && !path.Contains("/bin/", StringComparison.Ordinal) && !tree.Has(path)) // What a build makes is not there before it.
                .Select(path => $"{document.Path}: {path}"));

    /// <summary>The tree in the architecture document names the folder of each project.</summary>
    public static IEnumerable<string> ProjectsWithoutAWord(SourceTree tree)
    {
        var plan = tree.Files(Architecture, ".md").SelectMany(document => document.Lines).ToList();
        return Boundaries.Projects(tree).Concat(tree.Files("tests/", ".csproj")).Select(project => project.Path[..(project.Path.LastIndexOf('/') + 1)])
            .Where(folder => !plan.Exists(line => line.StartsWith(folder + " ", StringComparison.Ordinal)))
            .Select(folder => $"{folder} is not in the tree of {Architecture}");
    }

    public static IEnumerable<string> DecisionsOutOfShape(SourceTree tree)
    {
        var records = tree.Files("docs/decisions/", ".md").ToList();
        for (var i = 0; i < records.Count; i++)
        {
            if (!records[i].Name.StartsWith($"{i + 1:0000}-", StringComparison.Ordinal)) yield return $"{records[i].Path}: expected number {i + 1}";
            if (!records[i].Text.StartsWith($"# {i + 1}. ", StringComparison.Ordinal)) yield return $"{records[i].Path}: the title's number differs";
            foreach (var part in new[] { "**Context.**", "**Decision.**", "**Consequences.**" })
                if (!records[i].Text.Contains(part, StringComparison.Ordinal)) yield return $"{records[i].Path}: no {part}";
        }
    }

    /// <summary>A term of the glossary that stands alone on a screen is translated there as the glossary has it, in each language that has a column.</summary>
    public static IEnumerable<string> WordsUnlikeTheGlossary(SourceTree tree) => Columns.SelectMany(column => WordsUnlike(tree, column));

    private static IEnumerable<string> WordsUnlike(SourceTree tree, GlossaryColumn column)
    {
        var terms = tree.Files(Glossary, ".md").SelectMany(document => Terms(document.Lines, column)).ToLookup(term => term.English, term => term.Translated, StringComparer.OrdinalIgnoreCase);
        return tree.Sources($"/Locales/{column.Language}.json").SelectMany(file => Translation().Matches(file.Text)
            .Where(word => terms.Contains(word.Groups[1].Value) && !terms[word.Groups[1].Value].Contains(word.Groups[2].Value, StringComparer.OrdinalIgnoreCase))
            .Select(word => $"{file.Path}: {word.Value.Trim()}, in the glossary {terms[word.Groups[1].Value].First()}"));
    }

    /// <summary>The terms of all rows: in each as many translated ones as English ones, what stands in brackets left out.</summary>
    private static IEnumerable<(string English, string Translated)> Terms(IEnumerable<string> lines, GlossaryColumn column)
    {
        var at = -1;
        foreach (var cells in lines.Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length > 2))
        {
            if (cells[1] == "English") at = Array.IndexOf(cells, column.Heading);
            else if (at > 0 && at < cells.Length)
                foreach (var term in Bracketed().Replace(cells[1], "").Split(',', StringSplitOptions.TrimEntries).Zip(Bracketed().Replace(cells[at], "").Split(column.Comma, StringSplitOptions.TrimEntries)))
                    yield return term;
        }
    }

    private sealed record GlossaryColumn(string Heading, string Language, char Comma);

    private static readonly GlossaryColumn[] Columns = [new("中文", "zh-CN", '、'), new("Español", "es", ','), new("العربية", "ar", '،')];

    /// <summary>Where the server shows the pictures of the manual, and where they lie.</summary>
    private const string ManualPictures = "/manual/pictures/", ManualFolder = "src/Platform/Manual/";

    private static string Resolve(string document, string target)
    {
        if (document.StartsWith(ManualFolder, StringComparison.Ordinal) && target.StartsWith(ManualPictures, StringComparison.Ordinal)) return ManualFolder + target[ManualPictures.Length..];

        var parts = document.Split('/')[..^1].ToList();
        foreach (var part in target.Split('#')[0].TrimEnd('/').Split('/'))
        {
            if (part == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (part is not ("." or "")) parts.Add(part);
        }

        return parts.Count == 0 ? document : string.Join('/', parts);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<=`|^)(?:src|tests|docs|bench)/[^`\s]*", RegexOptions.Multiline)]
    private static partial Regex RootedPath();

    [GeneratedRegex(@"Your|Xxx|[<>*…]|NNNN")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\s*""([A-Z][^""|]+)"": ""([^""]+)""", RegexOptions.Multiline)]
    private static partial Regex Translation();

    [GeneratedRegex(@"\s*(\([^)]*\)|（[^）]*）)")]
    private static partial Regex Bracketed();
}
