using Entrepot.Kernel;

namespace Entrepot.Transport.Tracking;

/// <summary>The ways in which couriers compute a check digit, by their name in <c>Rules/tracking-number-formats.tsv</c>.</summary>
internal static class TrackingNumberChecks
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <param name="rule">Name and figures, apart by blanks.</param>
    /// <param name="serial">What stands under the check digit.</param>
    /// <param name="check">The digit found.</param>
    /// <param name="country">S10 only: the country at the end.</param>
    public static bool Holds(string rule, string serial, string check, string country)
    {
        var words = rule.Split(' ');
        return words[0] switch
        {
            "-" => true,
            "mod7" => long.Parse(serial, System.Globalization.CultureInfo.InvariantCulture) % 7 == Digit(check[0]),
            "mod10" => Mod10(words[1] == "reverse" ? Reversed(serial) : serial, Figures(words[^2..])) == Digit(check[0]),
            "weights" => Weighted(serial, Figures(words[1..])) % 11 % 10 == Digit(check[0]),
            "luhn" => Luhn(serial) == Digit(check[0]),
            "mod37" => Mod37(serial) == check[0],
            "s10" => Countries.IsKnown(country) && S10(serial) == Digit(check[0]),
            _ => throw new InvalidOperationException($"'{rule}' is no check in tracking-number-formats.tsv."),
        };
    }

    /// <summary>Letters count (code − 3) mod 10; every character times its place's figure; up to the next ten.</summary>
    private static int Mod10(string serial, int[] figures)
    {
        var sum = 0;
        for (var i = 0; i < serial.Length; i++) sum += (char.IsAsciiDigit(serial[i]) ? Digit(serial[i]) : (serial[i] - 3) % 10) * figures[i % 2];
        return (10 - (sum % 10)) % 10;
    }

    private static int Weighted(string serial, int[] weights) => serial.Select((digit, at) => Digit(digit) * weights[at]).Sum();

    /// <summary>From the right every second digit twice, its cross sum.</summary>
    private static int Luhn(string serial)
    {
        var sum = Reversed(serial).Select((digit, at) => at % 2 == 1 ? Digit(digit) : Digit(digit) * 2).Sum(value => value > 9 ? value - 9 : value);
        return (10 - (sum % 10)) % 10;
    }

    /// <summary>ISO 7064 MOD 37,36.</summary>
    private static char Mod37(string serial)
    {
        var carry = 36;
        foreach (var c in serial)
        {
            carry += Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry > 36) carry -= 36;
            carry *= 2;
            if (carry > 36) carry -= 37;
        }

        return Alphabet[(37 - carry) % 36];
    }

    /// <summary>UPU S10: eleven less the weighted sum; ten is written 0 and eleven 5.</summary>
    private static int S10(string serial) => (11 - (Weighted(serial, [8, 6, 4, 2, 3, 5, 9, 7]) % 11)) switch { 10 => 0, 11 => 5, var digit => digit };

    private static int[] Figures(string[] words) => [.. words.Select(word => int.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];

    private static string Reversed(string text) => new([.. text.Reverse()]);

    private static int Digit(char c) => c - '0';
}
