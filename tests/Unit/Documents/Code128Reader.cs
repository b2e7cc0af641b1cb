using System.Text;
using Entrepot.Platform.Documents.Barcodes;

namespace Entrepot.Unit.Documents;

/// <summary>Reads a Code 128 bar pattern back the way a scanner does: from the bars alone, with its own table of them.</summary>
internal static class Code128Reader
{
    public static string StopPattern => Stop;
    public static IReadOnlyList<string> Patterns => Symbols;

    private const string Stop = "1100011101011";

    private static readonly string[] Symbols =
    [
        "11011001100", "11001101100", "11001100110", "10010011000", "10010001100", "10001001100", "10011001000", "10011000100",
        "10001100100", "11001001000", "11001000100", "11000100100", "10110011100", "10011011100", "10011001110", "10111001100",
        "10011101100", "10011100110", "11001110010", "11001011100", "11001001110", "11011100100", "11001110100", "11101101110",
        "11101001100", "11100101100", "11100100110", "11101100100", "11100110100", "11100110010", "11011011000", "11011000110",
        "11000110110", "10100011000", "10001011000", "10001000110", "10110001000", "10001101000", "10001100010", "11010001000",
        "11000101000", "11000100010", "10110111000", "10110001110", "10001101110", "10111011000", "10111000110", "10001110110",
        "11101110110", "11010001110", "11000101110", "11011101000", "11011100010", "11011101110", "11101011000", "11101000110",
        "11100010110", "11101101000", "11101100010", "11100011010", "11101111010", "11001000010", "11110001010", "10100110000",
        "10100001100", "10010110000", "10010000110", "10000101100", "10000100110", "10110010000", "10110000100", "10011010000",
        "10011000010", "10000110100", "10000110010", "11000010010", "11001010000", "11110111010", "11000010100", "10001111010",
        "10100111100", "10010111100", "10010011110", "10111100100", "10011110100", "10011110010", "11110100100", "11110010100",
        "11110010010", "11011011110", "11011110110", "11110110110", "10101111000", "10100011110", "10001011110", "10111101000",
        "10111100010", "11110101000", "11110100010", "10111011110", "10111101110", "11101011110", "11110101110", "11010000100",
        "11010010000", "11010011100",
    ];

    /// <summary>The characters, with <c>\u001D</c> for FNC1 as a scanner sends it (a leading one is left out).</summary>
    public static string Read(LinearBarcode barcode)
    {
        var values = Values(string.Concat(barcode.Widths.Select((width, i) => new string(i % 2 == 0 ? '1' : '0', width))));
        var check = (values[0] + values.Skip(1).SkipLast(1).Select((value, i) => value * (i + 1)).Sum()) % 103;
        values[^1].ShouldBe(check, "the check symbol");

        var (text, set, shifted) = (new StringBuilder(), (char)('A' + values[0] - 103), false);
        foreach (var value in values.Skip(values[1] == 102 ? 2 : 1).SkipLast(1))
        {
            var reads = shifted ? (set == 'A' ? 'B' : 'A') : set;
            shifted = false;
            if (value == 102) text.Append('\u001D');
            else if (set == 'C' && value < 100) text.Append(value.ToString("D2"));
            else if (value < 96) text.Append(reads == 'A' && value >= 64 ? (char)(value - 64) : (char)(value + 32));
            else if (value == 98 && set != 'C') shifted = true;
            else set = value switch { 99 => 'C', 100 => 'B', 101 => 'A', _ => throw new InvalidOperationException($"No meaning for {value} in set {set}.") };
        }
        return text.ToString();
    }

    private static List<int> Values(string bits)
    {
        bits.ShouldEndWith(Stop);
        var values = new List<int>();
        for (var at = 0; at < bits.Length - Stop.Length; at += 11)
            values.Add(Array.IndexOf(Symbols, bits.Substring(at, 11)) is var value and >= 0 ? value : throw new InvalidOperationException($"No symbol has the bars {bits.Substring(at, 11)}."));
        values[0].ShouldBeInRange(103, 105, "a start symbol");
        return values;
    }
}
