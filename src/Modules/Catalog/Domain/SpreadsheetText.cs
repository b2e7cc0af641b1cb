using System.Text;

namespace Entrepot.Catalog.Domain;

/// <summary>
/// Texts in files that people open in a spreadsheet. A text that a spreadsheet would run as a formula is written with an
/// apostrophe before it, and read without: what was exported comes back as it was.
/// </summary>
internal static class SpreadsheetText
{
    /// <summary>What a spreadsheet takes for the start of a formula, as OWASP lists it, and the apostrophe that says it is none.</summary>
    private const string Starts = "=+-@\t\r'＝＋－＠";

    public static string Harmless(string text) => text.Length > 0 && IsGuarded(text[0]) ? "'" + text : text;

    /// <summary>A cell as its text: without the apostrophe, the blanks around it and what no field may hold.</summary>
    public static string Plain(string cell)
    {
        var text = Clean(cell);
        return text.Length > 1 && text[0] == '\'' && IsGuarded(text[1]) ? text[1..] : text;
    }

    /// <summary>Without control characters, of which files keep some and lose others, and without the blanks around it.</summary>
    public static string Clean(string text)
    {
        if (!text.Any(char.IsControl)) return text.Trim();
        var kept = new StringBuilder(text.Length);
        foreach (var c in text) kept.Append(char.IsControl(c) ? ' ' : c);
        return kept.ToString().Trim();
    }

    private static bool IsGuarded(char first) => first == '\'' || Starts.Contains(first, StringComparison.Ordinal);
}
