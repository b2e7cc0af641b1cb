using System.Text;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Pdf;
using Entrepot.Platform.Documents.Text;
using Entrepot.Platform.Documents.Zpl;

namespace Entrepot.Platform.Documents.Papers;

/// <summary>Small labels: on a thermal printer one a label, on A4 three columns of eight stickers of 70 × 36 mm, the sheet that every stationer has.</summary>
internal static class StickerSheet
{
    private const int Columns = 3, Rows = 8;

    private const double StickerHeight = 36;

    /// <exception cref="ArgumentException">No labels.</exception>
    public static byte[] Render<TLabel>(IReadOnlyList<TLabel> labels, Action<ICanvas, TLabel, Box> draw, string title, FontLibrary fonts, DateTime createdAt, PaperSheet sheet)
    {
        if (labels.Count == 0) throw new ArgumentException("There is no label to print.", nameof(labels));

        var document = new PdfDocument(fonts, new(title, createdAt));
        var (width, height) = sheet.Size();
        if (sheet.IsLabel())
        {
            foreach (var label in labels) draw(document.AddPage(width, height), label, new Box(0, 0, width, height).Inset(4));
            return document.ToBytes();
        }

        var top = (height - (Rows * StickerHeight)) / 2;
        foreach (var group in labels.Chunk(Columns * Rows))
        {
            var page = document.AddPage(width, height);
            for (var i = 0; i < group.Length; i++)
                draw(page, group[i], new Box(i % Columns * width / Columns, top + (i / Columns * StickerHeight), width / Columns, StickerHeight).Inset(4, 3));
        }
        return document.ToBytes();
    }

    /// <summary>One ZPL format a label.</summary>
    public static string RenderZpl<TLabel>(IReadOnlyList<TLabel> labels, Action<ICanvas, TLabel, Box> draw, FontLibrary fonts, PaperSheet sheet, int dpi)
    {
        var zpl = new StringBuilder();
        var (width, height) = sheet.Size();
        foreach (var label in labels)
        {
            var canvas = new ZplLabel(fonts, width, height, dpi);
            draw(canvas, label, canvas.Sheet.Inset(4));
            zpl.Append(canvas);
        }
        return zpl.ToString();
    }
}
