using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents;

/// <summary>
/// A sheet to draw on, whatever becomes of it: a PDF page or a label for a thermal printer. Lengths are millimetres from
/// the top left corner, font sizes points. A paper is laid out once and drawn on either.
/// </summary>
public interface ICanvas
{
    FontLibrary Fonts { get; }
    Box Sheet { get; }

    /// <summary>One line with its left end and baseline. A canvas with its own fonts keeps to the line's width and to the style's alignment within it.</summary>
    void Line(TextLine line, double x, double baseline, double sizePoints, TextStyle style);

    void Fill(Box box, Ink ink);

    /// <summary>Bars over the whole height of the box, centred in it, as wide as whole printer dots allow.</summary>
    /// <exception cref="ArgumentException">The box is too narrow for the barcode with its quiet zones.</exception>
    void Bars(LinearBarcode barcode, Box box);

    /// <summary>A matrix code centred in the box, as large as whole printer dots allow.</summary>
    /// <exception cref="ArgumentException">The box is too small for the barcode with its quiet zone.</exception>
    void Modules(MatrixBarcode barcode, Box box);
}
