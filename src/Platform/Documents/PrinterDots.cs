using Entrepot.Platform.Documents.Barcodes;

namespace Entrepot.Platform.Documents;

/// <summary>
/// The dots of a 203 dpi label printer, which are 1/8 mm: barcode modules are whole dots, or a thermal printer draws some
/// bars a dot wider than others and scanners stumble.
/// </summary>
internal static class PrinterDots
{
    public const int PerMillimetre = 8;

    /// <summary>What such a printer is called by.</summary>
    public const int PerInch = 203;

    /// <summary>Wider bars need more paper and scan no better.</summary>
    public const int BarDotsMax = 4;

    private const int HandScannerDots = 2;

    /// <summary>The largest magnification that a printer's own QR command knows.</summary>
    public const int MatrixDotsMax = 10;

    /// <summary>The widest module in millimetres with which so many modules fit.</summary>
    public static double Module(double width, int modules, int dotsMax) => ModuleDots(width, modules, dotsMax) / (double)PerMillimetre;

    public static int ModuleDots(double width, int modules, int dotsMax, double perMillimetre = PerMillimetre)
    {
        var dots = (int)Math.Floor((width * perMillimetre / modules) + 0.0001);
        return dots > 0 ? Math.Min(dots, dotsMax)
            : throw new ArgumentException($"A barcode of {modules} modules needs {modules / perMillimetre} mm, but there are {width} mm.", nameof(width));
    }

    /// <summary>Whether the bars and their quiet zones fit with modules of a quarter millimetre, which any hand scanner reads.</summary>
    public static bool HasRoomFor(LinearBarcode barcode, double width) =>
        (barcode.ModuleCount + (2 * barcode.Quiet)) * HandScannerDots <= width * PerMillimetre;

    /// <summary>Half of the free space, on a whole dot.</summary>
    public static double Centred(double free) => Math.Floor(free / 2 * PerMillimetre) / PerMillimetre;
}
