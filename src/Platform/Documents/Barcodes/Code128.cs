namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>
/// Code 128 (ISO/IEC 15417) with the fewest symbols possible: the switches between code sets A, B and C are found by
/// dynamic programming, so a long tracking number stays as wide as it must be and no wider.
/// </summary>
public static class Code128
{
    /// <summary>Stands for FNC1 in the text to encode; it is not a character that data can hold.</summary>
    internal const char Fnc1 = '\u0100';

    private const int SetA = 0, SetB = 1, SetC = 2;
    private const int Unreachable = int.MaxValue / 2;

    /// <summary>Code 128 holds ASCII only. For other text use a QR code.</summary>
    public static bool CanEncode(string text) => text.Length > 0 && text.All(char.IsAscii);

    /// <exception cref="ArgumentException">The text is empty or not ASCII; ask <see cref="CanEncode"/> first where it came from a person.</exception>
    public static LinearBarcode Encode(string text) =>
        CanEncode(text) ? Encode(text, text) : throw new ArgumentException($"Code 128 holds ASCII only, and at least one character: '{text}'.", nameof(text));

    internal static LinearBarcode Encode(string data, string humanReadable)
    {
        var symbols = Symbols(data);
        return new(humanReadable, symbols, Code128Patterns.Widths(symbols));
    }

    private static byte[] Symbols(string data)
    {
        var plan = Plan(data);
        var set = Cheapest(plan, 0);
        var symbols = new List<byte>(data.Length + 2) { (byte)(Code128Patterns.StartA + set) };

        for (var i = 0; i < data.Length;)
        {
            var next = Cheapest(plan, i, set);
            if (next != set)
            {
                symbols.Add(SwitchTo(next));
                set = next;
            }
            i += Append(symbols, data, i, set);
        }
        return [.. symbols];
    }

    /// <summary>For each position and code set, the fewest symbols that encode the rest when the next one is drawn in that set.</summary>
    private static int[] Plan(string data)
    {
        var cost = new int[(data.Length + 1) * 3];
        for (var i = data.Length - 1; i >= 0; i--)
            for (var set = SetA; set <= SetC; set++)
                cost[(i * 3) + set] = Cost(cost, data, i, set);
        return cost;
    }

    private static int Cost(int[] cost, string data, int i, int set)
    {
        var c = data[i];
        if (c == Fnc1) return 1 + Rest(i + 1);
        if (set == SetC) return IsDigitPair(data, i) ? 1 + Rest(i + 2) : Unreachable;
        return (Holds(set, c) ? 1 : 2) + Rest(i + 1); // Two symbols: a shift lends one character from the other set.

        int Rest(int from)
        {
            var stay = cost[(from * 3) + set];
            var leave = 1 + Math.Min(cost[(from * 3) + ((set + 1) % 3)], cost[(from * 3) + ((set + 2) % 3)]);
            return Math.Min(stay, leave);
        }
    }

    /// <summary>The set to be in at a position; staying is free, leaving costs one symbol, and a tie stays.</summary>
    private static int Cheapest(int[] plan, int i, int current = -1)
    {
        var best = current < 0 ? SetB : current;
        for (var set = SetA; set <= SetC; set++)
        {
            var fee = current < 0 || set == current ? 0 : 1;
            var bestFee = current < 0 || best == current ? 0 : 1;
            if (plan[(i * 3) + set] + fee < plan[(i * 3) + best] + bestFee) best = set;
        }
        return best;
    }

    private static int Append(List<byte> symbols, string data, int i, int set)
    {
        var c = data[i];
        if (c == Fnc1)
        {
            symbols.Add(Code128Patterns.Fnc1);
            return 1;
        }
        if (set == SetC)
        {
            symbols.Add((byte)(((c - '0') * 10) + (data[i + 1] - '0')));
            return 2;
        }
        if (!Holds(set, c)) symbols.Add(Code128Patterns.Shift);
        symbols.Add(c < ' ' ? (byte)(c + 64) : (byte)(c - ' ')); // The value is the same in A and B; the set says what it means.
        return 1;
    }

    private static byte SwitchTo(int set) => set switch { SetA => Code128Patterns.CodeA, SetB => Code128Patterns.CodeB, _ => Code128Patterns.CodeC };
    private static bool Holds(int set, char c) => set == SetA ? c < 96 : c >= ' ';
    private static bool IsDigitPair(string data, int i) => i + 1 < data.Length && char.IsAsciiDigit(data[i]) && char.IsAsciiDigit(data[i + 1]);
}
