using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>A part of a declared line that lies in one parcel.</summary>
internal sealed record DeclaredShare(DeclaredLine Line, long Quantity, long AmountMinor, long WeightGrams);

/// <summary>Shares declared lines out to the parcels they lie in, without losing a piece, a cent or a gram.</summary>
internal static class PackedShares
{
    /// <summary>The shares of each parcel, in the parcels' order.</summary>
    public static Result<IReadOnlyList<IReadOnlyList<DeclaredShare>>> Of(DeclaredGoods goods, PackedConsignment packed)
    {
        var parcels = packed.Parcels.Select(_ => new List<DeclaredShare>()).ToList();
        foreach (var line in goods.Lines)
        {
            var quantities = packed.Parcels.Select(parcel => parcel.Contents.Where(piece => Is(piece, line)).Sum(piece => piece.Quantity)).ToList();
            if (quantities.Sum() != line.Quantity) return PaperProblems.PackedOtherwise(packed.Reference, line.Sku, quantities.Sum(), line.Quantity);

            var amounts = new Money(line.AmountMinor, goods.Currency).Allocate(quantities);
            for (var i = 0; i < parcels.Count; i++)
                if (quantities[i] > 0) parcels[i].Add(new(line, quantities[i], amounts[i].Minor, line.WeightGrams / line.Quantity * quantities[i]));
        }

        if (packed.Parcels.SelectMany(parcel => parcel.Contents).FirstOrDefault(piece => !goods.Lines.Any(line => Is(piece, line))) is { } stranger)
            return PaperProblems.PackedOtherwise(packed.Reference, stranger.Sku, stranger.Quantity, 0);
        return parcels;
    }

    private static bool Is(PackedPiece piece, DeclaredLine line) => piece.OrderLine == line.OrderLine && piece.Product == line.Product;
}
