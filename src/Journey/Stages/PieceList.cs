using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>Takes an order's open goods lines apart into plain products.</summary>
internal static class PieceList
{
    /// <summary>
    /// A bundle's amount is shared over its parts by what they cost to buy (by quantity where no cost is known), the
    /// order's discount over all lines by amount after their own discounts; shares add up exactly.
    /// </summary>
    public static IReadOnlyList<Piece> Of(Traveller order)
    {
        var content = order.Content;
        var pieces = new List<Piece>(content.Lines.Count);
        var discounts = Discounts(content);
        for (var i = 0; i < content.Lines.Count; i++)
        {
            var line = content.Lines[i];
            var open = line.Quantity - line.CancelledQuantity;
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

    private static long[] Discounts(IncomingOrder content)
    {
        var discounts = new long[content.Lines.Count];
        if (content.DiscountMinor == 0) return discounts;

        for (var i = 0; i < discounts.Length; i++) discounts[i] = content.Lines[i].DiscountMinor;
        var rest = content.DiscountMinor - discounts.Sum();
        if (rest == 0) return discounts;

        // By what is left of each line after its own discount: a gift that is free already takes no more of it.
        var shares = new Money(rest, content.Currency).Allocate([.. content.Lines.Select(line => line.IsService ? 0 : Math.Max(0, line.OpenAmountMinor() - line.DiscountMinor))]);
        for (var i = 0; i < discounts.Length; i++) discounts[i] += shares[i].Minor;
        return discounts;
    }
}
