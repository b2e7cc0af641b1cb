using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using QRCoder;

namespace Entrepot.Unit.Documents;

/// <summary>
/// A thermal printer in software, for exactly the commands that we send: boxes, dots, Code 128 and QR codes land on a bitmap
/// that a scanner reads. Letters are boxes of their field's size: a real printer has a font. Code 128 is drawn with a
/// table of its own, so a mistake in ours shows.
/// </summary>
internal sealed partial class ZplPrinter
{
    private static readonly HashSet<string> Known = ["XA", "XZ", "CI", "PW", "LL", "LH", "FO", "FT", "GB", "GF", "FR", "FH", "FD", "FS", "BY", "BC", "BQ", "A0", "FB"];

    private readonly int width;
    private readonly int height;
    private readonly bool[] dots;

    private ZplPrinter(int width, int height) => (this.width, this.height, dots) = (width, height, new bool[width * height]);

    /// <summary>The label as a picture that zbarimg and dmtxread read, one pixel a dot.</summary>
    public static byte[] Print(string zpl)
    {
        var commands = Command().Matches(zpl).Select(match => (Name: match.Groups[1].Value, Data: match.Groups[2].Value.TrimEnd('\n'))).ToList();
        commands.Select(command => command.Name).Except(Known).ShouldBeEmpty("a command that this printer does not know");
        int Size(string name) => int.Parse(commands.Single(command => command.Name == name).Data, CultureInfo.InvariantCulture);

        var printer = new ZplPrinter(Size("PW"), Size("LL"));
        var (at, module, isReverse, barcode, mode) = ((X: 0, Y: 0), 2, false, "", 'N');
        var barHeight = 0;
        foreach (var (name, data) in commands)
        {
            var numbers = data.Split(',');
            switch (name)
            {
                case "FO" or "FT": at = (Number(numbers[0]), Number(numbers[1])); break;
                case "FR": isReverse = true; break;
                case "BY": module = Number(numbers[0]); break;
                case "GB": printer.Box(at.X, at.Y, Number(numbers[0]), Number(numbers[1]), Number(numbers[2]), numbers[3] == "B"); break;
                case "GF": printer.Graphic(at.X, at.Y, data, isReverse); break;
                case "BC": (barcode, barHeight, mode) = ("code128", Number(numbers[1]), numbers[5][0]); break;
                case "BQ": (barcode, module) = ("qr", Number(numbers[2])); break;
                case "FD" when barcode == "code128": printer.Bars(at.X, at.Y, module, barHeight, mode == 'A' ? Plain(Unescape(data)) : Spelt(Unescape(data))); break;
                case "FD" when barcode == "qr": printer.Qr(at.X, at.Y + 10, module, Unescape(data)[3..]); break; // Printers set a QR code ten dots lower.
                case "FS": (isReverse, barcode) = (false, ""); break;
            }
        }

        return printer.ToPgm();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Unescape(string data) => Escaped().Replace(data, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    private void Box(int left, int top, int boxWidth, int boxHeight, int thickness, bool isBlack)
    {
        for (var y = 0; y < boxHeight; y++)
            for (var x = 0; x < boxWidth; x++)
                if (x < thickness || y < thickness || x >= boxWidth - thickness || y >= boxHeight - thickness) Set(left + x, top + y, isBlack);
    }

    /// <summary>Hexadecimal with Zebra's run lengths: G to Y stand for 1 to 19, g to z for 20 to 400, comma and exclamation mark fill a row, a colon repeats it.</summary>
    private void Graphic(int left, int top, string data, bool isReverse)
    {
        var parts = data.Split(',', 5);
        var digits = Number(parts[3]) * 2;
        var rows = Number(parts[2]) / Number(parts[3]);
        var (row, run, line, previous) = (0, 0, new StringBuilder(), new string('0', digits));
        foreach (var c in parts[4])
        {
            if (c is >= 'G' and <= 'Y') { run += c - 'F'; continue; }
            if (c is >= 'g' and <= 'z') { run += (c - 'f') * 20; continue; }
            if (c == ':') line.Append(previous);
            else if (c == ',') line.Append('0', digits - line.Length);
            else if (c == '!') line.Append('F', digits - line.Length);
            else line.Append(c, Math.Max(1, run));
            run = 0;
            if (line.Length < digits) continue;

            previous = line.ToString();
            line.Clear();
            for (var x = 0; x < digits * 4; x++)
                if ((Convert.ToInt32(previous[x / 4].ToString(), 16) >> (3 - (x % 4)) & 1) == 1)
                    Set(left + x, top + row, !isReverse || !Get(left + x, top + row));
            row++;
        }
        row.ShouldBe(rows, "rows of dots");
    }

    private void Bars(int left, int top, int module, int barHeight, IReadOnlyList<int> values)
    {
        var check = (values[0] + values.Skip(1).Select((value, i) => value * (i + 1)).Sum()) % 103;
        var bits = string.Concat(values.Append(check).Select(value => Code128Reader.Patterns[value])) + Code128Reader.StopPattern;
        for (var i = 0; i < bits.Length; i++)
            if (bits[i] == '1') Box(left + (i * module), top, module, barHeight, module, true);
    }

    /// <summary>Mode A: the printer packs digits in pairs, four or more at an end and six or more between letters (ISO/IEC 15417, annex E).</summary>
    private static List<int> Plain(string text)
    {
        var (values, set) = (new List<int>(), '\0');
        for (var i = 0; i < text.Length;)
        {
            var run = text.Skip(i).TakeWhile(char.IsAsciiDigit).Count();
            if (set != 'C' && (run >= 6 || (run >= 4 && (i == 0 || i + run == text.Length)) || (run == 2 && text.Length == 2)))
            {
                if (run % 2 == 1 && i > 0) values.Add(text[i++] - ' ');
                values.Add(set == '\0' ? 105 : 99);
                set = 'C';
            }
            else if (set == 'C' && run < 2)
            {
                values.Add(100);
                set = 'B';
            }
            else if (set == '\0')
            {
                values.Add(104);
                set = 'B';
            }

            if (set == 'C') { values.Add(int.Parse(text.AsSpan(i, 2), CultureInfo.InvariantCulture)); i += 2; }
            else values.Add(text[i++] - ' ');
        }
        return values;
    }

    /// <summary>Mode N: sets, FNC1 and two signs are spelt out (Zebra programming guide, ^BC).</summary>
    private static List<int> Spelt(string data)
    {
        var (values, set) = (new List<int>(), '\0');
        for (var i = 0; i < data.Length;)
        {
            if (data[i] == '>')
            {
                var sign = data[i + 1];
                i += 2;
                switch (sign)
                {
                    case ':': values.Add(104); set = 'B'; break;
                    case ';': values.Add(105); set = 'C'; break;
                    case '6': values.Add(100); set = 'B'; break;
                    case '5': values.Add(99); set = 'C'; break;
                    case '8': values.Add(102); break;
                    case '0': values.Add('>' - ' '); break;
                    case '<': values.Add('^' - ' '); break;
                    case '=': values.Add('~' - ' '); break;
                    default: throw new InvalidOperationException($"This printer knows no >{sign}.");
                }
            }
            else if (set == 'C') { values.Add(int.Parse(data.AsSpan(i, 2), CultureInfo.InvariantCulture)); i += 2; }
            else values.Add(data[i++] - ' ');
        }
        return values;
    }

    private void Qr(int left, int top, int module, string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        for (var row = 4; row < code.ModuleMatrix.Count - 4; row++)
            for (var column = 4; column < code.ModuleMatrix.Count - 4; column++)
                if (code.ModuleMatrix[row][column]) Box(left + ((column - 4) * module), top + ((row - 4) * module), module, module, module, true);
    }

    private bool Get(int x, int y) => x >= 0 && y >= 0 && x < width && y < height && dots[(y * width) + x];

    private void Set(int x, int y, bool isBlack)
    {
        if (x >= 0 && y >= 0 && x < width && y < height) dots[(y * width) + x] = isBlack;
    }

    /// <summary>Portable grey map, each dot two pixels wide: scanners want more than one pixel for a bar.</summary>
    private byte[] ToPgm()
    {
        const int Zoom = 2;
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{width * Zoom} {height * Zoom}\n255\n"));
        var picture = new byte[head.Length + (width * height * Zoom * Zoom)];
        head.CopyTo(picture, 0);
        for (var y = 0; y < height * Zoom; y++)
            for (var x = 0; x < width * Zoom; x++)
                picture[head.Length + (y * width * Zoom) + x] = dots[(y / Zoom * width) + (x / Zoom)] ? (byte)0 : (byte)255;
        return picture;
    }

    [GeneratedRegex(@"\^(A0|[A-Z]{2})([^^]*)", RegexOptions.Singleline)]
    private static partial Regex Command();

    [GeneratedRegex("_([0-9A-F]{2})")]
    private static partial Regex Escaped();
}
