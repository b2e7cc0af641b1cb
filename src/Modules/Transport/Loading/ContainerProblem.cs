using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Loading;

/// <summary>One container and more goods than it may hold: load as much volume as possible.</summary>
/// <param name="Kinds">Shapes with the turns they allow.</param>
/// <param name="Counts">Pieces of each kind.</param>
internal sealed record ContainerProblem(string Name, Extent Room, IReadOnlyList<PieceKind> Kinds, IReadOnlyList<int> Counts);

/// <param name="Pieces">Where every loaded piece lies; <c>Kind</c> is the index of its kind in the problem.</param>
internal sealed record ContainerLoad(IReadOnlyList<LoadedPiece> Pieces, long Volume)
{
    public double FillPercent(ContainerProblem problem) => 100.0 * Volume / problem.Room.Volume;
}

internal readonly record struct LoadedPiece(int Kind, Cuboid Bounds);
