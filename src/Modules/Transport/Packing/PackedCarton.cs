using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Transport.Packing;

/// <summary>One closed parcel.</summary>
/// <param name="Carton">Null for a piece that ships in its own box.</param>
/// <param name="Blocks">Where everything lies; kinds are indexes of the items that were packed. Empty without a carton.</param>
internal sealed record PackedCarton(Carton? Carton, Dimensions Outer, long GrossWeightGrams, IReadOnlyList<(ProductId Product, long Quantity)> Contents, IReadOnlyList<PlacedBlock> Blocks)
{
    /// <summary>The code of goods that ship in their own box.</summary>
    public const string OwnBox = "own";

    public PlannedParcel ToParcel() => new(Carton?.Code ?? OwnBox, Outer, GrossWeightGrams, Contents);
}
