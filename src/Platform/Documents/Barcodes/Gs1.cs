using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>One piece of a GS1 barcode: the application identifier (<c>01</c>), its value, and the data title (<c>GTIN</c>).</summary>
public sealed record Gs1Element(string Identifier, string Value, string Title);

/// <summary>GS1 element strings: read what a person typed or a scanner sent, and draw GS1-128.</summary>
public static class Gs1
{
    /// <summary>What a scanner sends in place of FNC1 between two values.</summary>
    public const char Separator = '\u001D';

    /// <summary>GS1-128 holds no more, separators included (general specifications, section 5.4.1).</summary>
    private const int CharactersMax = 48;

    private const string Punctuation = "!\"%&'()*+,-./:;<=>?_";

    /// <summary>Reads the written form <c>(01)09506000134352(10)AB-12</c>.</summary>
    public static Result<IReadOnlyList<Gs1Element>> Parse(string text)
    {
        var elements = new List<Gs1Element>();
        for (var i = 0; i < text.Length;)
        {
            if (IdentifierAt(text, i) is not { } identifier) return Gs1Problems.UnknownIdentifier(text[i..]);
            var start = i + identifier.Length + 2;
            var end = start;
            while (end < text.Length && IdentifierAt(text, end) is null) end++;

            var element = Check(identifier, text[start..end]);
            if (element.Problem is { } problem) return problem;
            elements.Add(element.Value);
            i = end;
        }
        return elements.Count == 0 ? Gs1Problems.UnknownIdentifier(text) : elements;
    }

    /// <summary>Reads what a scanner sends: no brackets, an optional symbology identifier (<c>]C1</c>), <see cref="Separator"/> between values.</summary>
    public static Result<IReadOnlyList<Gs1Element>> ParseScan(string scan)
    {
        var elements = new List<Gs1Element>();
        var rest = scan.AsSpan(scan.StartsWith(']') && scan.Length > 3 ? 3 : 0);
        while (rest.Length > 0)
        {
            if (rest[0] == Separator) { rest = rest[1..]; continue; }
            if (Gs1Identifiers.FindAtStart(rest) is not { } found) return Gs1Problems.UnknownIdentifier(rest.ToString());

            rest = rest[found.Digits.Length..];
            var end = rest.IndexOf(Separator) is var at and >= 0 ? at : rest.Length;
            if (Gs1Identifiers.HasPredefinedLength(found.Digits)) end = Math.Min(end, found.Identifier.LengthMax);

            var element = Check(found.Digits, rest[..end].ToString());
            if (element.Problem is { } problem) return problem;
            elements.Add(element.Value);
            rest = rest[end..];
        }
        return elements.Count == 0 ? Gs1Problems.UnknownIdentifier(scan) : elements;
    }

    /// <summary>GS1-128: Code 128 that begins with FNC1, with FNC1 again after each value whose length is not predefined.</summary>
    public static Result<LinearBarcode> Encode(IReadOnlyList<Gs1Element> elements)
    {
        var written = Write(elements);
        if (written.Problem is { } problem) return problem;

        var (data, humanReadable) = written.Value;
        return data.Length - 1 > CharactersMax ? Gs1Problems.TooLong(data.Length - 1, CharactersMax) : Code128.Encode(data, humanReadable);
    }

    /// <summary>The element string with <see cref="Code128.Fnc1"/> where it belongs, and as it is printed for people.</summary>
    internal static Result<(string Data, string HumanReadable)> Write(IReadOnlyList<Gs1Element> elements)
    {
        var data = new StringBuilder().Append(Code128.Fnc1);
        var written = new StringBuilder();
        for (var i = 0; i < elements.Count; i++)
        {
            var (identifier, value, _) = elements[i];
            if (Check(identifier, value).Problem is { } problem) return problem;

            data.Append(identifier).Append(value);
            if (i < elements.Count - 1 && !Gs1Identifiers.HasPredefinedLength(identifier)) data.Append(Code128.Fnc1);
            written.Append('(').Append(identifier).Append(')').Append(value);
        }
        return elements.Count == 0 ? Gs1Problems.UnknownIdentifier("") : (data.ToString(), written.ToString());
    }

    /// <summary>The check digit of a GTIN, SSCC or GLN: weights 3 and 1 from the right, up to the next ten.</summary>
    /// <param name="digits">The digits before the check digit.</param>
    public static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i])) throw new ArgumentException("A check digit is computed over digits only.", nameof(digits));
            sum += (digits[i] - '0') * ((digits.Length - i) % 2 == 1 ? 3 : 1);
        }
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private static Result<Gs1Element> Check(string digits, string value)
    {
        if (Gs1Identifiers.Find(digits) is not { } identifier) return Gs1Problems.UnknownIdentifier(digits);
        if (value.Length < identifier.LengthMin || value.Length > identifier.LengthMax) return Gs1Problems.WrongLength(digits, identifier, value);
        if (!value.All(c => identifier.IsNumeric ? char.IsAsciiDigit(c) : char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c)))
            return Gs1Problems.WrongCharacter(digits, identifier, value);

        var check = identifier.CheckedLength;
        if (check > 0 && !value.AsSpan(0, check).ContainsAnyExceptInRange('0', '9') && CheckDigit(value.AsSpan(0, check - 1)) == value[check - 1]
            || check == 0) return new Gs1Element(digits, value, identifier.Title);
        return Gs1Problems.WrongCheckDigit(digits, identifier, value);
    }

    /// <summary>The known identifier that stands in brackets here; brackets inside a value name no identifier.</summary>
    private static string? IdentifierAt(string text, int i)
    {
        if (text[i] != '(') return null;
        var close = text.IndexOf(')', i);
        if (close - i is < 3 or > 5) return null;
        var digits = text[(i + 1)..close];
        return Gs1Identifiers.Find(digits) is null ? null : digits;
    }
}
