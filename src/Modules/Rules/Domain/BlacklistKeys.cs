using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain;

/// <summary>
/// The forms in which buyers and entries are compared, so that writing differently does not help: case, accents, spaces
/// and signs are taken away. An empty key means that there is nothing to compare.
/// </summary>
internal static class BlacklistKeys
{
    /// <summary>Fewer digits than this are no phone number.</summary>
    private const int PhoneDigitsMin = 6;

    /// <summary>The last digits tell a number whether it was written with its country's prefix or with a zero.</summary>
    private const int PhoneDigitsCompared = 9;

    /// <summary>Lower case; in the part before the @ what follows a + goes to the same mailbox and is left out.</summary>
    public static string Email(string email)
    {
        var text = email.Trim().ToLowerInvariant();
        var at = text.LastIndexOf('@');
        if (at <= 0 || at == text.Length - 1) return "";
        var plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && plus < at ? text[..plus] + text[at..] : text;
    }

    public static string Phone(string phone)
    {
        Span<char> digits = stackalloc char[32];
        var count = 0;
        foreach (var sign in phone)
            if (char.IsAsciiDigit(sign) && count < digits.Length) digits[count++] = sign;
        return count < PhoneDigitsMin ? "" : new(digits[Math.Max(0, count - PhoneDigitsCompared)..count]);
    }

    /// <summary>The words of a name in alphabetical order: <c>Li, Mia</c> is <c>Mia Li</c>.</summary>
    public static string Name(string name)
    {
        var words = Words(name);
        Array.Sort(words, StringComparer.Ordinal);
        return string.Join(' ', words);
    }

    /// <summary>Country, postcode and street line; all three must be there.</summary>
    public static string Address(Address address)
    {
        var (postcode, line) = (string.Concat(Words(address.Postcode)), string.Concat(Words(address.Line1)));
        return address.Country.Length == 0 || postcode.Length == 0 || line.Length == 0 ? "" : $"{address.Country.ToUpperInvariant()}|{postcode}|{line}";
    }

    /// <summary>A text as it stands inside the key of an address or a name: lower case, without accents, blanks and signs.</summary>
    public static string Plain(string text) => string.Concat(Words(text));

    private static string[] Words(string text)
    {
        var plain = new StringBuilder(text.Length);
        var source = IsPlain(text) ? text : text.Normalize(NormalizationForm.FormKD);
        foreach (var sign in source)
        {
            if (char.IsLetterOrDigit(sign)) plain.Append(char.ToLowerInvariant(sign));
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && sign is not ('.' or '\'')) plain.Append(' ');
        }

        return plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsPlain(string text) => System.Text.Ascii.IsValid(text);
}
