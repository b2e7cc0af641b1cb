using System.Text.RegularExpressions;

namespace Entrepot.Platform.Ui;

/// <summary>
/// Codes, file names, dates and examples that stand in the words of a right-to-left translation. Between Arabic letters
/// <c>--abandon</c> would be drawn as <c>abandon--</c> and <c>2026-11-22</c> from its day: each such run is isolated
/// (U+2066 … U+2069), as <see cref="WordFormat"/> does with values. A plain word such as <c>SKU</c> runs rightly by itself.
/// </summary>
internal static partial class LatinRuns
{
    // A place for a value, {0}, has no group: it is left as it is.
    public static string Isolate(string sentence) => Run().Replace(sentence, found => found.Groups["run"].Success ? Isolated(found.Value) : found.Value);

    // What ends the sentence, or stands around the run, belongs to the Arabic.
    private static string Isolated(string run)
    {
        var start = SignsBefore().Match(run).Length;
        var end = Math.Max(start, SignsAfter().Match(run).Index);
        if (run[start..end] is ['(', .. var inside, ')'] && !inside.Contains('(')) (start, end) = (start + 1, end - 1);
        if (run[start..end] is [.. var before, ')'] && !before.Contains('(')) end--;

        var text = run[start..end];
        return RunsByItself().IsMatch(text) ? run : $"{run[..start]}\u2066{text}\u2069{run[end..]}";
    }

    /// <summary>Printable ASCII and the signs of examples, with single spaces between; a bracket only where it is closed without Arabic or a value between.</summary>
    [GeneratedRegex(@"\{\d+\}|(?<run>(?:(?!\{\d+\})(?:[\x21-\x27\x29-\x7E…×]|\((?=[\x20-\x27\x2A-\x7A…×]*\))))+(?: (?:(?!\{\d+\})(?:[\x21-\x27\x29-\x7E…×]|\((?=[\x20-\x27\x2A-\x7A…×]*\))))+)*)")]
    private static partial Regex Run();

    [GeneratedRegex(@"^(?:[^A-Za-z0-9""'(\[{]+ )*")]
    private static partial Regex SignsBefore();

    [GeneratedRegex(@"[.,;:!?]*(?: [^A-Za-z0-9""')\]}%]+)*$")]
    private static partial Regex SignsAfter();

    /// <summary>Words that begin with a letter and hold no sign, numbers, and signs alone.</summary>
    [GeneratedRegex(@"^(?:[A-Za-z][A-Za-z0-9 ]*|[0-9]+(?:[.,][0-9]+)*|[^A-Za-z0-9]*)$")]
    private static partial Regex RunsByItself();
}
