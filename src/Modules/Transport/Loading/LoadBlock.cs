using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Loading;

/// <summary>Pieces that are put down together as if they were one: identical ones in rows, or two smaller blocks side by side.</summary>
internal sealed class LoadBlock
{
    private readonly LoadBlock? first, second;
    private readonly int kind;
    private readonly Extent piece;
    private readonly int countX, countY, countZ;
    private readonly int axis;

    public LoadBlock(int kind, Extent piece, int countX, int countY, int countZ, int kindCount)
    {
        (this.kind, this.piece, this.countX, this.countY, this.countZ) = (kind, piece, countX, countY, countZ);
        Size = new(piece.X * countX, piece.Y * countY, piece.Z * countZ);
        Needs = new int[kindCount];
        Needs[kind] = countX * countY * countZ;
        PieceVolume = Size.Volume;
    }

    /// <param name="axis">0, 1, 2: the second lies beyond the first along x, y, z.</param>
    public LoadBlock(LoadBlock first, LoadBlock second, int axis)
    {
        (this.first, this.second, this.axis) = (first, second, axis);
        var (a, b) = (first.Size, second.Size);
        Size = new(
            axis == 0 ? a.X + b.X : Math.Max(a.X, b.X), axis == 1 ? a.Y + b.Y : Math.Max(a.Y, b.Y), axis == 2 ? a.Z + b.Z : Math.Max(a.Z, b.Z));
        Needs = [.. first.Needs.Zip(second.Needs, (one, other) => one + other)];
        PieceVolume = first.PieceVolume + second.PieceVolume;
    }

    public Extent Size { get; }

    /// <summary>Pieces of each kind in it.</summary>
    public int[] Needs { get; }

    /// <summary>Without the gaps.</summary>
    public long PieceVolume { get; }

    public bool CanBeTakenFrom(int[] left)
    {
        for (var i = 0; i < Needs.Length; i++)
            if (Needs[i] > left[i]) return false;
        return true;
    }

    public void Unfold(int x, int y, int z, List<LoadedPiece> into)
    {
        if (first is not null && second is not null)
        {
            first.Unfold(x, y, z, into);
            second.Unfold(axis == 0 ? x + first.Size.X : x, axis == 1 ? y + first.Size.Y : y, axis == 2 ? z + first.Size.Z : z, into);
            return;
        }

        foreach (var bounds in new PlacedBlock(kind, x, y, z, piece, countX, countY, countZ).Pieces()) into.Add(new(kind, bounds));
    }
}
