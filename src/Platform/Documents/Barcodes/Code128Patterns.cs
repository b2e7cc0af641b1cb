namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>The bars of each Code 128 symbol value (ISO/IEC 15417, table 1) and the symbols with a special meaning.</summary>
internal static class Code128Patterns
{
    public const byte Shift = 98, CodeC = 99, CodeB = 100, CodeA = 101, Fnc1 = 102, StartA = 103, StartB = 104, StartC = 105;
    private const int Stop = 106;

    private static readonly string[] Patterns =
    [
        "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212", "221213", "221312", "231212",
        "112232", "122132", "122231", "113222", "123122", "123221", "223211", "221132", "221231", "213212", "223112", "312131",
        "311222", "321122", "321221", "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
        "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131", "113123", "113321", "133121",
        "313121", "211331", "231131", "213113", "213311", "213131", "311123", "311321", "331121", "312113", "312311", "332111",
        "314111", "221411", "431111", "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
        "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242", "121142", "121241", "114212",
        "124112", "124211", "411212", "421112", "421211", "212141", "214121", "412121", "111143", "111341", "131141", "114113",
        "114311", "411113", "411311", "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
    ];

    /// <summary>The widths of start and data symbols, with the check symbol and the stop symbol added.</summary>
    public static byte[] Widths(ReadOnlySpan<byte> symbols)
    {
        var widths = new byte[(symbols.Length * 6) + 13];
        var at = 0;
        foreach (var symbol in symbols) at = Copy(symbol, widths, at);
        at = Copy(Check(symbols), widths, at);
        Copy(Stop, widths, at);
        return widths;
    }

    /// <summary>Start value plus each data value times its position, modulo 103.</summary>
    private static int Check(ReadOnlySpan<byte> symbols)
    {
        var sum = (int)symbols[0];
        for (var i = 1; i < symbols.Length; i++) sum = (sum + (i * symbols[i])) % 103;
        return sum % 103;
    }

    private static int Copy(int symbol, byte[] widths, int at)
    {
        foreach (var width in Patterns[symbol]) widths[at++] = (byte)(width - '0');
        return at;
    }
}
