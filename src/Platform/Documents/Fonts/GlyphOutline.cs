using System.Buffers.Binary;
using System.Numerics;

namespace Entrepot.Platform.Documents.Fonts;

/// <summary>The outline of a glyph as straight edges, for drawing it in dots.</summary>
internal static class GlyphOutline
{
    /// <summary>A curve of a letter a few millimetres tall is smooth in as many pieces.</summary>
    private const int PiecesPerCurve = 5;

    private const int OnCurve = 1, ShortX = 2, ShortY = 4, Repeat = 8, SameOrPositiveX = 16, SameOrPositiveY = 32;
    private const int WordArguments = 1, OffsetsNotPoints = 2, OneScale = 8, MoreComponents = 32, TwoScales = 64, FullMatrix = 128;

    /// <param name="font">The font.</param>
    /// <param name="glyph">The glyph.</param>
    /// <param name="place">From font units to dots.</param>
    /// <param name="edges">Where the edges are added.</param>
    public static void AddEdges(TrueTypeFont font, ushort glyph, Matrix3x2 place, List<(Vector2 From, Vector2 To)> edges)
    {
        var outline = font.Outline(glyph);
        if (outline.Length == 0) return;

        var contours = I16(outline, 0);
        if (contours < 0) AddComponents(font, outline, place, edges);
        else AddContours(outline, contours, place, edges);
    }

    private static void AddComponents(TrueTypeFont font, ReadOnlySpan<byte> outline, Matrix3x2 place, List<(Vector2, Vector2)> edges)
    {
        var at = 10;
        int flags;
        do
        {
            flags = U16(outline, at);
            var component = U16(outline, at + 2);
            at += 4;
            var isWide = (flags & WordArguments) != 0;
            var offset = (flags & OffsetsNotPoints) == 0 ? Vector2.Zero
                : isWide ? new(I16(outline, at), I16(outline, at + 2)) : new((sbyte)outline[at], (sbyte)outline[at + 1]);
            at += isWide ? 4 : 2;
            var (scale, length) = Scale(outline[at..], flags);
            at += length;
            AddEdges(font, component, (scale * Matrix3x2.CreateTranslation(offset)) * place, edges);
        }
        while ((flags & MoreComponents) != 0);
    }

    private static (Matrix3x2 Scale, int Length) Scale(ReadOnlySpan<byte> data, int flags)
    {
        if ((flags & OneScale) != 0) return (Matrix3x2.CreateScale(F2Dot14(data, 0)), 2);
        if ((flags & TwoScales) != 0) return (Matrix3x2.CreateScale(F2Dot14(data, 0), F2Dot14(data, 2)), 4);
        if ((flags & FullMatrix) != 0) return (new(F2Dot14(data, 0), F2Dot14(data, 2), F2Dot14(data, 4), F2Dot14(data, 6), 0, 0), 8);
        return (Matrix3x2.Identity, 0);
    }

    private static void AddContours(ReadOnlySpan<byte> outline, int contours, Matrix3x2 place, List<(Vector2, Vector2)> edges)
    {
        if (contours == 0) return;

        var count = U16(outline, 10 + ((contours - 1) * 2)) + 1;
        var at = 10 + (contours * 2);
        at += 2 + U16(outline, at); // Hinting instructions.

        var flags = new byte[count];
        for (var i = 0; i < count;)
        {
            var flag = outline[at++];
            var times = (flag & Repeat) != 0 ? outline[at++] + 1 : 1;
            for (; times > 0 && i < count; times--) flags[i++] = flag;
        }
        var xs = Coordinates(outline, ref at, flags, ShortX, SameOrPositiveX);
        var ys = Coordinates(outline, ref at, flags, ShortY, SameOrPositiveY);

        var start = 0;
        for (var contour = 0; contour < contours; contour++)
        {
            var end = U16(outline, 10 + (contour * 2)) + 1;
            AddContour(xs.AsSpan(start, end - start), ys.AsSpan(start, end - start), flags.AsSpan(start, end - start), place, edges);
            start = end;
        }
    }

    private static int[] Coordinates(ReadOnlySpan<byte> outline, ref int at, byte[] flags, int isShort, int sameOrPositive)
    {
        var values = new int[flags.Length];
        var value = 0;
        for (var i = 0; i < flags.Length; i++)
        {
            var same = (flags[i] & sameOrPositive) != 0;
            if ((flags[i] & isShort) != 0) value += same ? outline[at++] : -outline[at++];
            else if (!same)
            {
                value += I16(outline, at);
                at += 2;
            }
            values[i] = value;
        }
        return values;
    }

    /// <summary>Points off the curve are control points; between two of them lies an implied point on the curve.</summary>
    private static void AddContour(ReadOnlySpan<int> xs, ReadOnlySpan<int> ys, ReadOnlySpan<byte> flags, Matrix3x2 place, List<(Vector2, Vector2)> edges)
    {
        var points = new List<(Vector2 Point, bool IsOn)>(flags.Length * 2);
        for (var i = 0; i < flags.Length; i++)
        {
            var point = Vector2.Transform(new(xs[i], ys[i]), place);
            var isOn = (flags[i] & OnCurve) != 0;
            if (!isOn && points.Count > 0 && !points[^1].IsOn) points.Add(((points[^1].Point + point) / 2, true));
            points.Add((point, isOn));
        }
        if (points.Count < 2) return;
        if (!points[0].IsOn && !points[^1].IsOn) points.Add(((points[0].Point + points[^1].Point) / 2, true));

        var first = points.FindIndex(point => point.IsOn);
        var pen = points[first].Point;
        for (var i = 1; i <= points.Count; i++)
        {
            var (point, isOn) = points[(first + i) % points.Count];
            if (isOn) edges.Add((pen, point));
            else AddCurve(pen, point, point = points[(first + ++i) % points.Count].Point, edges);
            pen = point;
        }
    }

    private static void AddCurve(Vector2 from, Vector2 control, Vector2 to, List<(Vector2, Vector2)> edges)
    {
        var pen = from;
        for (var i = 1; i <= PiecesPerCurve; i++)
        {
            var t = i / (float)PiecesPerCurve;
            var next = ((1 - t) * (1 - t) * from) + (2 * t * (1 - t) * control) + (t * t * to);
            edges.Add((pen, next));
            pen = next;
        }
    }

    private static float F2Dot14(ReadOnlySpan<byte> data, int at) => I16(data, at) / 16384f;
    private static ushort U16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadUInt16BigEndian(data[at..]);
    private static short I16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt16BigEndian(data[at..]);
}
