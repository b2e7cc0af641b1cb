using System.Globalization;
using System.Text;
using Entrepot.Kernel;

namespace Entrepot.Transport.Carriers;

/// <summary>What every carrier's form asks for: short lines, telephone numbers, whole centimetres.</summary>
internal static class WireText
{
    public static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();

    /// <summary>The company, or the person where there is none.</summary>
    public static string NameOf(Address address, int length) => Cut(address.Company.Length > 0 ? address.Company : address.Name, length);

    /// <summary>The street in lines of at most <paramref name="length"/> characters, broken between words where possible.</summary>
    public static IReadOnlyList<string> Lines(Address address, int length, int linesMax)
    {
        var lines = new List<string>();
        foreach (var part in new[] { address.Line1, address.Line2 })
        {
            var rest = part.Trim();
            while (rest.Length > 0 && lines.Count < linesMax)
            {
                var at = rest.Length <= length ? rest.Length : rest.LastIndexOf(' ', length) is var space and > 0 ? space : length;
                lines.Add(rest[..at].Trim());
                rest = rest[at..].Trim();
            }
        }

        return lines;
    }

    /// <summary>Digits only; the shipper's where the consignee left none: carriers refuse an empty number, and a marketplace often hides it.</summary>
    public static string? Phone(Address address, Address otherwise, int length)
    {
        var digits = Digits(address.Phone) is { Length: > 0 } own ? own : Digits(otherwise.Phone);
        return digits.Length == 0 ? null : Cut(digits, length);
    }

    /// <summary>Millimetres as whole centimetres, rounded up as carriers measure.</summary>
    public static int Centimetres(int millimetres) => (int)Rounding.DivideUp(millimetres, 10);

    /// <summary>Grams as kilograms, rounded up to a hundred grams.</summary>
    public static decimal Kilograms(long grams) => Rounding.DivideUp(grams, 100) / 10m;

    /// <summary>Millimetres as whole inches, rounded up.</summary>
    public static int Inches(int millimetres) => (int)Rounding.DivideUp(millimetres * 10L, 254);

    /// <summary>Grams as pounds, rounded up to a tenth (one pound is 453.59237 g).</summary>
    public static decimal Pounds(long grams) => Rounding.DivideUp(grams * 1_000_000, 45_359_237) / 10m;

    public static string Plain(decimal number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static Money? Price(string? amount, string? currency) =>
        decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) && currency is not null && Money.From(value, currency) is { IsOk: true, Value: var money } ? money : null;

    private static string Digits(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
            if (char.IsAsciiDigit(c)) digits.Append(c);
        return digits.ToString();
    }
}
