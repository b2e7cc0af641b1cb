using System.Globalization;
using System.Net;
using System.Text;

namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>Barcodes for pages: an SVG that scales, with its quiet zone and its text for screen readers.</summary>
public static class BarcodeSvg
{
    /// <param name="barcode">What to draw.</param>
    /// <param name="heightModules">Height of the bars in modules; a seventh of the width or more scans well by hand.</param>
    public static string Of(LinearBarcode barcode, int heightModules = 40)
    {
        var path = new StringBuilder();
        var x = LinearBarcode.QuietModules;
        for (var i = 0; i < barcode.Widths.Count; i++)
        {
            if (i % 2 == 0) Rectangle(path, x, 0, barcode.Widths[i], heightModules);
            x += barcode.Widths[i];
        }
        return Svg(barcode.Text, barcode.ModuleCount + (2 * LinearBarcode.QuietModules), heightModules, path);
    }

    public static string Of(MatrixBarcode barcode)
    {
        var path = new StringBuilder();
        var quiet = barcode.QuietModules;
        foreach (var (column, row, length) in barcode.Runs()) Rectangle(path, column + quiet, row + quiet, length, 1);
        return Svg(barcode.Text, barcode.Width + (2 * quiet), barcode.Height + (2 * quiet), path);
    }

    private static void Rectangle(StringBuilder path, int x, int y, int width, int height) =>
        path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{width}v{height}h-{width}z");

    private static string Svg(string text, int width, int height, StringBuilder path) => string.Create(CultureInfo.InvariantCulture,
        $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" shape-rendering="crispEdges" role="img" aria-label="{WebUtility.HtmlEncode(text)}"><path fill="#fff" d="M0 0h{width}v{height}h-{width}z"/><path d="{path}"/></svg>""");
}
