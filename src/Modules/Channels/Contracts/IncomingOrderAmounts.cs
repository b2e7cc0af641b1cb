using Entrepot.Kernel;

namespace Entrepot.Channels.Contracts;

/// <summary>
/// What is left of an order's amounts after cancellations and moves. A cancelled or moved piece takes its price with it, and its share of
/// discount and tax; shipping stays. All in minor units of the order's currency, shares rounded half even.
/// </summary>
public static class IncomingOrderAmounts
{
    /// <summary>Goods and services before discount and tax, cancelled pieces taken off pro rata (half even).</summary>
    public static long LinesMinor(this IncomingOrder order)
    {
        long sum = 0;
        foreach (var line in order.Lines) sum = checked(sum + line.OpenAmountMinor());
        return sum;
    }

    /// <summary>Pieces that are neither cancelled nor gone over to another order.</summary>
    public static long OpenQuantity(this IncomingLine line) => line.Quantity - line.CancelledQuantity - line.MovedQuantity;

    /// <summary>
    /// The same order, with each line's share of discount and tax written on the line: what is added to the order from now on takes none of them.
    /// Every amount is what it was.
    /// </summary>
    public static IncomingOrder WithShares(this IncomingOrder order)
    {
        var (discounts, taxes) = (Discounts(order), order.TaxMinor == 0 ? new long[order.Lines.Count] : Taxes(order));
        return order with { Lines = [.. order.Lines.Select((line, i) => line with { DiscountMinor = discounts[i], TaxMinor = taxes[i] })] };
    }

    /// <summary>The tax of a line's open pieces, where the line states it.</summary>
    public static long OpenTaxMinor(this IncomingLine line) => Open(line, line.TaxMinor);

    /// <summary>What the pieces that are not cancelled cost.</summary>
    public static long OpenAmountMinor(this IncomingLine line) => Open(line, line.AmountMinor);

    /// <summary>What the buyer pays: the stated total where nothing was cancelled since, else what is left of lines, discount and tax, and shipping.</summary>
    public static long PaidMinor(this IncomingOrder order) =>
        order.TotalMinor is { } stated && !order.IsCancelledInPart() ? stated : checked(order.LinesMinor() + order.ShippingMinor - order.OpenDiscountMinor() + order.OpenTaxMinor());

    /// <summary>All discounts without those of cancelled pieces.</summary>
    public static long OpenDiscountMinor(this IncomingOrder order) => order.IsCancelledInPart() ? order.OpenDiscountsMinor().Sum() : order.DiscountMinor;

    /// <summary>
    /// The discount of each line's open pieces: its own, and its share of what the order has beyond the lines' own.
    /// That rest is shared over goods by what is left of each after its own discount: a gift that is free already takes no more of it.
    /// </summary>
    public static long[] OpenDiscountsMinor(this IncomingOrder order)
    {
        var discounts = Discounts(order);
        for (var i = 0; i < discounts.Length; i++) discounts[i] = Open(order.Lines[i], discounts[i]);
        return discounts;
    }

    /// <summary>
    /// All tax without that of cancelled pieces. Where the lines state their tax, the rest of it is shipping's and stays;
    /// where only the order does, it is shared over lines and shipping by what they cost after discount.
    /// </summary>
    public static long OpenTaxMinor(this IncomingOrder order)
    {
        if (order.TaxMinor == 0 || !order.IsCancelledInPart()) return order.TaxMinor;

        var taxes = Taxes(order);
        var left = order.TaxMinor;
        for (var i = 0; i < order.Lines.Count; i++) left = checked(left - (taxes[i] - Open(order.Lines[i], taxes[i])));
        return left;
    }

    private static bool IsCancelledInPart(this IncomingOrder order)
    {
        foreach (var line in order.Lines)
            if (line.CancelledQuantity > 0 || line.MovedQuantity > 0) return true;
        return false;
    }

    private static long[] Discounts(IncomingOrder order)
    {
        var discounts = new long[order.Lines.Count];
        if (order.DiscountMinor == 0) return discounts;

        for (var i = 0; i < discounts.Length; i++) discounts[i] = order.Lines[i].DiscountMinor;
        var rest = order.DiscountMinor - discounts.Sum();
        if (rest == 0) return discounts;

        var shares = new Money(rest, order.Currency).Allocate([.. order.Lines.Select(line => line.IsService ? 0 : Math.Max(0, line.AmountMinor - line.DiscountMinor))]);
        for (var i = 0; i < discounts.Length; i++) discounts[i] += shares[i].Minor;
        return discounts;
    }

    private static long[] Taxes(IncomingOrder order)
    {
        long[] stated = [.. order.Lines.Select(line => line.TaxMinor)];
        if (stated.Any(tax => tax != 0)) return stated;

        var discounts = Discounts(order);
        var shares = new Money(order.TaxMinor, order.Currency).Allocate([.. order.Lines.Select((line, i) => Math.Max(0, line.AmountMinor - discounts[i])), order.ShippingMinor]);
        return [.. shares.Take(order.Lines.Count).Select(share => share.Minor)];
    }

    private static long Open(IncomingLine line, long minor) =>
        line.OpenQuantity() == line.Quantity ? minor : Rounding.DivideHalfEven((Int128)minor * line.OpenQuantity(), Math.Max(1, line.Quantity));
}
