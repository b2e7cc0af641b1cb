using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Packing;

/// <summary>
/// Decides which cartons an order's goods go into: as few as possible, and of those the smallest. Pieces that fit no
/// carton ship in their own box.
/// </summary>
/// <remarks>Keeps its buffers between calls: one per batch, not shared between threads.</remarks>
internal sealed class Cartoniser(CartonCatalogue catalogue)
{
    /// <summary>Beyond these piece counts fewer orders of filling are tried, which bounds the work for bulk orders.</summary>
    private const int EveryOrderUpTo = 64, TwoOrdersUpTo = 512;

    private static readonly FillOrder[] Orders = Enum.GetValues<FillOrder>();

    private readonly CartonFiller filler = new();
    private PieceKind[] kinds = new PieceKind[16];
    private int[] counts = new int[16];
    private int[] trial = new int[16];
    private int[] bestLeft = new int[16];

    public List<PackedCarton> Pack(IReadOnlyList<PackItem> items)
    {
        Read(items);
        var packed = new List<PackedCarton>(1);
        ShipOwnBoxes(items, packed);
        while (Left(items.Count) > 0)
        {
            if (SmallestForAll(items) is { } last)
            {
                packed.Add(last);
                break;
            }

            packed.Add(FillLargest(items));
        }

        return packed;
    }

    private void Read(IReadOnlyList<PackItem> items)
    {
        if (kinds.Length < items.Count) (kinds, counts, trial, bestLeft) = (new PieceKind[items.Count], new int[items.Count], new int[items.Count], new int[items.Count]);
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (!item.Size.IsKnown) throw new ArgumentException($"Product {item.Product.Value} has no size; it cannot be packed.", nameof(items));
            kinds[i] = PieceKind.From(item.Size, item.WeightGrams, item.KeepUpright);
            counts[i] = checked((int)item.Quantity);
        }
    }

    private long Left(int kindCount)
    {
        var left = 0L;
        for (var i = 0; i < kindCount; i++) left += counts[i];
        return left;
    }

    /// <summary>Too long, too wide or too heavy for every carton.</summary>
    private void ShipOwnBoxes(IReadOnlyList<PackItem> items, List<PackedCarton> packed)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (counts[i] == 0 || FitsSome(kinds[i])) continue;
            var item = items[i];
            for (; counts[i] > 0; counts[i]--) packed.Add(new(null, item.Size, item.WeightGrams, [(item.Product, 1)], []));
        }
    }

    private bool FitsSome(in PieceKind kind)
    {
        foreach (var carton in catalogue.Cartons)
            if (kind.WeightGrams <= carton.ContentsMaxGrams && kind.FitsInto(carton.Room)) return true;
        return false;
    }

    /// <summary>The smallest carton that takes everything still to be packed; null when none does.</summary>
    private PackedCarton? SmallestForAll(IReadOnlyList<PackItem> items)
    {
        var (pieces, volume, weight) = Sum(counts, items.Count);
        var orders = pieces <= EveryOrderUpTo ? Orders.Length : pieces <= TwoOrdersUpTo ? 2 : 1;
        foreach (var carton in catalogue.Cartons)
        {
            if (carton.Room.Volume < volume || carton.ContentsMaxGrams < weight || !EachFits(carton, items.Count)) continue;
            for (var order = 0; order < (pieces == 1 ? 1 : orders); order++)
            {
                Array.Copy(counts, trial, items.Count);
                if (filler.Fill(carton.Room, carton.ContentsMaxGrams, kinds.AsSpan(0, items.Count), trial.AsSpan(0, items.Count), Orders[order]) == pieces)
                    return Close(carton, items, filler.Placed);
            }
        }

        return null;
    }

    private (long Pieces, long Volume, long Weight) Sum(int[] of, int kindCount)
    {
        var (pieces, volume, weight) = (0L, 0L, 0L);
        for (var i = 0; i < kindCount; i++)
        {
            pieces += of[i];
            volume += kinds[i].Volume * of[i];
            weight += kinds[i].WeightGrams * of[i];
        }

        return (pieces, volume, weight);
    }

    private bool EachFits(Carton carton, int kindCount)
    {
        for (var i = 0; i < kindCount; i++)
            if (counts[i] > 0 && !kinds[i].FitsInto(carton.Room)) return false;
        return true;
    }

    /// <summary>
    /// Fills one carton as full as it gets, then moves what went in to the smallest carton that holds it. It is the
    /// largest that takes the most awkward piece left: that one only gets harder to place later.
    /// </summary>
    private PackedCarton FillLargest(IReadOnlyList<PackItem> items)
    {
        var carton = LargestFor(kinds[MostAwkward(items.Count)]);
        var pieces = Left(items.Count);
        var orders = pieces <= EveryOrderUpTo ? Orders.Length : pieces <= TwoOrdersUpTo ? 2 : 1;
        var bestVolume = -1L;
        PlacedBlock[] best = [];
        for (var order = 0; order < orders; order++)
        {
            Array.Copy(counts, trial, items.Count);
            filler.Fill(carton.Room, carton.ContentsMaxGrams, kinds.AsSpan(0, items.Count), trial.AsSpan(0, items.Count), Orders[order]);
            var volume = 0L;
            foreach (var block in filler.Placed) volume += block.Bounds.Volume;
            if (volume <= bestVolume) continue;
            (bestVolume, best) = (volume, [.. filler.Placed]);
            Array.Copy(trial, bestLeft, items.Count);
        }

        for (var i = 0; i < items.Count; i++) (counts[i], bestLeft[i]) = (counts[i] - bestLeft[i], bestLeft[i]);
        var closed = SmallestForAll(items) ?? Close(carton, items, best);
        Array.Copy(bestLeft, counts, items.Count);
        return closed;
    }

    private int MostAwkward(int kindCount)
    {
        var (at, longest) = (-1, -1);
        for (var i = 0; i < kindCount; i++)
        {
            var side = Math.Max(kinds[i].Length, Math.Max(kinds[i].Width, kinds[i].Height));
            if (counts[i] > 0 && side > longest) (at, longest) = (i, side);
        }

        return at;
    }

    private Carton LargestFor(in PieceKind kind)
    {
        for (var i = catalogue.Cartons.Length - 1; i >= 0; i--)
        {
            var carton = catalogue.Cartons[i];
            if (kind.WeightGrams <= carton.ContentsMaxGrams && kind.FitsInto(carton.Room)) return carton;
        }

        throw new InvalidOperationException("A piece that fits no carton ships in its own box.");
    }

    private PackedCarton Close(Carton carton, IReadOnlyList<PackItem> items, IReadOnlyList<PlacedBlock> blocks)
    {
        var weight = carton.TareGrams;
        var contents = new List<(ProductId Product, long Quantity)>(1);
        for (var i = 0; i < items.Count; i++)
        {
            var quantity = 0;
            foreach (var block in blocks)
                if (block.Kind == i) quantity += block.Count;
            if (quantity == 0) continue;
            weight += quantity * kinds[i].WeightGrams;
            contents.Add((items[i].Product, quantity));
        }

        return new(carton, carton.Outer, weight, contents, [.. blocks]);
    }
}
