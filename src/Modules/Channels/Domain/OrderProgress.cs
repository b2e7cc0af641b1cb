using Entrepot.Channels.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Channels.Domain;

/// <summary>
/// What becomes of an order on its marketplace is no other order: that it was shipped, refunded or cancelled in part, or that
/// the buyer's address is not shown any more. What is left after that and still differs is another content, for a person.
/// </summary>
internal static class OrderProgress
{
    private static readonly HashSet<string> ProgressFlags = new(StringComparer.Ordinal) { "shipped", "partially-shipped", "unfulfillable", "cancellation-requested", "pre-order" };

    /// <summary>The stored order with the cancellations of the fresh one, where nothing but its progress differs; else the fresh one.</summary>
    public static IncomingOrder Merge(IncomingOrder stored, IncomingOrder fresh)
    {
        var calm = Calm(stored, fresh);
        if (IsSame(calm, stored)) return WithCancellations(stored, fresh);
        return fresh;
    }

    /// <summary>Nothing differs but that it is paid now.</summary>
    public static bool IsPaidNow(IncomingOrder stored, IncomingOrder fresh) =>
        stored.Payment is PaymentState.Pending or PaymentState.Authorised && fresh.Payment == PaymentState.Paid && IsSame(Calm(stored, fresh) with { Payment = stored.Payment }, stored);

    public static bool IsMoved(IncomingOrder stored, IncomingOrder fresh) => fresh.ShipTo.Line1.Length > 0 && fresh.ShipTo != stored.ShipTo;

    private static IncomingOrder Calm(IncomingOrder stored, IncomingOrder fresh)
    {
        var isShown = fresh.ShipTo.Line1.Length > 0;
        var isReduced = fresh.Lines.Any(line => line.CancelledQuantity > 0) || fresh.Payment is PaymentState.PartlyRefunded or PaymentState.Refunded;
        return fresh with
        {
            Flags = [.. fresh.Flags.Where(flag => !ProgressFlags.Contains(flag)).Concat(stored.Flags.Where(ProgressFlags.Contains)).Order(StringComparer.Ordinal)],
            Payment = fresh.Payment is PaymentState.PartlyRefunded or PaymentState.Refunded || (stored.Payment == PaymentState.Paid && fresh.Payment == PaymentState.Authorised) ? stored.Payment : fresh.Payment,
            ShipTo = isShown ? fresh.ShipTo : stored.ShipTo,
            BillTo = isShown ? fresh.BillTo : stored.BillTo,
            BuyerId = fresh.BuyerId.Length > 0 ? fresh.BuyerId : stored.BuyerId,
            ShipBy = stored.ShipBy,
            DeliverBy = stored.DeliverBy,
            TotalMinor = isReduced ? stored.TotalMinor : fresh.TotalMinor,
            TaxMinor = isReduced ? stored.TaxMinor : fresh.TaxMinor,
            DiscountMinor = isReduced ? stored.DiscountMinor : fresh.DiscountMinor,
            ShippingMinor = isReduced ? stored.ShippingMinor : fresh.ShippingMinor,
            Lines = fresh.Lines.Count == stored.Lines.Count && isReduced ? [.. fresh.Lines.Select((line, i) => Calm(stored.Lines[i], line))] : fresh.Lines,
        };
    }

    /// <summary>Marketplaces lower a line's tax and discount with what was refunded of it.</summary>
    private static IncomingLine Calm(IncomingLine stored, IncomingLine fresh) =>
        stored.ExternalLineId == fresh.ExternalLineId ? fresh with { TaxMinor = stored.TaxMinor, DiscountMinor = stored.DiscountMinor } : fresh;

    private static IncomingOrder WithCancellations(IncomingOrder stored, IncomingOrder fresh)
    {
        var cancelled = fresh.Lines.ToDictionary(line => line.ExternalLineId, line => line.CancelledQuantity, StringComparer.Ordinal);
        return stored with { Lines = [.. stored.Lines.Select(line => line with { CancelledQuantity = Math.Max(line.CancelledQuantity, cancelled.GetValueOrDefault(line.ExternalLineId)) })] };
    }

    private static bool IsSame(IncomingOrder one, IncomingOrder other)
    {
        using var payload = new OrderPayload();
        var first = payload.Write(Sorted(one)).Hash;
        return first.AsSpan().SequenceEqual(payload.Write(Sorted(other)).Hash);
    }

    private static IncomingOrder Sorted(IncomingOrder order) => order with { Flags = [.. order.Flags.Order(StringComparer.Ordinal)] };
}
