namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>A barcode of two dimensions, without its quiet zone.</summary>
public sealed class MatrixBarcode
{
    private readonly bool[] dark;

    internal MatrixBarcode(string text, int width, int height, int quietModules, bool[] dark)
    {
        Text = text;
        Width = width;
        Height = height;
        QuietModules = quietModules;
        this.dark = dark;
    }

    public string Text { get; }
    public int Width { get; }
    public int Height { get; }

    /// <summary>White space that the symbology asks for on all four sides, in modules.</summary>
    public int QuietModules { get; }

    /// <summary>Printers draw QR codes by a command of their own; any other matrix is sent as dots.</summary>
    internal bool IsQr => QuietModules == QrCode.QuietModules;

    public bool IsDark(int column, int row) => dark[(row * Width) + column];

    /// <summary>The dark modules as horizontal runs, top row first: far fewer shapes to draw than modules.</summary>
    public IEnumerable<(int Column, int Row, int Length)> Runs()
    {
        for (var row = 0; row < Height; row++)
        {
            var column = 0;
            while (column < Width)
            {
                if (!IsDark(column, row)) { column++; continue; }
                var start = column;
                while (column < Width && IsDark(column, row)) column++;
                yield return (start, row, column - start);
            }
        }
    }
}
