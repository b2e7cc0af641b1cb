using System.Globalization;
using System.Text;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Zpl;

/// <summary>Dots as a ^GF field in hexadecimal with Zebra's run lengths: text compresses to a fifth.</summary>
internal static class ZplGraphic
{
    public static void Append(StringBuilder zpl, Raster raster)
    {
        zpl.Append(CultureInfo.InvariantCulture, $"^GFA,{raster.Bits.Length},{raster.Bits.Length},{raster.RowBytes},");
        var previous = "";
        for (var row = 0; row < raster.Height; row++)
        {
            var line = Row(raster.Bits.AsSpan(row * raster.RowBytes, raster.RowBytes));
            zpl.Append(line == previous ? ":" : line);
            previous = line;
        }
        zpl.Append("^FS\n");
    }

    private static string Row(ReadOnlySpan<byte> bytes)
    {
        var nibbles = Convert.ToHexString(bytes);
        var row = new StringBuilder();
        for (var i = 0; i < nibbles.Length;)
        {
            var run = 1;
            while (i + run < nibbles.Length && nibbles[i + run] == nibbles[i]) run++;
            var isLast = i + run == nibbles.Length;
            if (isLast && nibbles[i] == '0') row.Append(',');      // The rest of the row is white,
            else if (isLast && nibbles[i] == 'F') row.Append('!'); // or black.
            else AppendRun(row, nibbles[i], run);
            i += run;
        }
        return row.ToString();
    }

    /// <summary>g to z stand for 20 to 400 in twenties, G to Y for 1 to 19, the digit follows.</summary>
    private static void AppendRun(StringBuilder row, char digit, int run)
    {
        for (; run > 419; run -= 400) row.Append('z');
        if (run >= 20) row.Append((char)('f' + (run / 20)));
        if (run % 20 > 0 && run > 1) row.Append((char)('F' + (run % 20)));
        row.Append(digit);
    }
}
