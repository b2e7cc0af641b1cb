namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>EAN-13 and EAN-8 (ISO/IEC 15420), which tills and hand scanners read on goods; a UPC-A of twelve digits is the EAN-13 with a zero before it.</summary>
public static class Ean
{
    /// <summary>White space that EAN-13 asks for on its left, in modules; its right would do with seven.</summary>
    private const int QuietModules = 11;

    private const string Guard = "111", Middle = "11111";

    /// <summary>Widths of the digits 0 to 9, first element to last, set A; set C has the same widths, set B has them from the other end.</summary>
    private static readonly string[] Widths = ["3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112"];

    /// <summary>Which of the six left digits are drawn in set B says what the first digit is.</summary>
    private static readonly string[] Sets = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"];

    /// <summary>8, 12, 13 or 14 digits: what could be a GTIN.</summary>
    public static bool LooksLikeGtin(string code) => code.Length is 8 or 12 or 13 or 14 && code.All(char.IsAsciiDigit);

    /// <summary>Whether the last digit is the check digit of the others.</summary>
    /// <param name="gtin">See <see cref="LooksLikeGtin"/>.</param>
    public static bool IsValid(string gtin) => LooksLikeGtin(gtin) && Gs1.CheckDigit(gtin.AsSpan(0, gtin.Length - 1)) == gtin[^1];

    /// <summary>A valid GTIN that has its bars here; one of fourteen digits is no article of a till.</summary>
    public static bool CanEncode(string gtin) => gtin.Length != 14 && IsValid(gtin);

    /// <exception cref="ArgumentException">No valid GTIN of 8, 12 or 13 digits; ask <see cref="CanEncode"/> first.</exception>
    public static LinearBarcode Encode(string gtin)
    {
        if (!CanEncode(gtin)) throw new ArgumentException($"'{gtin}' is no GTIN of 8, 12 or 13 digits with its check digit.", nameof(gtin));

        var digits = gtin.Length == 12 ? "0" + gtin : gtin;
        var half = digits.Length == 8 ? 4 : 6;
        var left = digits[^(2 * half)..^half];
        var sets = digits.Length == 8 ? "AAAA" : Sets[digits[0] - '0'];
        var bars = Guard + string.Concat(left.Select((digit, i) => sets[i] == 'A' ? Widths[digit - '0'] : Turned(Widths[digit - '0']))) + Middle + string.Concat(digits[^half..].Select(digit => Widths[digit - '0'])) + Guard;
        return new(gtin, [], [.. bars.Select(width => (byte)(width - '0'))], QuietModules);
    }

    private static string Turned(string widths) => new([.. widths.Reverse()]);
}
