using Entrepot.Transport.Packing;

namespace Entrepot.Transport.Loading;

/// <summary>A container half loaded: what is empty, what is left, what lies where.</summary>
internal sealed class LoadState
{
    /// <summary>How much sure waste counts against volume; found by trial,.</summary>
    private const double WasteWeight = 4;

    private readonly MaximalSpaces spaces = new();
    private readonly List<(LoadBlock Block, int X, int Y, int Z)> placed = [];
    private int[] left = [];
    private int[] candidates = [];
    private int candidateCount;

    public long Volume { get; private set; }
    public IReadOnlyList<(LoadBlock Block, int X, int Y, int Z)> Placed => placed;

    public void Begin(ContainerProblem problem, int blockCount)
    {
        spaces.Reset(problem.Room);
        left = [.. problem.Counts];
        candidates = [.. Enumerable.Range(0, blockCount)];
        candidateCount = blockCount;
        placed.Clear();
        Volume = 0;
    }

    public void CopyFrom(LoadState other)
    {
        spaces.CopyFrom(other.spaces);
        if (left.Length != other.left.Length) left = new int[other.left.Length];
        Array.Copy(other.left, left, left.Length);
        if (candidates.Length < other.candidateCount) candidates = new int[other.candidates.Length];
        Array.Copy(other.candidates, candidates, other.candidateCount);
        candidateCount = other.candidateCount;
        placed.Clear();
        placed.AddRange(other.placed);
        Volume = other.Volume;
    }

    /// <summary>The best blocks for the next space, best first, with the corner they go to. Spaces that take nothing are forgotten on the way.</summary>
    /// <returns>How many were found; zero when the container is as full as it gets.</returns>
    public int Choose(LoadBlock[] blocks, in Extent room, LoadGaps gaps, Span<LoadChoice> best)
    {
        while (spaces.Count > 0)
        {
            var (at, corner) = NearestCorner(room);
            var space = spaces[at];
            var found = 0;
            for (var i = 0; i < candidateCount; i++)
            {
                var block = blocks[candidates[i]];
                if (!block.Size.FitsInto(new(space.SizeX, space.SizeY, space.SizeZ))) continue;
                var choice = new LoadChoice(candidates[i], corner, space, Fitness(block, space, gaps));
                if (found == best.Length && choice.Fitness <= best[found - 1].Fitness) continue;
                var slot = found < best.Length ? found++ : found - 1;
                while (slot > 0 && best[slot - 1].Fitness < choice.Fitness)
                {
                    best[slot] = best[slot - 1];
                    slot--;
                }

                best[slot] = choice;
            }

            if (found > 0) return found;
            spaces.RemoveAt(at);
        }

        return 0;
    }

    public void Place(in LoadChoice choice, LoadBlock[] blocks, int smallestSide)
    {
        var block = blocks[choice.Block];
        var (size, space) = (block.Size, choice.Space);
        var x = (choice.Corner & 1) == 0 ? space.X1 : space.X2 - size.X;
        var y = (choice.Corner & 2) == 0 ? space.Y1 : space.Y2 - size.Y;
        var z = (choice.Corner & 4) == 0 ? space.Z1 : space.Z2 - size.Z;
        spaces.Take(new(x, y, z, x + size.X, y + size.Y, z + size.Z), smallestSide);
        placed.Add((block, x, y, z));
        Volume += block.PieceVolume;
        for (var kind = 0; kind < left.Length; kind++) left[kind] -= block.Needs[kind];

        var kept = 0; // Only what can still be taken stays a candidate; their order, by volume, is kept.
        for (var i = 0; i < candidateCount; i++)
            if (blocks[candidates[i]].CanBeTakenFrom(left)) candidates[kept++] = candidates[i];
        candidateCount = kept;
    }

    /// <summary>The volume of pieces, less what the narrow gaps beside the block are sure to waste.</summary>
    private static double Fitness(LoadBlock block, in Cuboid space, LoadGaps gaps)
    {
        var size = block.Size;
        var rest = (1.0 - gaps.WasteX(space.SizeX - size.X, space.SizeX)) * (1.0 - gaps.WasteY(space.SizeY - size.Y, space.SizeY)) * (1.0 - gaps.WasteZ(space.SizeZ - size.Z, space.SizeZ));
        var density = (double)block.PieceVolume / size.Volume;
        return block.PieceVolume * Math.Pow(rest, WasteWeight) * density;
    }

    /// <summary>The space whose corner lies nearest to the same corner of the container: walls are built from the outside in, as Zhu and Lim do.</summary>
    private (int Space, int Corner) NearestCorner(in Extent room)
    {
        var (best, corner, bestRank) = (0, 0, (Distance: long.MaxValue, Volume: 0L));
        for (var i = 0; i < spaces.Count; i++)
        {
            ref readonly var space = ref spaces[i];
            var (farX, farY, farZ) = (room.X - space.X2, room.Y - space.Y2, room.Z - space.Z2);
            var at = (farX < space.X1 ? 1 : 0) | (farY < space.Y1 ? 2 : 0) | (farZ < space.Z1 ? 4 : 0);
            var (a, b, c) = (Math.Min(space.X1, farX), Math.Min(space.Y1, farY), Math.Min(space.Z1, farZ));
            var (high, low) = (Math.Max(a, Math.Max(b, c)), Math.Min(a, Math.Min(b, c)));
            // Compared by the smallest distance, then the middle one, then the largest, packed into one number.
            var distance = ((long)low << 40) | ((long)(a + b + c - high - low) << 20) | (uint)high;
            var volume = space.Volume;
            if (distance > bestRank.Distance || (distance == bestRank.Distance && volume <= bestRank.Volume)) continue;
            (best, corner, bestRank) = (i, at, (distance, volume));
        }

        return (best, corner);
    }
}

/// <param name="Corner">Bits for x, y, z: set when the block goes to the far end of the space.</param>
internal readonly record struct LoadChoice(int Block, int Corner, Cuboid Space, double Fitness);

/// <summary>What of a gap can never be filled, because no sum of pieces' sides comes closer to it.</summary>
internal sealed class LoadGaps
{
    private readonly int[] x, y, z;

    public LoadGaps(ContainerProblem problem)
    {
        x = Reachable(problem, problem.Room.X, size => size.X);
        y = Reachable(problem, problem.Room.Y, size => size.Y);
        z = Reachable(problem, problem.Room.Z, size => size.Z);
    }

    public double WasteX(int gap, int whole) => (double)(gap - x[gap]) / whole;

    public double WasteY(int gap, int whole) => (double)(gap - y[gap]) / whole;

    public double WasteZ(int gap, int whole) => (double)(gap - z[gap]) / whole;

    /// <summary>For every length the longest sum of sides that is no longer.</summary>
    private static int[] Reachable(ContainerProblem problem, int length, Func<Extent, int> side)
    {
        var can = new bool[length + 1];
        can[0] = true;
        for (var kind = 0; kind < problem.Kinds.Count; kind++)
        {
            var sides = Enumerable.Range(0, PieceKind.TurnCount).Where(problem.Kinds[kind].Allows).Select(turn => side(problem.Kinds[kind].Size(turn))).Distinct().ToList();
            for (var piece = 0; piece < Math.Min(problem.Counts[kind], length); piece++)
            {
                var grew = false;
                for (var at = length; at > 0; at--)
                    if (!can[at] && sides.Exists(one => one <= at && can[at - one])) can[at] = grew = true;
                if (!grew) break;
            }
        }

        var longest = new int[length + 1];
        for (var at = 1; at <= length; at++) longest[at] = can[at] ? at : longest[at - 1];
        return longest;
    }
}
