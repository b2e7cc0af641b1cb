using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>What customs is asked about goods of an order that leave from one country.</summary>
internal static class ImportRequest
{
    /// <param name="shippingMinor">The buyer's payment for shipping these pieces, in the order's currency.</param>
    public static LandedCostRequest Of(Traveller order, string shipFrom, IReadOnlyList<Piece> pieces, long shippingMinor, OrderBatch batch)
    {
        var content = order.Content;
        var territory = Countries.CustomsTerritory(content.ShipTo.Country);
        var lines = new List<LandedCostLine>(pieces.Count);
        foreach (var piece in pieces)
        {
            var product = piece.Product;
            lines.Add(new(NumberOf(order, piece.Line), product.HsCodeIn(territory), product.Origin, Declaration.Describe(product),
                piece.Quantity, piece.AmountMinor, product.WeightGrams * piece.Quantity));
        }

        return new(order.Order.Number, batch.Today, shipFrom, content.ShipTo.Country, content.ShipTo.Province, content.Incoterm, content.Currency,
            lines, shippingMinor, InsuranceMinor: 0, batch.Fx, order.IossNumber, content.TaxCollectedByChannel, content.BuyerIsBusiness);
    }

    /// <summary>What a refusal names is read by a person: the line's place in the order, not its id.</summary>
    private static long NumberOf(Traveller order, OrderLineId line)
    {
        var ids = order.Order.LineIds;
        for (var i = 0; i < ids.Count; i++)
            if (ids[i] == line) return i + 1;
        throw new InvalidOperationException($"{order.Order.Number} ships a line that it does not have.");
    }
}
