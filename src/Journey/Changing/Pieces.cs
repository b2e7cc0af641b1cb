using System.Globalization;
using Entrepot.Channels.Contracts;

namespace Entrepot.Journey.Changing;

/// <summary>Pieces that leave an order, with exactly the money that leaves it with them.</summary>
/// <param name="Rest">The order without them.</param>
/// <param name="ShippingMinor">Shipping that goes along, in minor units; nothing unless all of it does.</param>
internal sealed record TakenPieces(IncomingOrder Rest, IReadOnlyList<TakenLine> Lines, long ShippingMinor, long ShippingTaxMinor);

/// <param name="Place">The line's place in the order that it leaves.</param>
/// <param name="Line">As the other order gets it.</param>
internal sealed record TakenLine(int Place, IncomingLine Line);

/// <summary>
/// Moves pieces between orders. Whatever leaves one order comes to the other, to the last minor unit: amounts are taken as the difference between
/// the order with and without the pieces, never worked out a second time.
/// </summary>
internal static class Pieces
{
    /// <param name="quantities">How many pieces of each line leave, in line order.</param>
    public static TakenPieces Take(IncomingOrder order, IReadOnlyList<long> quantities)
    {
        var before = order.WithShares();
        var rest = before with { Lines = [.. before.Lines.Select((line, i) => line with { MovedQuantity = line.MovedQuantity + quantities[i] })] };
        var (discountsBefore, discountsAfter) = (before.OpenDiscountsMinor(), rest.OpenDiscountsMinor());
        var taken = new List<TakenLine>();
        for (var i = 0; i < quantities.Count; i++)
        {
            if (quantities[i] == 0) continue;
            var (was, left) = (before.Lines[i], rest.Lines[i]);
            taken.Add(new(i, was with
            {
                Quantity = quantities[i],
                CancelledQuantity = 0,
                MovedQuantity = 0,
                AmountMinor = was.OpenAmountMinor() - left.OpenAmountMinor(),
                DiscountMinor = discountsBefore[i] - discountsAfter[i],
                TaxMinor = was.OpenTaxMinor() - left.OpenTaxMinor(),
            }));
        }

        return new(rest, taken, 0, 0);
    }

    /// <summary>All that is open, with services and shipping.</summary>
    public static TakenPieces TakeAll(IncomingOrder order)
    {
        var taken = Take(order, [.. order.Lines.Select(line => line.OpenQuantity())]);
        var tax = taken.Rest.OpenTaxMinor();
        return taken with { Rest = WithoutShipping(taken.Rest, taken.Rest.ShippingMinor, tax), ShippingMinor = taken.Rest.ShippingMinor, ShippingTaxMinor = tax };
    }

    /// <summary>Whether the stated total is what the parts add up to; an order that states none always does.</summary>
    public static bool AddsUp(IncomingOrder order) =>
        order.TotalMinor is not { } total || total == checked(order.Lines.Sum(line => line.AmountMinor) + order.ShippingMinor - order.DiscountMinor + order.TaxMinor);

    /// <summary>An order of its own with just these pieces; the shipping stays with the other.</summary>
    public static IncomingOrder AsOrder(IncomingOrder of, TakenPieces taken)
    {
        var order = of with { Lines = [.. taken.Lines.Select(line => line.Line)], ShippingMinor = 0, DiscountMinor = Discounts(taken), TaxMinor = Taxes(taken) };
        return order with { TotalMinor = of.TotalMinor is null ? null : Sum(taken) };
    }

    /// <summary>The other order with these pieces as lines of its own at its end.</summary>
    /// <param name="from">The number of the order that they come from: lines keep names of their own.</param>
    public static IncomingOrder Add(IncomingOrder order, TakenPieces taken, string from)
    {
        var before = order.WithShares();
        return before with
        {
            Lines = [.. before.Lines, .. taken.Lines.Select(line => line.Line with { ExternalLineId = string.Create(CultureInfo.InvariantCulture, $"{from}/{line.Place + 1}") })],
            ShippingMinor = before.ShippingMinor + taken.ShippingMinor,
            DiscountMinor = before.DiscountMinor + Discounts(taken),
            TaxMinor = before.TaxMinor + Taxes(taken) + taken.ShippingTaxMinor,
            TotalMinor = before.TotalMinor is { } total ? checked(total + Sum(taken) + taken.ShippingMinor + taken.ShippingTaxMinor) : null,
        };
    }

    /// <summary>The order that pieces came to, when they go back; what it got with them goes too.</summary>
    /// <param name="returned">How many pieces of each line go back, in line order.</param>
    public static IncomingOrder GiveBack(IncomingOrder order, IReadOnlyList<long> returned, long shippingMinor, long shippingTaxMinor) =>
        WithoutShipping(order with { Lines = [.. order.Lines.Select((line, i) => line with { MovedQuantity = line.MovedQuantity + returned[i] })] }, shippingMinor, shippingTaxMinor);

    /// <summary>The order that they came from, as it was.</summary>
    public static IncomingOrder TakeBack(IncomingOrder order, IReadOnlyList<long> returned, long shippingMinor, long shippingTaxMinor) =>
        WithoutShipping(order with { Lines = [.. order.Lines.Select((line, i) => line with { MovedQuantity = line.MovedQuantity - returned[i] })] }, -shippingMinor, -shippingTaxMinor);

    private static IncomingOrder WithoutShipping(IncomingOrder order, long shippingMinor, long taxMinor) => order with
    {
        ShippingMinor = order.ShippingMinor - shippingMinor,
        TaxMinor = order.TaxMinor - taxMinor,
        TotalMinor = order.TotalMinor is { } total ? total - shippingMinor - taxMinor : null,
    };

    private static long Discounts(TakenPieces taken) => taken.Lines.Sum(line => line.Line.DiscountMinor);

    private static long Taxes(TakenPieces taken) => taken.Lines.Sum(line => line.Line.TaxMinor);

    private static long Sum(TakenPieces taken) => checked(taken.Lines.Sum(line => line.Line.AmountMinor) - Discounts(taken) + Taxes(taken));
}
