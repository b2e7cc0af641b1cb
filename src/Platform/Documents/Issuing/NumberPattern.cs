using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Issuing;

/// <summary>
/// How the numbers of a kind of document are written: <c>INV-{yyyy}-{00000}</c>. With a year in it the counter begins anew each
/// year. It has no digits of its own and the places do not touch, so that the runs of digits in a number are its year and its
/// count and two numbers of one kind are never alike, however often the pattern is changed.
/// </summary>
public sealed class NumberPattern
{
    private const int DigitsMax = 12;

    /// <summary>Of a paper's number, as papers store it, less what a long count may take.</summary>
    private const int LengthMax = 40;

    private readonly IReadOnlyList<(string Text, bool IsPlace)> parts;

    private NumberPattern(string text, IReadOnlyList<(string Text, bool IsPlace)> parts) => (Text, this.parts) = (text, parts);

    public string Text { get; }

    public bool HasYear => parts.Any(part => part is { IsPlace: true, Text: ['y', ..] });

    /// <summary>Its letters, by which the numbers of different documents are told apart.</summary>
    public string Letters => string.Concat(parts.Select(part => part.IsPlace ? part.Text[..1] : part.Text));

    public static Result<NumberPattern> Parse(string text)
    {
        var parts = new List<(string Text, bool IsPlace)>();
        for (var rest = text; rest.Length > 0;)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            if (open != 0)
            {
                var words = open < 0 ? rest : rest[..open];
                if (words.Any(char.IsDigit)) return IssuingProblems.DigitsInPattern();
                if (words.Any(letter => !char.IsAsciiLetter(letter) && letter is not ('-' or '/' or '.' or '_'))) return IssuingProblems.BadLetters();
                parts.Add((words, false));
                rest = rest[words.Length..];
                continue;
            }

            var close = rest.IndexOf('}', StringComparison.Ordinal);
            var place = close < 0 ? rest : rest[1..close];
            if (close < 0 || !IsPlace(place) || parts.Any(part => part.IsPlace && part.Text[0] == place[0])) return IssuingProblems.UnknownPlace(place);
            if (parts.Count > 0 && parts[^1].IsPlace) return IssuingProblems.PlacesTouch();
            parts.Add((place, true));
            rest = rest[(close + 1)..];
        }

        if (!parts.Any(part => part is { IsPlace: true, Text: ['0', ..] })) return IssuingProblems.NoCounter(text);
        return parts.Sum(part => part.Text.Length) > LengthMax ? IssuingProblems.PatternTooLong(LengthMax) : new NumberPattern(text, parts);
    }

    /// <summary>A count that has outgrown its zeros is written in full.</summary>
    public string Fill(int year, long count)
    {
        var number = new StringBuilder();
        foreach (var (text, isPlace) in parts)
        {
            if (!isPlace) number.Append(text);
            else if (text[0] == '0') number.Append(count.ToString(text, CultureInfo.InvariantCulture));
            else number.Append((text.Length == 2 ? year % 100 : year).ToString(text.Length == 2 ? "00" : "0000", CultureInfo.InvariantCulture));
        }

        return number.ToString();
    }

    /// <summary>The year and count of a number that this pattern may have made; null for another's. Without a year in it the year is zero; one of two digits stands in this century.</summary>
    public (int Year, long Count)? Read(string number)
    {
        const int Century = 2_000;
        var (year, count, at) = (0, 0L, 0);
        foreach (var (text, isPlace) in parts)
        {
            if (!isPlace)
            {
                if (!number.AsSpan(at).StartsWith(text, StringComparison.Ordinal)) return null;
                at += text.Length;
                continue;
            }

            var digits = number.AsSpan(at).IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : number.Length - at;
            if (digits < text.Length || !long.TryParse(number.AsSpan(at, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return null;
            if (text[0] == '0') count = value;
            else if (digits != text.Length) return null;
            else year = text.Length == 2 ? Century + (int)value : (int)value;
            at += digits;
        }

        return at == number.Length ? (year, count) : null;
    }

    private static bool IsPlace(string place) => place is "yyyy" or "yy" || (place.Length is > 0 and <= DigitsMax && place.All(sign => sign == '0'));
}
