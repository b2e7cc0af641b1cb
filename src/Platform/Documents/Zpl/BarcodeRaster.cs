using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents.Zpl;

/// <summary>Barcodes as dots, for the contents that a printer's own commands would misread.</summary>
internal static class BarcodeRaster
{
    public static Raster Of(LinearBarcode barcode, int moduleDots, int heightDots)
    {
        var raster = Blank(barcode.ModuleCount * moduleDots, heightDots);
        var module = 0;
        for (var i = 0; i < barcode.Widths.Count; i++)
        {
            if (i % 2 == 0) Blacken(raster, module * moduleDots, 0, barcode.Widths[i] * moduleDots, heightDots);
            module += barcode.Widths[i];
        }
        return raster;
    }

    public static Raster Of(MatrixBarcode barcode, int moduleDots)
    {
        var raster = Blank(barcode.Width * moduleDots, barcode.Height * moduleDots);
        foreach (var (column, row, length) in barcode.Runs())
            Blacken(raster, column * moduleDots, row * moduleDots, length * moduleDots, moduleDots);
        return raster;
    }

    private static Raster Blank(int width, int height) => new(width, height, (width + 7) / 8, new byte[(width + 7) / 8 * height]);

    private static void Blacken(Raster raster, int left, int top, int width, int height)
    {
        for (var row = top; row < top + height; row++)
            for (var dot = left; dot < left + width; dot++)
                raster.Bits[(row * raster.RowBytes) + (dot >> 3)] |= (byte)(0x80 >> (dot & 7));
    }
}
