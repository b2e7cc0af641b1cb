namespace Entrepot.Transport.Packing;

/// <summary>Which block goes first into a space. One order fails where another succeeds, so several are tried.</summary>
internal enum FillOrder { LargestFlat, LargestTightest, LongestSide, Standing }

/// <summary>
/// Fills one carton greedily: takes the lowest empty space, puts the best block of identical pieces into its corner,
/// and goes on until nothing fits. Its buffers are used again, so packing an ordinary order allocates nothing here.
/// </summary>
internal sealed class CartonFiller
{
    private readonly MaximalSpaces spaces = new();
    private readonly List<PlacedBlock> placed = [];

    public IReadOnlyList<PlacedBlock> Placed => placed;

    /// <summary>Packs as much as fits; what did not stays counted in <paramref name="left"/>.</summary>
    /// <param name="weightMaxGrams">Of the contents.</param>
    /// <returns>Pieces packed.</returns>
    public int Fill(in Extent inner, long weightMaxGrams, ReadOnlySpan<PieceKind> kinds, Span<int> left, FillOrder order)
    {
        spaces.Reset(inner);
        placed.Clear();
        var weightLeft = weightMaxGrams;
        var count = 0;
        var smallestSide = SmallestSide(kinds, left);
        while (spaces.Count > 0 && smallestSide > 0)
        {
            var at = Lowest();
            var space = spaces[at];
            if (BestBlock(space, weightLeft, kinds, left, order) is not { Count: > 0 } block)
            {
                spaces.RemoveAt(at);
                continue;
            }

            placed.Add(block);
            count += block.Count;
            left[block.Kind] -= block.Count;
            weightLeft -= block.Count * kinds[block.Kind].WeightGrams;
            if (left[block.Kind] == 0) smallestSide = SmallestSide(kinds, left);
            spaces.Take(block.Bounds, Math.Max(1, smallestSide));
        }

        return count;
    }

    private static int SmallestSide(ReadOnlySpan<PieceKind> kinds, Span<int> left)
    {
        var smallest = int.MaxValue;
        for (var i = 0; i < kinds.Length; i++)
            if (left[i] > 0) smallest = Math.Min(smallest, Math.Min(kinds[i].Length, Math.Min(kinds[i].Width, kinds[i].Height)));
        return smallest == int.MaxValue ? 0 : smallest;
    }

    private int Lowest()
    {
        var best = 0;
        for (var i = 1; i < spaces.Count; i++)
        {
            ref readonly var a = ref spaces[i];
            ref readonly var b = ref spaces[best];
            if (a.Z1 < b.Z1 || (a.Z1 == b.Z1 && (a.Y1 < b.Y1 || (a.Y1 == b.Y1 && (a.X1 < b.X1 || (a.X1 == b.X1 && a.Volume > b.Volume)))))) best = i;
        }

        return best;
    }

    private static PlacedBlock BestBlock(in Cuboid space, long weightLeft, ReadOnlySpan<PieceKind> kinds, Span<int> left, FillOrder order)
    {
        PlacedBlock best = default;
        var bestRank = Rank.Lowest;
        var (sizeX, sizeY, sizeZ) = (space.SizeX, space.SizeY, space.SizeZ);
        for (var k = 0; k < kinds.Length; k++)
        {
            if (left[k] == 0) continue;
            ref readonly var kind = ref kinds[k];
            var countMax = kind.WeightGrams * left[k] <= weightLeft ? left[k] : (int)(weightLeft / kind.WeightGrams);
            if (countMax <= 0) continue;
            for (var turn = 0; turn < PieceKind.TurnCount; turn++)
            {
                if (!kind.Allows(turn)) continue;
                var piece = kind.Size(turn);
                if (piece.X > sizeX || piece.Y > sizeY || piece.Z > sizeZ) continue;
                if (countMax == 1)
                {
                    Consider(new(k, space.X1, space.Y1, space.Z1, piece, 1, 1, 1), space, kind, order, ref best, ref bestRank);
                    continue;
                }

                // Rows along one floor axis, rows beside each other, then layers; both floor axes are tried first.
                var (mostX, mostY, mostZ) = (sizeX / piece.X, sizeY / piece.Y, sizeZ / piece.Z);
                for (var along = 0; along < 2; along++)
                {
                    var x = along == 0 ? Math.Min(mostX, countMax) : Math.Min(mostX, Math.Max(1, countMax / Math.Min(mostY, countMax)));
                    var y = Math.Min(mostY, countMax / x);
                    var z = Math.Min(mostZ, countMax / (x * y));
                    Consider(new(k, space.X1, space.Y1, space.Z1, piece, x, y, z), space, kind, order, ref best, ref bestRank);
                }
            }
        }

        return best;
    }

    private static void Consider(in PlacedBlock block, in Cuboid space, in PieceKind kind, FillOrder order, ref PlacedBlock best, ref Rank bestRank)
    {
        var rank = Rank.Of(block, space, kind, order);
        if (!rank.IsAbove(bestRank)) return;
        best = block;
        bestRank = rank;
    }

    private readonly record struct Rank(long First, long Second, long Third)
    {
        public static Rank Lowest => new(long.MinValue, 0, 0);

        public bool IsAbove(in Rank other) =>
            First != other.First ? First > other.First : Second != other.Second ? Second > other.Second : Third > other.Third;

        public static Rank Of(in PlacedBlock block, in Cuboid space, in PieceKind kind, FillOrder order)
        {
            var (sizeX, sizeY, sizeZ) = (block.Piece.X * block.CountX, block.Piece.Y * block.CountY, block.Piece.Z * block.CountZ);
            var (gapX, gapY, gapZ) = (space.SizeX - sizeX, space.SizeY - sizeY, space.SizeZ - sizeZ);
            var volume = (long)sizeX * sizeY * sizeZ;
            return order switch
            {
                FillOrder.LargestFlat => new(volume, -sizeZ, -Math.Min(gapX, gapY)),
                FillOrder.LargestTightest => new(kind.Volume, -Math.Min(gapX, Math.Min(gapY, gapZ)), volume),
                FillOrder.LongestSide => new(Math.Max(kind.Length, Math.Max(kind.Width, kind.Height)), -Math.Min(gapX, gapY), volume),
                FillOrder.Standing => new(volume, sizeZ, -Math.Min(gapX, gapY)),
                _ => throw new ArgumentOutOfRangeException(nameof(order), order, "Every order has a rank."),
            };
        }
    }
}
