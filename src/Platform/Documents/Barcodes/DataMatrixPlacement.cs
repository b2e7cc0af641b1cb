namespace Entrepot.Platform.Documents.Barcodes;

/// <summary>Lays codewords over the data modules in the diagonal sweeps of ISO/IEC 16022, annex F.</summary>
internal sealed class DataMatrixPlacement
{
    private readonly int side;
    private readonly byte[] codewords;
    private readonly bool[] dark, taken;
    private int next;

    private DataMatrixPlacement(byte[] codewords, int side)
    {
        this.codewords = codewords;
        this.side = side;
        dark = new bool[side * side];
        taken = new bool[side * side];
    }

    public static bool[] Place(byte[] codewords, int side)
    {
        var placement = new DataMatrixPlacement(codewords, side);
        placement.Sweep();
        placement.FillLastCorner();
        return placement.dark;
    }

    private void Sweep()
    {
        var (row, column) = (4, 0);
        do
        {
            if (row == side && column == 0) Corner1();
            else if (row == side - 2 && column == 0 && side % 4 != 0) Corner2();
            else if (row == side - 2 && column == 0 && side % 8 == 4) Corner3();
            else if (row == side + 4 && column == 2 && side % 8 == 0) Corner4();

            do
            {
                if (row < side && column >= 0 && !taken[(row * side) + column]) Shape(row, column);
                (row, column) = (row - 2, column + 2);
            }
            while (row >= 0 && column < side);
            (row, column) = (row + 1, column + 3);

            do
            {
                if (row >= 0 && column < side && !taken[(row * side) + column]) Shape(row, column);
                (row, column) = (row + 2, column - 2);
            }
            while (row < side && column >= 0);
            (row, column) = (row + 3, column + 1);
        }
        while (row < side || column < side);
    }

    /// <summary>The usual shape of a codeword: an L of eight modules whose lower right one is given.</summary>
    private void Shape(int row, int column) => Codeword(
        (row - 2, column - 2), (row - 2, column - 1), (row - 1, column - 2), (row - 1, column - 1),
        (row - 1, column), (row, column - 2), (row, column - 1), (row, column));

    private void Corner1() => Codeword((side - 1, 0), (side - 1, 1), (side - 1, 2), (0, side - 2), (0, side - 1), (1, side - 1), (2, side - 1), (3, side - 1));
    private void Corner2() => Codeword((side - 3, 0), (side - 2, 0), (side - 1, 0), (0, side - 4), (0, side - 3), (0, side - 2), (0, side - 1), (1, side - 1));
    private void Corner3() => Codeword((side - 3, 0), (side - 2, 0), (side - 1, 0), (0, side - 2), (0, side - 1), (1, side - 1), (2, side - 1), (3, side - 1));
    private void Corner4() => Codeword((side - 1, 0), (side - 1, side - 1), (0, side - 3), (0, side - 2), (0, side - 1), (1, side - 3), (1, side - 2), (1, side - 1));

    /// <summary>Eight modules from the highest bit down.</summary>
    private void Codeword(params ReadOnlySpan<(int Row, int Column)> modules)
    {
        var value = codewords[next++];
        for (var bit = 0; bit < modules.Length; bit++)
        {
            var (row, column) = modules[bit];
            if (row < 0) (row, column) = (row + side, column + 4 - ((side + 4) % 8)); // What leaves the symbol comes in again on the other side.
            if (column < 0) (row, column) = (row + 4 - ((side + 4) % 8), column + side);
            dark[(row * side) + column] = (value >> (7 - bit) & 1) == 1;
            taken[(row * side) + column] = true;
        }
    }

    /// <summary>In some sizes four modules are left over in the lower right corner: a fixed pattern.</summary>
    private void FillLastCorner()
    {
        if (taken[^1]) return;
        dark[^1] = true;
        dark[^(side + 2)] = true;
    }
}
