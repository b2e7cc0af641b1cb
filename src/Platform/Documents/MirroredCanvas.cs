using Entrepot.Platform.Documents.Barcodes;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Text;

namespace Entrepot.Platform.Documents;

/// <summary>A sheet read from right to left: what is laid out on it stands on the other side. Letters and codes stay as they are.</summary>
internal sealed class MirroredCanvas(ICanvas canvas) : ICanvas
{
    public FontLibrary Fonts => canvas.Fonts;
    public Box Sheet => canvas.Sheet;

    public void Line(TextLine line, double x, double baseline, double sizePoints, TextStyle style)
    {
        var align = style.Align switch { HorizontalAlign.Left => HorizontalAlign.Right, HorizontalAlign.Right => HorizontalAlign.Left, _ => style.Align };
        canvas.Line(line, Sheet.Width - x - line.WidthMillimetres(sizePoints), baseline, sizePoints, style with { Align = align });
    }

    public void Fill(Box box, Ink ink) => canvas.Fill(Mirrored(box), ink);

    public void Bars(LinearBarcode barcode, Box box) => canvas.Bars(barcode, Mirrored(box));

    public void Modules(MatrixBarcode barcode, Box box) => canvas.Modules(barcode, Mirrored(box));

    private Box Mirrored(Box box) => box with { X = Sheet.Width - box.Right };
}
