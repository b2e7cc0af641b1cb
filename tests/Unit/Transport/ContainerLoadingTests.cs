using Entrepot.Transport.Loading;
using Entrepot.Transport.Packing;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Transport;

public sealed class ContainerLoadingTests
{
    /// <summary>Enough to try several beams, little enough for a test.</summary>
    private const long Work = 300;

    [Fact]
    public void Nothing_overlaps_sticks_out_stands_wrongly_or_is_loaded_twice() =>
        Prop.ForAll(Arb.From(Problems()), problem => Check(problem, ContainerLoading.Load(problem, Work))).QuickCheckThrowOnFailure();

    [Fact]
    public void Boxes_made_for_the_container_fill_it() =>
        ContainerLoading.Load(new("eight", new(100, 60, 40), [PieceKind.From(50, 30, 20, 0, PieceKind.AnyTurn)], [8]), Work).Volume.ShouldBe(100 * 60 * 40);

    [Fact]
    public void Where_nothing_fits_nothing_is_loaded() =>
        ContainerLoading.Load(new("giant", new(100, 60, 40), [PieceKind.From(500, 30, 20, 0, PieceKind.AnyTurn)], [3]), Work).Pieces.ShouldBeEmpty();

    [Fact]
    public void The_same_problem_is_always_loaded_the_same()
    {
        var problem = new ContainerProblem("mixed", new(200, 120, 100), [PieceKind.From(47, 31, 22, 0, PieceKind.AnyTurn), PieceKind.From(39, 28, 17, 0, PieceKind.UprightTurns)], [40, 60]);

        ContainerLoading.Load(problem, Work).Pieces.ShouldBe(ContainerLoading.Load(problem, Work).Pieces);
    }

    [Fact]
    public void Published_problems_are_loaded_validly_and_well()
    {
        var folder = SharedData.Find("benchmarks/bin-packing-br");
        var fills = new List<double>();
        foreach (var set in new[] { 1, 4, 7 })
        {
            var problem = BischoffRatcliff.Read(Path.Combine(folder, $"set_{set}", "1.json"));
            var load = ContainerLoading.Load(problem, Work);
            Check(problem, load);
            fills.Add(load.FillPercent(problem));
        }

        fills.Average().ShouldBeGreaterThan(85, "percent of the container, with a hundredth of the work that a load may cost");
    }

    private static bool Check(ContainerProblem problem, ContainerLoad load)
    {
        var room = new Cuboid(0, 0, 0, problem.Room.X, problem.Room.Y, problem.Room.Z);
        for (var i = 0; i < load.Pieces.Count; i++)
        {
            var (kind, bounds) = load.Pieces[i];
            room.Contains(bounds).ShouldBeTrue("a piece sticks out");
            var size = new Extent(bounds.SizeX, bounds.SizeY, bounds.SizeZ);
            Enumerable.Range(0, PieceKind.TurnCount).Any(turn => problem.Kinds[kind].Allows(turn) && problem.Kinds[kind].Size(turn) == size).ShouldBeTrue("a piece stands in a way it must not");
            for (var j = 0; j < i; j++) bounds.Meets(load.Pieces[j].Bounds).ShouldBeFalse("two pieces overlap");
        }

        for (var kind = 0; kind < problem.Kinds.Count; kind++) load.Pieces.Count(piece => piece.Kind == kind).ShouldBeLessThanOrEqualTo(problem.Counts[kind]);
        load.Volume.ShouldBe(load.Pieces.Sum(piece => piece.Bounds.Volume));
        return true;
    }

    private static Gen<ContainerProblem> Problems()
    {
        var kind = from length in Gen.Choose(8, 70)
                   from width in Gen.Choose(8, 60)
                   from height in Gen.Choose(8, 60)
                   from turns in Gen.Choose(1, PieceKind.AnyTurn)
                   select PieceKind.From(length, width, height, 0, (byte)turns);
        return from count in Gen.Choose(1, 6)
               from kinds in Gen.ArrayOf(kind, count)
               from counts in Gen.ArrayOf(Gen.Choose(0, 20), count)
               from x in Gen.Choose(40, 150)
               from y in Gen.Choose(40, 100)
               from z in Gen.Choose(40, 100)
               select new ContainerProblem("any", new(x, y, z), kinds, counts);
    }
}
