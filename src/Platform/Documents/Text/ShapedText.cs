using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>A text as glyphs, paragraph by paragraph: shaped once, broken at as many widths as it takes to fit.</summary>
internal sealed class ShapedText
{
    private readonly FontLibrary fonts;
    private readonly bool isBold;
    private readonly (string Source, ShapedGlyph[] Glyphs)[] paragraphs;

    private ShapedText(FontLibrary fonts, bool isBold, (string, ShapedGlyph[])[] paragraphs) =>
        (this.fonts, this.isBold, this.paragraphs) = (fonts, isBold, paragraphs);

    public bool IsRightToLeft => paragraphs.Any(paragraph => paragraph.Glyphs.Any(glyph => glyph.Level > 0));

    public static ShapedText Of(FontLibrary fonts, string text, bool isBold)
    {
        if (text.Length == 0) return new(fonts, isBold, []);
        if (!text.AsSpan().ContainsAny('\n', '\r')) return new(fonts, isBold, [(text, TextShaper.Shape(text, fonts, isBold))]);
        return new(fonts, isBold, [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => (line, TextShaper.Shape(line, fonts, isBold)))]);
    }

    /// <param name="width">Widest line in thousandths of the font size.</param>
    /// <param name="breaks">Paragraph, first glyph and the one behind the last of each line.</param>
    /// <returns>False where a word had to be cut.</returns>
    public bool Break(int width, out List<(int Paragraph, int Start, int End)> breaks)
    {
        breaks = [];
        var isClean = true;
        for (var i = 0; i < paragraphs.Length; i++)
        {
            var (source, glyphs) = paragraphs[i];
            foreach (var (start, end, isAllowed) in LineBreaker.Break(source, glyphs, width))
            {
                breaks.Add((i, start, end));
                isClean &= isAllowed;
            }
        }
        return isClean;
    }

    public TextLine[] Lines(IEnumerable<(int Paragraph, int Start, int End)> breaks) =>
        [.. breaks.Select(line => Line(paragraphs[line.Paragraph].Source, paragraphs[line.Paragraph].Glyphs[line.Start..line.End]))];

    /// <summary>As many lines as fit, the last one ending in an ellipsis.</summary>
    public TextLine[] Cut(List<(int Paragraph, int Start, int End)> breaks, int linesMax, int width)
    {
        var lines = Lines(breaks.Take(linesMax));
        var (paragraph, start, end) = breaks[linesMax - 1];
        var (source, glyphs) = paragraphs[paragraph];

        var room = width - TextShaper.Shape("…", fonts, isBold)[0].Advance;
        for (var used = glyphs[start..end].Sum(glyph => glyph.Advance); end > start && used > room; end--) used -= glyphs[end - 1].Advance;

        var from = end > start ? glyphs[start].Start : 0;
        var text = (end > start ? source[from..(glyphs[end - 1].Start + glyphs[end - 1].Length)].TrimEnd() : "") + "…";
        lines[^1] = Line(text, TextShaper.Shape(text, fonts, isBold));
        return lines;
    }

    private static TextLine Line(string source, ShapedGlyph[] glyphs)
    {
        Bidi.Reorder(glyphs);
        return new(source, glyphs);
    }
}
