namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>A barcode of one dimension, ready to be drawn: bar, space, bar … as widths in modules, first and last a bar.</summary>
/// <remarks>The quiet zone is not among the widths; whoever draws keeps <see cref="Quiet"/> modules free on both sides.</remarks>
public sealed class LinearBarcode
{
    /// <summary>White space that ISO/IEC 15417 asks for on both sides of Code 128, in modules.</summary>
    public const int QuietModules = 10;

    internal LinearBarcode(string text, byte[] symbols, byte[] widths, int quiet = QuietModules)
    {
        Quiet = quiet;
        Text = text;
        Symbols = symbols;
        Widths = widths;
        foreach (var width in widths) ModuleCount += width;
    }

    /// <summary>White space that its symbology asks for on both sides, in modules.</summary>
    public int Quiet { get; }

    /// <summary>What a person reads under the bars.</summary>
    public string Text { get; }

    /// <summary>Widths in modules of bar, space, bar … bar.</summary>
    public IReadOnlyList<byte> Widths { get; }

    /// <summary>Width without the quiet zones, in modules.</summary>
    public int ModuleCount { get; }

    /// <summary>Symbol values from the start symbol to the last data symbol: what a label printer needs to draw the same bars; none where it is no Code 128.</summary>
    internal IReadOnlyList<byte> Symbols { get; }
}
