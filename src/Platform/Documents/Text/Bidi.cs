using System.Globalization;

namespace Entrepot.Platform.Documents.Text;

/// <summary>
/// The order in which Arabic and Hebrew are drawn beside Latin and digits: the Unicode bidirectional algorithm (UAX #9)
/// for text without explicit direction marks, which addresses and names do not carry.
/// </summary>
internal static class Bidi
{
    private enum Kind : byte { Left, Right, ArabicLetter, Digit, ArabicDigit, NumberSign, NumberEdge, NumberSeparator, Mark, Neutral }

    private const string Mirrors = "()[]{}<>«»";

    /// <summary>The embedding level of each character, or null where everything runs from left to right.</summary>
    public static byte[]? Levels(string paragraph)
    {
        if (!paragraph.Any(IsRightToLeft)) return null;

        var kinds = new Kind[paragraph.Length];
        for (var i = 0; i < kinds.Length; i++) kinds[i] = KindOf(paragraph[i]);
        var first = Array.FindIndex(kinds, kind => kind is Kind.Left or Kind.Right or Kind.ArabicLetter);
        var paragraphLevel = (byte)(first < 0 || kinds[first] == Kind.Left ? 0 : 1);

        ResolveNumbers(kinds, paragraphLevel);
        ResolveNeutrals(kinds, paragraphLevel);
        return [.. kinds.Select(kind => LevelOf(kind, paragraphLevel))];
    }

    /// <summary>Rule L2: from the highest level down, every run at that level or above is turned around.</summary>
    public static void Reorder(ShapedGlyph[] line)
    {
        var highest = line.Length == 0 ? 0 : line.Max(glyph => glyph.Level);
        for (var level = highest; level >= 1; level--)
            for (var i = 0; i < line.Length; i++)
            {
                var start = i;
                while (i < line.Length && line[i].Level >= level) i++;
                if (i > start) Array.Reverse(line, start, i - start);
            }
    }

    /// <summary>Rule L4: brackets that are drawn from right to left open to the other side.</summary>
    public static char Mirrored(char c) => Mirrors.IndexOf(c) is var i and >= 0 ? Mirrors[i ^ 1] : c;

    /// <summary>Rules W1 to W7.</summary>
    private static void ResolveNumbers(Kind[] kinds, byte paragraphLevel)
    {
        var outside = paragraphLevel == 1 ? Kind.Right : Kind.Left;
        var (previous, strong) = (outside, outside);
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] == Kind.Mark) kinds[i] = previous;
            if (kinds[i] == Kind.Digit && strong == Kind.ArabicLetter) kinds[i] = Kind.ArabicDigit;
            if (kinds[i] is Kind.Left or Kind.Right or Kind.ArabicLetter) strong = kinds[i];
            previous = kinds[i];
        }
        for (var i = 0; i < kinds.Length; i++)
            if (kinds[i] == Kind.ArabicLetter) kinds[i] = Kind.Right;

        JoinNumbers(kinds);

        strong = outside;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] is Kind.NumberSign or Kind.NumberEdge or Kind.NumberSeparator) kinds[i] = Kind.Neutral;
            if (kinds[i] is Kind.Left or Kind.Right) strong = kinds[i];
            if (kinds[i] == Kind.Digit && strong == Kind.Left) kinds[i] = Kind.Left;
        }
    }

    /// <summary>W4 and W5: one separator between two numbers, and signs beside a number, belong to it.</summary>
    private static void JoinNumbers(Kind[] kinds)
    {
        for (var i = 1; i + 1 < kinds.Length; i++)
        {
            if (kinds[i - 1] != kinds[i + 1]) continue;
            if (kinds[i - 1] == Kind.Digit && kinds[i] is Kind.NumberSign or Kind.NumberSeparator) kinds[i] = Kind.Digit;
            else if (kinds[i - 1] == Kind.ArabicDigit && kinds[i] == Kind.NumberSeparator) kinds[i] = Kind.ArabicDigit;
        }
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != Kind.NumberEdge) continue;
            var start = i;
            while (i < kinds.Length && kinds[i] == Kind.NumberEdge) i++;
            if ((start > 0 && kinds[start - 1] == Kind.Digit) || (i < kinds.Length && kinds[i] == Kind.Digit)) Array.Fill(kinds, Kind.Digit, start, i - start);
        }
    }

    /// <summary>Rules N1 and N2: what stands between two of one direction takes it; else the paragraph's.</summary>
    private static void ResolveNeutrals(Kind[] kinds, byte paragraphLevel)
    {
        var outside = paragraphLevel == 1 ? Kind.Right : Kind.Left;
        for (var i = 0; i < kinds.Length; i++)
        {
            if (kinds[i] != Kind.Neutral) continue;
            var start = i;
            while (i < kinds.Length && kinds[i] == Kind.Neutral) i++;
            var before = start == 0 ? outside : Direction(kinds[start - 1]);
            var after = i == kinds.Length ? outside : Direction(kinds[i]);
            Array.Fill(kinds, before == after ? before : outside, start, i - start);
        }
    }

    /// <summary>To neutrals, a number counts as right to left.</summary>
    private static Kind Direction(Kind kind) => kind == Kind.Left ? Kind.Left : Kind.Right;

    /// <summary>Rules I1 and I2.</summary>
    private static byte LevelOf(Kind kind, byte paragraphLevel) => (kind, paragraphLevel) switch
    {
        (Kind.Left, 0) => 0,
        (Kind.Right, _) => 1,
        _ => 2,
    };

    private static bool IsRightToLeft(char c) => c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC');

    private static Kind KindOf(char c) => c switch
    {
        (>= '0' and <= '9') or (>= '\u06F0' and <= '\u06F9') => Kind.Digit,
        (>= '\u0660' and <= '\u0669') or '\u066B' or '\u066C' => Kind.ArabicDigit,
        '+' or '-' => Kind.NumberSign,
        '#' or '$' or '%' or '¢' or '£' or '¤' or '¥' or '€' or '°' or '\u066A' => Kind.NumberEdge,
        ',' or '.' or '/' or ':' or '\u00A0' or '\u060C' => Kind.NumberSeparator,
        _ when CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => Kind.Mark,
        '\u061B' or '\u061F' => Kind.ArabicLetter,
        _ when IsRightToLeft(c) => c > '\u05FF' && char.IsPunctuation(c) ? Kind.Neutral : c is < '\u0600' or (>= '\uFB1D' and <= '\uFB4F') ? Kind.Right : Kind.ArabicLetter,
        _ => char.IsLetterOrDigit(c) || char.IsSurrogate(c) ? Kind.Left : Kind.Neutral,
    };
}
