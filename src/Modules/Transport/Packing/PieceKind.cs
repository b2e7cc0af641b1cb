using Entrepot.Kernel;

namespace Entrepot.Transport.Packing;

/// <summary>Pieces of one shape: three sides in millimetres and the ways it may be turned.</summary>
/// <param name="Turns">One bit per turn of <see cref="Size"/>.</param>
internal readonly record struct PieceKind(int Length, int Width, int Height, long WeightGrams, byte Turns)
{
    public const int TurnCount = 6;
    public const byte AnyTurn = 0b11_1111;

    /// <summary>The height stays vertical: as it is, or turned a quarter on the floor.</summary>
    public const byte UprightTurns = 0b00_0011;

    public long Volume => (long)Length * Width * Height;

    public static PieceKind From(in Dimensions size, long weightGrams, bool keepUpright) =>
        From(size.LengthMillimetres, size.WidthMillimetres, size.HeightMillimetres, weightGrams, keepUpright ? UprightTurns : AnyTurn);

    /// <summary>Turns that give the same outline as an earlier one are left out: nothing has to be tried twice.</summary>
    public static PieceKind From(int length, int width, int height, long weightGrams, byte turns)
    {
        if (length == width) turns = Without(turns, 1, 0, 4, 2, 5, 3);
        if (width == height) turns = Without(turns, 2, 0, 3, 1, 5, 4);
        if (length == height) turns = Without(turns, 5, 0, 4, 1, 3, 2);
        return new(length, width, height, weightGrams, turns);
    }

    /// <summary>Of each pair of turns that look alike one is enough, where both are allowed.</summary>
    private static byte Without(byte turns, int a, int sameAsA, int b, int sameAsB, int c, int sameAsC)
    {
        if ((turns & (1 << sameAsA)) != 0) turns = (byte)(turns & ~(1 << a));
        if ((turns & (1 << sameAsB)) != 0) turns = (byte)(turns & ~(1 << b));
        if ((turns & (1 << sameAsC)) != 0) turns = (byte)(turns & ~(1 << c));
        return turns;
    }

    public bool Allows(int turn) => (Turns & (1 << turn)) != 0;

    /// <summary>The outline along x, y (the floor) and z (up) after a turn.</summary>
    public Extent Size(int turn) => turn switch
    {
        0 => new(Length, Width, Height),
        1 => new(Width, Length, Height),
        2 => new(Length, Height, Width),
        3 => new(Height, Length, Width),
        4 => new(Width, Height, Length),
        _ => new(Height, Width, Length),
    };

    public bool FitsInto(in Extent inner)
    {
        for (var turn = 0; turn < TurnCount; turn++)
            if (Allows(turn) && Size(turn).FitsInto(inner)) return true;
        return false;
    }
}

/// <summary>A size along x, y and z, in millimetres.</summary>
internal readonly record struct Extent(int X, int Y, int Z)
{
    public long Volume => (long)X * Y * Z;

    public bool FitsInto(in Extent other) => X <= other.X && Y <= other.Y && Z <= other.Z;

    public static Extent From(in Dimensions size) => new(size.LengthMillimetres, size.WidthMillimetres, size.HeightMillimetres);
}

/// <summary>An axis-parallel cuboid from its lower corner to its upper one.</summary>
internal readonly record struct Cuboid(int X1, int Y1, int Z1, int X2, int Y2, int Z2)
{
    public int SizeX => X2 - X1;
    public int SizeY => Y2 - Y1;
    public int SizeZ => Z2 - Z1;
    public long Volume => (long)SizeX * SizeY * SizeZ;

    public bool Meets(in Cuboid other) => X1 < other.X2 && other.X1 < X2 && Y1 < other.Y2 && other.Y1 < Y2 && Z1 < other.Z2 && other.Z1 < Z2;

    public bool Contains(in Cuboid other) => X1 <= other.X1 && Y1 <= other.Y1 && Z1 <= other.Z1 && X2 >= other.X2 && Y2 >= other.Y2 && Z2 >= other.Z2;
}

/// <summary>Identical pieces, turned alike, side by side from the lower corner: <paramref name="CountX"/> × <paramref name="CountY"/> × <paramref name="CountZ"/>.</summary>
/// <param name="Kind">Index of the kind in the list that was packed.</param>
/// <param name="Piece">The outline of one piece.</param>
internal readonly record struct PlacedBlock(int Kind, int X, int Y, int Z, Extent Piece, int CountX, int CountY, int CountZ)
{
    public int Count => CountX * CountY * CountZ;
    public Cuboid Bounds => new(X, Y, Z, X + (Piece.X * CountX), Y + (Piece.Y * CountY), Z + (Piece.Z * CountZ));

    /// <summary>Every piece on its own.</summary>
    public IEnumerable<Cuboid> Pieces()
    {
        for (var z = 0; z < CountZ; z++)
            for (var y = 0; y < CountY; y++)
                for (var x = 0; x < CountX; x++)
                    yield return new(X + (x * Piece.X), Y + (y * Piece.Y), Z + (z * Piece.Z), X + ((x + 1) * Piece.X), Y + ((y + 1) * Piece.Y), Z + ((z + 1) * Piece.Z));
    }
}
