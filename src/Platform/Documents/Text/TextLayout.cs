using Entrepot.Platform.Documents.Fonts;

namespace Entrepot.Platform.Documents.Text;

/// <summary>A text broken into lines at the size at which it fits.</summary>
public sealed class TextLayout
{
    /// <summary>From the top of a line to its baseline, in font sizes: room for Ä and for Chinese characters.</summary>
    private const double BaselineShare = 0.95;

    /// <summary>Arabic letters reach far below the baseline and above the line: their lines stand further apart.</summary>
    private const double RightToLeftLeading = 0.2;

    /// <summary>Each try to fit is this much smaller.</summary>
    private const double ShrinkFactor = 0.94;

    private TextLayout(IReadOnlyList<TextLine> lines, double sizePoints, double lineHeight, bool isComplete)
    {
        Lines = lines;
        SizePoints = sizePoints;
        LineMillimetres = sizePoints * lineHeight * Lengths.MillimetresPerPoint;
        IsComplete = isComplete;
    }

    public IReadOnlyList<TextLine> Lines { get; }
    public double SizePoints { get; }

    /// <summary>From baseline to baseline.</summary>
    public double LineMillimetres { get; }
    public double HeightMillimetres => Lines.Count * LineMillimetres;
    public double WidthMillimetres => Lines.Count == 0 ? 0 : Lines.Max(line => line.WidthMillimetres(SizePoints));

    /// <summary>False where even the smallest size did not fit and the end was cut.</summary>
    public bool IsComplete { get; }

    internal double BaselineMillimetres => SizePoints * BaselineShare * Lengths.MillimetresPerPoint;

    /// <summary>Sets a text into a width and a height in millimetres: wraps, then shrinks, then cuts with an ellipsis.</summary>
    public static TextLayout Fit(FontLibrary fonts, string text, TextStyle style, double widthMillimetres, double heightMillimetres)
    {
        var shaped = ShapedText.Of(fonts, text, style.Bold);
        var lineHeight = style.LineHeight + (shaped.IsRightToLeft ? RightToLeftLeading : 0);
        var sizeMin = Math.Min(style.SizeMinPoints, style.SizePoints);
        for (var size = style.SizePoints; ; size = Math.Max(size * ShrinkFactor, sizeMin))
        {
            var isSmallest = size <= sizeMin;
            var linesMax = LinesThatFit(size, lineHeight, heightMillimetres);
            var width = Thousandths(widthMillimetres, size);
            var isClean = shaped.Break(width, out var breaks);
            if (breaks.Count <= linesMax && (isClean || isSmallest)) return new(shaped.Lines(breaks), size, lineHeight, true);
            if (isSmallest) return new(shaped.Cut(breaks, Math.Max(1, linesMax), width), size, lineHeight, false);
        }
    }

    /// <summary>Sets a text into a width, as tall as it must be.</summary>
    public static TextLayout Wrap(FontLibrary fonts, string text, TextStyle style, double widthMillimetres)
    {
        var shaped = ShapedText.Of(fonts, text, style.Bold);
        shaped.Break(Thousandths(widthMillimetres, style.SizePoints), out var breaks);
        return new(shaped.Lines(breaks), style.SizePoints, style.LineHeight + (shaped.IsRightToLeft ? RightToLeftLeading : 0), true);
    }

    private static int LinesThatFit(double size, double lineHeight, double heightMillimetres) =>
        (int)Math.Floor((heightMillimetres / (size * lineHeight * Lengths.MillimetresPerPoint)) + 0.001);

    private static int Thousandths(double millimetres, double size) => (int)(millimetres * Lengths.PointsPerMillimetre / size * 1000);
}
