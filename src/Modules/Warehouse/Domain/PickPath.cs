using Entrepot.Warehouse.Contracts;

namespace Entrepot.Warehouse.Domain;

/// <summary>
/// The order in which a walk visits bins: serpentine over the rows, improved by 2-opt, and never longer than walking in
/// the order given. It begins and ends at the packing station.
/// </summary>
internal static class PickPath
{
    /// <summary>2-opt costs the square of the stops; a walk of more is left serpentine.</summary>
    public const int ImprovedStopsMax = 400;

    /// <summary>Passes over all pairs; in practice a handful is enough, the limit is for the odd one.</summary>
    private const int PassesMax = 30;

    /// <param name="aisleMillimetres">How far the rows run from the station to their other end, where one can change rows as well.</param>
    /// <returns>Indexes into <paramref name="bins"/> in walking order, and the walk's length.</returns>
    public static (int[] Order, long Millimetres) Plan(IReadOnlyList<Bin> bins, long aisleMillimetres)
    {
        var floor = new Floor(bins, aisleMillimetres);
        var given = Enumerable.Range(0, bins.Count).ToArray();
        var planned = Serpentine(bins);
        if (planned.Length <= ImprovedStopsMax) Improve(planned, floor);

        var (givenLength, plannedLength) = (floor.Length(given), floor.Length(planned));
        return plannedLength <= givenLength ? (planned, plannedLength) : (given, givenLength);
    }

    /// <summary>How long it is to visit the bins in the order given.</summary>
    public static long Length(IReadOnlyList<Bin> bins, long aisleMillimetres) => new Floor(bins, aisleMillimetres).Length([.. Enumerable.Range(0, bins.Count)]);

    private static int[] Serpentine(IReadOnlyList<Bin> bins)
    {
        var order = new List<int>(bins.Count);
        var isAway = true;
        foreach (var row in Enumerable.Range(0, bins.Count).GroupBy(i => bins[i].XMillimetres).OrderBy(row => row.Key))
        {
            order.AddRange(isAway ? row.OrderBy(i => bins[i].YMillimetres).ThenBy(i => i) : row.OrderByDescending(i => bins[i].YMillimetres).ThenBy(i => i));
            isAway = !isAway;
        }

        return [.. order];
    }

    /// <summary>Turns a part of the walk round wherever that makes it shorter, until nothing does.</summary>
    private static void Improve(int[] order, Floor floor)
    {
        for (var pass = 0; pass < PassesMax; pass++)
        {
            var isBetter = false;
            for (var from = 0; from < order.Length - 1; from++)
            {
                for (var to = from + 1; to < order.Length; to++)
                {
                    if (!floor.IsShorterTurned(order, from, to)) continue;
                    Array.Reverse(order, from, to - from + 1);
                    isBetter = true;
                }
            }

            if (!isBetter) return;
        }
    }

    /// <summary>Distances between the stops of one walk and the packing station, which is the place after the last stop.</summary>
    private sealed class Floor
    {
        private readonly long[] x;
        private readonly long[] y;
        private readonly long aisle;

        public Floor(IReadOnlyList<Bin> bins, long aisleMillimetres)
        {
            x = [.. bins.Select(bin => (long)bin.XMillimetres), 0];
            y = [.. bins.Select(bin => (long)bin.YMillimetres), 0];
            aisle = Math.Max(aisleMillimetres, y.Max());
        }

        public long Length(int[] order)
        {
            var length = 0L;
            for (var i = 0; i <= order.Length; i++) length += Between(At(order, i - 1), At(order, i));
            return length;
        }

        public bool IsShorterTurned(int[] order, int from, int to)
        {
            var (before, after) = (At(order, from - 1), At(order, to + 1));
            return Between(before, order[to]) + Between(order[from], after) < Between(before, order[from]) + Between(order[to], after);
        }

        private int At(int[] order, int place) => place < 0 || place >= order.Length ? x.Length - 1 : order[place];

        /// <summary>Along the row; to another row only round one of the aisle's ends.</summary>
        private long Between(int a, int b) =>
            x[a] == x[b] ? Math.Abs(y[a] - y[b]) : Math.Abs(x[a] - x[b]) + Math.Min(y[a] + y[b], (aisle - y[a]) + (aisle - y[b]));
    }
}
