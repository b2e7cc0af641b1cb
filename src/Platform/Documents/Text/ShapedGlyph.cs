using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>One glyph of a text in reading order.</summary>
/// <param name="Face">The face that has it.</param>
/// <param name="Glyph">Its number there.</param>
/// <param name="Advance">Its width in thousandths of the font size.</param>
/// <param name="Start">Where the characters it stands for begin in the text.</param>
/// <param name="Length">How many UTF-16 units they are; more than one for a ligature or a character beyond the first 65,536.</param>
/// <param name="Level">Embedding level of the bidirectional algorithm: odd runs are drawn from right to left.</param>
internal readonly record struct ShapedGlyph(FontFace Face, ushort Glyph, int Advance, int Start, int Length, byte Level);

/// <summary>One line ready to be drawn: glyphs from left to right.</summary>
public sealed class TextLine
{
    private readonly string source;

    internal TextLine(string source, ShapedGlyph[] glyphs)
    {
        this.source = source;
        Glyphs = glyphs;
        foreach (var glyph in glyphs) Width += glyph.Advance;
    }

    internal ShapedGlyph[] Glyphs { get; }

    /// <summary>In thousandths of the font size.</summary>
    public int Width { get; }

    /// <summary>Width in millimetres at a font size.</summary>
    public double WidthMillimetres(double sizePoints) => Width * sizePoints * Lengths.MillimetresPerPoint / 1000;

    internal ReadOnlySpan<char> TextOf(in ShapedGlyph glyph) => source.AsSpan(glyph.Start, glyph.Length);

    /// <summary>The characters from left to right, as drawn.</summary>
    public override string ToString() => string.Concat(Glyphs.Select(glyph => source.Substring(glyph.Start, glyph.Length)));
}

/// <summary>Length units of paper.</summary>
internal static class Lengths
{
    public const double PointsPerMillimetre = 72 / 25.4;
    public const double MillimetresPerPoint = 25.4 / 72;
}
