namespace Entrepot.Platform.Documents.Text;

/// <summary>
/// Breaks a paragraph into lines: after spaces and hyphens, and between Chinese or Japanese characters except where their
/// punctuation forbids it (GB/T 15834: no line begins with a closing mark or ends with an opening one).
/// </summary>
internal static class LineBreaker
{
    private const string NeverFirst = "、。，．：；！？）］｝〕〉》」』】〗’”…‥ー々%‰℃·),.:;!?]}";
    private const string NeverLast = "（［｛〔〈《「『【〖‘“([{￥＄";

    /// <summary>
    /// First glyph and the one behind the last of each line, spaces at the end left out; not allowed where a word was
    /// too long for a line and had to be cut. At least one line.
    /// </summary>
    /// <param name="source">The paragraph.</param>
    /// <param name="glyphs">Its glyphs in reading order.</param>
    /// <param name="width">Widest line in thousandths of the font size.</param>
    public static List<(int Start, int End, bool IsAllowed)> Break(string source, ShapedGlyph[] glyphs, int width)
    {
        var lines = new List<(int, int, bool)>();
        var start = 0;
        do
        {
            var (next, isAllowed) = NextBreak(source, glyphs, start, width);
            lines.Add((start, TrimEnd(source, glyphs, start, next), isAllowed));
            start = next;
        }
        while (start < glyphs.Length);
        return lines;
    }

    private static (int Next, bool IsAllowed) NextBreak(string source, ShapedGlyph[] glyphs, int start, int width)
    {
        var (used, lastAllowed) = (0, -1);
        for (var i = start; i < glyphs.Length; i++)
        {
            if (i > start && CanBreakBefore(source, glyphs, i)) lastAllowed = i;

            used += glyphs[i].Advance;
            if (used <= width || IsSpace(source, glyphs[i])) continue;
            return lastAllowed > start ? (lastAllowed, true) : (Math.Max(i, start + 1), false);
        }
        return (glyphs.Length, true);
    }

    private static bool CanBreakBefore(string source, ShapedGlyph[] glyphs, int i)
    {
        var (before, after) = (source[glyphs[i - 1].Start], source[glyphs[i].Start]);
        if (before == ' ') return after != ' ';
        if (after == ' ' || NeverFirst.Contains(after) || NeverLast.Contains(before)) return false;
        return before is '-' or '/' or '–' or '—' ? !char.IsAsciiDigit(after) : IsIdeographic(before) || IsIdeographic(after);
    }

    /// <summary>Scripts written without spaces; a surrogate is a rare ideograph or a pictograph, and both may be broken around.</summary>
    private static bool IsIdeographic(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3')
        or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF01' and <= '\uFF60') or (>= '\uD800' and <= '\uDBFF');

    private static bool IsSpace(string source, in ShapedGlyph glyph) => source[glyph.Start] == ' ';

    private static int TrimEnd(string source, ShapedGlyph[] glyphs, int start, int end)
    {
        while (end > start && IsSpace(source, glyphs[end - 1])) end--;
        return end;
    }
}
