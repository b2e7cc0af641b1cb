using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>Takes an order's open goods lines apart into plain products.</summary>
internal static class PieceList
{
    /// <summary>
    /// A bundle's amount is shared over its parts by what they cost to buy (by quantity where no cost is known); shares
    /// add up exactly.
    /// </summary>
    public static IReadOnlyList<Piece> Of(Traveller order)
    {
        var content = order.Content;
        var pieces = new List<Piece>(content.Lines.Count);
        var discounts = content.OpenDiscountsMinor();
        for (var i = 0; i < content.Lines.Count; i++)
        {
            var line = content.Lines[i];
            var open = line.OpenQuantity();
            if (line.IsService || open <= 0 || order.Products[i] is not { } product) continue;

            var amount = Math.Max(0, line.OpenAmountMinor() - discounts[i]);
            if (product.IsBundle) AddParts(pieces, order.Order.LineIds[i], product, open, new(amount, content.Currency));
            else pieces.Add(new(order.Order.LineIds[i], product, open, amount));
        }

        return pieces;
    }

    private static void AddParts(List<Piece> pieces, OrderLineId line, Product bundle, long quantity, Money amount)
    {
        var weights = bundle.Parts.Select(part => part.Product.Cost.Minor * part.Quantity).ToList();
        if (weights.Sum() == 0) weights = [.. bundle.Parts.Select(part => part.Quantity)];
        var shares = amount.Allocate(weights);
        for (var i = 0; i < bundle.Parts.Count; i++)
            pieces.Add(new(line, bundle.Parts[i].Product, checked(bundle.Parts[i].Quantity * quantity), shares[i].Minor));
    }
}
