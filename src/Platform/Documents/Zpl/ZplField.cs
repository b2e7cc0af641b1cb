using System.Globalization;
using System.Text;
using Entrepot.Platform.Documents.Barcodes;

namespace Entrepot.Platform.Documents.Zpl;

/// <summary>What stands between ^FD and ^FS; ^FH must come before it.</summary>
internal static class ZplField
{
    /// <summary>Text with the signs that ZPL gives a meaning written in hexadecimal.</summary>
    public static string Escape(string text)
    {
        if (!text.Any(IsSpecial)) return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            if (IsSpecial(c)) escaped.Append(CultureInfo.InvariantCulture, $"_{(int)c:X2}");
            else escaped.Append(c);
        return escaped.ToString();
    }

    /// <summary>
    /// Data and mode of ^BC (Zebra programming guide). Plain text goes in automatic mode, where the printer packs digits in
    /// pairs as we do. FNC1 and the sign that calls code sets need the symbols spelt out. Null where set A is needed, and for what is no Code 128.
    /// </summary>
    public static (string Data, char Mode)? Code128(LinearBarcode barcode)
    {
        if (barcode.Symbols.Count == 0) return null; // Another symbology: its bars are sent as dots.
        var isPlain = !barcode.Symbols.Contains(Code128Patterns.Fnc1) && !barcode.Text.Contains('>') && !barcode.Text.Any(char.IsControl);
        if (isPlain) return (Escape(barcode.Text), 'A');
        return Symbols(barcode) is { } symbols ? (symbols, 'N') : null;
    }

    /// <summary>Set C takes two digits a symbol, set B the character.</summary>
    private static string? Symbols(LinearBarcode barcode)
    {
        var field = new StringBuilder();
        var set = '\0';
        foreach (var symbol in barcode.Symbols)
        {
            var next = symbol switch
            {
                Code128Patterns.StartB => 'B',
                Code128Patterns.StartC => 'C',
                Code128Patterns.CodeB when set == 'C' => 'B',
                Code128Patterns.CodeC when set == 'B' => 'C',
                _ => set,
            };
            if (symbol == Code128Patterns.Fnc1) field.Append(">8");
            else if (next != set) field.Append(set == '\0' ? (next == 'B' ? ">:" : ">;") : (next == 'B' ? ">6" : ">5"));
            else if (set == 'C') field.Append(symbol.ToString("D2", CultureInfo.InvariantCulture));
            else if (set == 'B' && symbol < Code128Patterns.Shift) field.Append(InSetB((char)(symbol + ' ')));
            else return null;
            set = next;
        }
        return field.ToString();
    }

    private static string InSetB(char c) => c switch { '>' => ">0", '^' => "><", '~' => ">=", '\u007F' => ">1", '_' => "_5F", _ => c.ToString() };

    private static bool IsSpecial(char c) => c is '^' or '~' or '_' or '\\' || char.IsControl(c);
}
