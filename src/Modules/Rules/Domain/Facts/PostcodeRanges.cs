using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Facts;

/// <summary>
/// Postcodes by their beginnings: <c>"97"</c> is every one that begins with 97, <c>"97000-97299"</c> every one whose first
/// five signs lie between. Blanks, hyphens and case make no difference.
/// </summary>
internal sealed class PostcodeRanges((string From, string To)[] ranges)
{
    /// <summary>Longer than any country's postcodes, of which ten signs is the longest.</summary>
    private const int SignsMax = 16;

    public static Result<PostcodeRanges> Read(string[] texts, string field, string path)
    {
        var ranges = new (string From, string To)[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            // A range has its hyphen in the middle of two beginnings of equal length; 00-950 is a postcode.
            var plain = Plain(texts[i]);
            var parts = texts[i].Split('-');
            var isRange = parts.Length == 2 && Plain(parts[0]).Length == Plain(parts[1]).Length;
            ranges[i] = isRange ? (Plain(parts[0]), Plain(parts[1])) : (plain, plain);
            if (ranges[i].From.Length is 0 or > SignsMax) return RulesProblems.WrongValue(path, field, "beginnings of postcodes or ranges, e.g. \"97\", \"97000-97299\"");
            if (string.CompareOrdinal(ranges[i].From, ranges[i].To) > 0) return RulesProblems.EmptyRange(path, field, parts[0].Trim(), parts[1].Trim());
        }

        return new PostcodeRanges(ranges);
    }

    public bool Contain(string postcode)
    {
        Span<char> signs = stackalloc char[SignsMax];
        var count = 0;
        foreach (var sign in postcode)
            if (char.IsLetterOrDigit(sign) && count < SignsMax) signs[count++] = char.ToUpperInvariant(sign);

        foreach (var (from, to) in ranges)
        {
            if (count < from.Length) continue;
            var begin = signs[..from.Length];
            if (begin.SequenceCompareTo(from) >= 0 && begin.SequenceCompareTo(to) <= 0) return true;
        }

        return false;
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
