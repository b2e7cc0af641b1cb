namespace Entrepot.Platform.Documents.Barcodes;

/// <param name="Side">Modules, finders included.</param>
/// <param name="Regions">Data regions in each direction.</param>
/// <param name="DataCodewords">Room for data.</param>
/// <param name="CorrectionCodewords">For correction, all blocks together.</param>
/// <param name="Blocks">Interleaved blocks.</param>
internal sealed record DataMatrixSize(int Side, int Regions, int DataCodewords, int CorrectionCodewords, int Blocks)
{
    /// <summary>ISO/IEC 16022, table 7; larger squares are for pages, not for labels.</summary>
    private static readonly DataMatrixSize[] All =
    [
        new(10, 1, 3, 5, 1), new(12, 1, 5, 7, 1), new(14, 1, 8, 10, 1), new(16, 1, 12, 12, 1), new(18, 1, 18, 14, 1), new(20, 1, 22, 18, 1),
        new(22, 1, 30, 20, 1), new(24, 1, 36, 24, 1), new(26, 1, 44, 28, 1), new(32, 2, 62, 36, 1), new(36, 2, 86, 42, 1), new(40, 2, 114, 48, 1),
        new(44, 2, 144, 56, 1), new(48, 2, 174, 68, 1), new(52, 2, 204, 84, 2), new(64, 4, 280, 112, 2), new(72, 4, 368, 144, 4), new(80, 4, 456, 192, 4),
    ];

    public static DataMatrixSize Largest => All[^1];

    /// <summary>Side of the modules that carry codewords.</summary>
    public int DataModules => Side - (2 * Regions);

    public static DataMatrixSize For(int codewords) => All.First(size => size.DataCodewords >= codewords);
}
