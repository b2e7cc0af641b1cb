using System.Globalization;
using System.Text;
using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Zpl;

/// <summary>
/// A label in ZPL II for printers of 203 or 300 dpi. Latin text is set in the printer's own scalable font, whose letters are narrower
/// than Noto Sans, so what fits in the layout fits on paper; other scripts are sent as dots, because few printers have a
/// Chinese font. Barcodes are drawn by the printer.
/// </summary>
public sealed class ZplLabel : ICanvas
{
    /// <summary>The one sign that is wider in printers' font 0 than in Noto Sans, by this many thousandths of the font size.</summary>
    private const int HyphenExcess = 330;

    private readonly StringBuilder zpl = new();
    private readonly double dotsPerPoint;
    private readonly double dotsPerMillimetre;

    /// <param name="fonts">For measuring, and for the scripts that are sent as dots.</param>
    /// <param name="width">Millimetres.</param>
    /// <param name="height">Millimetres.</param>
    /// <param name="dpi">Dots per inch of the printer; a label that is drawn for another comes out too small or cut.</param>
    public ZplLabel(FontLibrary fonts, double width, double height, int dpi = PrinterDots.PerInch)
    {
        dotsPerPoint = dpi / 72.0;
        dotsPerMillimetre = dpi == PrinterDots.PerInch ? PrinterDots.PerMillimetre : dpi / 25.4;
        Fonts = fonts;
        Sheet = new(0, 0, width, height);
        zpl.Append(CultureInfo.InvariantCulture, $"^XA\n^CI28\n^PW{Dots(width)}\n^LL{Dots(height)}\n^LH0,0\n");
    }

    public FontLibrary Fonts { get; }
    public Box Sheet { get; }

    /// <summary>The whole format, to be sent to the printer in UTF-8.</summary>
    public override string ToString() => zpl + "^XZ\n";

    public void Line(TextLine line, double x, double baseline, double sizePoints, TextStyle style)
    {
        var text = line.ToString();
        if (string.IsNullOrWhiteSpace(text)) return;
        if (text.All(PrinterHas)) AppendText(text, line, x, baseline, sizePoints, style);
        else AppendDots(line, x, baseline, sizePoints, style);
    }

    /// <summary>Thermal paper knows no grey: a light background is left out, all else is black or white.</summary>
    public void Fill(Box box, Ink ink)
    {
        if (ink == Ink.LightGrey) return;
        var (left, top) = (Dots(box.X), Dots(box.Y));
        var (width, height) = (Math.Max(1, Dots(box.Right) - left), Math.Max(1, Dots(box.Bottom) - top));
        At(left, top).Append(CultureInfo.InvariantCulture, $"^GB{width},{height},{Math.Min(width, height)},{(ink == Ink.White ? 'W' : 'B')}^FS\n");
    }

    public void Bars(LinearBarcode barcode, Box box)
    {
        var module = PrinterDots.ModuleDots(box.Width, barcode.ModuleCount + (2 * barcode.Quiet), (int)(PrinterDots.BarDotsMax * dotsPerMillimetre / PrinterDots.PerMillimetre), dotsPerMillimetre);
        var left = Dots(box.X) + ((Dots(box.Width) - (module * barcode.ModuleCount)) / 2);
        At(left, Dots(box.Y));
        if (ZplField.Code128(barcode) is { } field)
            zpl.Append(CultureInfo.InvariantCulture, $"^BY{module}^BCN,{Dots(box.Height)},N,N,N,{field.Mode}^FH^FD{field.Data}^FS\n");
        else ZplGraphic.Append(zpl, BarcodeRaster.Of(barcode, module, Dots(box.Height)));
    }

    public void Modules(MatrixBarcode barcode, Box box)
    {
        var module = PrinterDots.ModuleDots(Math.Min(box.Width, box.Height), Math.Max(barcode.Width, barcode.Height) + (2 * barcode.QuietModules), PrinterDots.MatrixDotsMax, dotsPerMillimetre);
        var (left, top) = (Dots(box.X) + ((Dots(box.Width) - (module * barcode.Width)) / 2), Dots(box.Y) + ((Dots(box.Height) - (module * barcode.Height)) / 2));
        At(left, top);
        if (barcode.IsQr && barcode.Text.All(char.IsAscii)) zpl.Append(CultureInfo.InvariantCulture, $"^BQN,2,{module}^FH^FDMA,{ZplField.Escape(barcode.Text)}^FS\n");
        else ZplGraphic.Append(zpl, BarcodeRaster.Of(barcode, module)); // Printers leave out the mark that says UTF-8.
    }

    private void AppendText(string text, TextLine line, double x, double baseline, double sizePoints, TextStyle style)
    {
        var height = (int)Math.Floor(sizePoints * dotsPerPoint);
        var width = Dots(line.WidthMillimetres(sizePoints)) + 1;
        var letterWidth = height * line.Width / (line.Width + (text.Count(c => c == '-') * HyphenExcess));
        var align = style.Align switch { HorizontalAlign.Centre => 'C', HorizontalAlign.Right => 'R', _ => 'L' };
        zpl.Append(CultureInfo.InvariantCulture, $"^FT{Dots(x)},{Dots(baseline)}^A0N,{height},{letterWidth}^FB{width},1,0,{align}{Reverse(style)}^FH^FD{ZplField.Escape(text)}^FS\n");
    }

    private void AppendDots(TextLine line, double x, double baseline, double sizePoints, TextStyle style)
    {
        var size = sizePoints * dotsPerPoint;
        At(Dots(x), Math.Max(0, Dots(baseline) - (int)Math.Round(size * LineRaster.AscentShare))).Append(Reverse(style));
        ZplGraphic.Append(zpl, LineRaster.Draw(line, size));
    }

    private StringBuilder At(int left, int top) => zpl.Append(CultureInfo.InvariantCulture, $"^FO{left},{top}");

    /// <summary>White letters are black ones that turn what lies under them around.</summary>
    private static string Reverse(TextStyle style) => style.Ink == Ink.White ? "^FR" : "";

    /// <summary>ASCII and Latin-1: what every printer's font 0 holds.</summary>
    private static bool PrinterHas(char c) => c is (>= ' ' and < '\u007F') or (> '\u00A0' and <= '\u00FF' and not '\u00AD');

    private int Dots(double millimetres) => (int)Math.Round(millimetres * dotsPerMillimetre);
}
