using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Loading;

/// <summary>
/// The blocks a problem is loaded with: first those of identical pieces, then pairs of blocks that leave next to no gap
/// between them (general blocks: Fanslau and Bortfeldt 2010, Zhu and Lim 2012).
/// </summary>
internal static class LoadBlocks
{
    /// <summary>More blocks find little more and cost time at every step.</summary>
    private const int BlocksMax = 6_000;

    /// <summary>A pair is kept when its pieces fill at least this much of its hull.</summary>
    private const int FillMinPercent = 98;

    /// <summary>Largest piece volume first.</summary>
    public static LoadBlock[] Build(ContainerProblem problem)
    {
        var seen = new HashSet<(Extent Size, string Needs)>();
        var blocks = new List<LoadBlock>();
        void Keep(LoadBlock block)
        {
            if (blocks.Count < BlocksMax && seen.Add((block.Size, string.Join(',', block.Needs)))) blocks.Add(block);
        }

        Simple(problem, Keep);
        blocks.Sort((a, b) => b.PieceVolume.CompareTo(a.PieceVolume));
        var counts = problem.Counts.ToArray();
        for (int from = 0, to = blocks.Count; from < to && blocks.Count < BlocksMax; from = to, to = blocks.Count) // A generation of pairs after the other.
            for (var i = from; i < to && blocks.Count < BlocksMax; i++)
                for (var j = 0; j <= i && blocks.Count < BlocksMax; j++)
                    for (var axis = 0; axis < 3; axis++) Pair(blocks[i], blocks[j], axis, problem.Room, counts, Keep);

        return [.. blocks.OrderByDescending(block => block.PieceVolume)];
    }

    private static void Simple(ContainerProblem problem, Action<LoadBlock> keep)
    {
        for (var kind = 0; kind < problem.Kinds.Count; kind++)
            for (var turn = 0; turn < PieceKind.TurnCount; turn++)
            {
                if (!problem.Kinds[kind].Allows(turn)) continue;
                var (piece, count) = (problem.Kinds[kind].Size(turn), problem.Counts[kind]);
                for (var x = 1; x <= Math.Min(count, problem.Room.X / piece.X); x++)
                    for (var y = 1; y <= Math.Min(count / x, problem.Room.Y / piece.Y); y++)
                        for (var z = 1; z <= Math.Min(count / (x * y), problem.Room.Z / piece.Z); z++) keep(new(kind, piece, x, y, z, problem.Kinds.Count));
            }
    }

    private static void Pair(LoadBlock a, LoadBlock b, int axis, in Extent room, int[] counts, Action<LoadBlock> keep)
    {
        var (p, q) = (a.Size, b.Size);
        var size = new Extent(axis == 0 ? p.X + q.X : Math.Max(p.X, q.X), axis == 1 ? p.Y + q.Y : Math.Max(p.Y, q.Y), axis == 2 ? p.Z + q.Z : Math.Max(p.Z, q.Z));
        if (!size.FitsInto(room) || (a.PieceVolume + b.PieceVolume) * 100 < size.Volume * FillMinPercent) return;
        for (var kind = 0; kind < counts.Length; kind++)
            if (a.Needs[kind] + b.Needs[kind] > counts[kind]) return;
        keep(new(a, b, axis));
    }
}
