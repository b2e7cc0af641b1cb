namespace Entrepot.Transport.Loading;

/// <summary>
/// Loads one container as full as it can in bounded work: a beam search over blocks (after Araya and Riff 2014). Each
/// state is tried with its best blocks, every trial is finished greedily to see what it is worth, and the best go on.
/// The beam doubles until the work is spent; the answer never depends on the clock.
/// </summary>
internal sealed class ContainerLoading
{
    /// <summary>Block placements that one problem may cost: less than a second on one core.</summary>
    public const long WorkMax = 40_000;

    private readonly ContainerProblem problem;
    private readonly LoadBlock[] blocks;
    private readonly LoadGaps gaps;
    private readonly int smallestSide;
    private readonly LoadState trial = new();
    private readonly LoadState best = new();
    private long work;

    private ContainerLoading(ContainerProblem problem)
    {
        this.problem = problem;
        blocks = LoadBlocks.Build(problem);
        gaps = new(problem);
        smallestSide = problem.Kinds.Count == 0 ? 1 : problem.Kinds.Min(kind => Math.Min(kind.Length, Math.Min(kind.Width, kind.Height)));
    }

    public static ContainerLoad Load(ContainerProblem problem, long workMax = WorkMax)
    {
        var loading = new ContainerLoading(problem);
        loading.Search(workMax);
        var pieces = new List<LoadedPiece>();
        foreach (var (block, x, y, z) in loading.best.Placed) block.Unfold(x, y, z, pieces);
        return new(pieces, loading.best.Volume);
    }

    private void Search(long workMax)
    {
        var (before, spent) = (0L, -1L);
        for (var width = 1; work < workMax && best.Volume < problem.Room.Volume; width *= 2)
        {
            Beam(width, workMax);
            if (work - before <= spent) return; // A wider beam found nothing more to try.
            (before, spent) = (work, work - before);
        }
    }

    private void Beam(int width, long workMax)
    {
        var start = new LoadState();
        start.Begin(problem, blocks.Length);
        List<LoadState> beam = [start];
        var choices = new LoadChoice[Math.Min(width, Math.Max(1, blocks.Length))];
        while (beam.Count > 0 && work < workMax)
        {
            var next = new List<(long Worth, LoadState From, LoadChoice Choice)>();
            foreach (var state in beam)
            {
                var found = state.Choose(blocks, problem.Room, gaps, choices);
                for (var i = 0; i < found && work < workMax; i++) next.Add((Finish(state, choices[i]), state, choices[i]));
            }

            beam = Survivors(next, width);
        }
    }

    /// <summary>States that come to the same load are one: the beam is for different ideas.</summary>
    private List<LoadState> Survivors(List<(long Worth, LoadState From, LoadChoice Choice)> trials, int width)
    {
        var survivors = new List<LoadState>(width);
        var seen = new HashSet<(long Worth, long Volume)>();
        foreach (var (worth, from, choice) in trials.OrderByDescending(trial => trial.Worth))
        {
            if (survivors.Count == width) break;
            var state = new LoadState();
            state.CopyFrom(from);
            state.Place(choice, blocks, smallestSide);
            if (seen.Add((worth, state.Volume))) survivors.Add(state);
        }

        return survivors;
    }

    /// <summary>What the container holds when this choice is followed by the best block at every step.</summary>
    private long Finish(LoadState from, in LoadChoice choice)
    {
        trial.CopyFrom(from);
        trial.Place(choice, blocks, smallestSide);
        work++;
        Span<LoadChoice> one = [default];
        while (trial.Choose(blocks, problem.Room, gaps, one) > 0)
        {
            trial.Place(one[0], blocks, smallestSide);
            work++;
        }

        if (trial.Volume > best.Volume) best.CopyFrom(trial);
        return trial.Volume;
    }
}
