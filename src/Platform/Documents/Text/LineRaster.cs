using System.Numerics;
using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>Black and white dots, a bit each, rows padded to whole bytes, the leftmost dot in the highest bit.</summary>
internal sealed record Raster(int Width, int Height, int RowBytes, byte[] Bits);

/// <summary>Draws a line of text in printer dots, for characters that the printer's own fonts lack.</summary>
internal static class LineRaster
{
    /// <summary>Room above and below the baseline that Chinese and Arabic glyphs need, in font sizes.</summary>
    public const double AscentShare = 1.1, DescentShare = 0.4;

    /// <param name="line">The line.</param>
    /// <param name="dotsPerEm">The font size in dots.</param>
    /// <returns>Dots whose baseline lies <see cref="AscentShare"/> of the font size below their top.</returns>
    public static Raster Draw(TextLine line, double dotsPerEm)
    {
        var edges = new List<(Vector2 From, Vector2 To)>();
        var baseline = (float)(dotsPerEm * AscentShare);
        var x = 0.0;
        foreach (ref readonly var glyph in line.Glyphs.AsSpan())
        {
            var scale = (float)(dotsPerEm / glyph.Face.Font.UnitsPerEm);
            GlyphOutline.AddEdges(glyph.Face.Font, glyph.Glyph, new(scale, 0, 0, -scale, (float)x, baseline), edges);
            x += glyph.Advance * dotsPerEm / 1000;
        }
        return Fill(edges, Math.Max(1, (int)Math.Ceiling(x)), (int)Math.Ceiling(dotsPerEm * (AscentShare + DescentShare)));
    }

    /// <summary>A dot is black where its centre lies inside the outline by the non-zero winding rule.</summary>
    private static Raster Fill(List<(Vector2 From, Vector2 To)> edges, int width, int height)
    {
        var rowBytes = (width + 7) / 8;
        var bits = new byte[rowBytes * height];
        var crossings = Crossings(edges, height);
        for (var row = 0; row < height; row++)
        {
            var line = crossings[row];
            line.Sort((a, b) => a.X.CompareTo(b.X));
            var winding = 0;
            for (var i = 0; i + 1 < line.Count; i++)
            {
                winding += line[i].Direction;
                if (winding == 0) continue;
                var (first, last) = (Math.Max(0, (int)MathF.Ceiling(line[i].X - 0.5f)), Math.Min(width - 1, (int)MathF.Ceiling(line[i + 1].X - 0.5f) - 1));
                for (var dot = first; dot <= last; dot++) bits[(row * rowBytes) + (dot >> 3)] |= (byte)(0x80 >> (dot & 7));
            }
        }
        return new(width, height, rowBytes, bits);
    }

    /// <summary>Where edges cross the middle of each row of dots, and whether they run down or up.</summary>
    private static List<(float X, int Direction)>[] Crossings(List<(Vector2 From, Vector2 To)> edges, int height)
    {
        var rows = new List<(float, int)>[height];
        for (var row = 0; row < height; row++) rows[row] = [];
        foreach (var (from, to) in edges)
        {
            var (upper, lower, direction) = from.Y <= to.Y ? (from, to, 1) : (to, from, -1);
            var (first, last) = (Math.Max(0, (int)MathF.Ceiling(upper.Y - 0.5f)), Math.Min(height - 1, (int)MathF.Ceiling(lower.Y - 0.5f) - 1));
            for (var row = first; row <= last; row++)
                rows[row].Add((upper.X + ((lower.X - upper.X) * (row + 0.5f - upper.Y) / (lower.Y - upper.Y)), direction));
        }
        return rows;
    }
}
