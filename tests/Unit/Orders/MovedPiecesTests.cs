using Entrepot.Channels.Contracts;
using Entrepot.Journey.Changing;
using Entrepot.Unit.Journey;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Orders;

/// <summary>Pieces take exactly the money with them that they leave behind.</summary>
public sealed class MovedPiecesTests
{
    private static readonly Gen<IncomingLine> Lines =
        from quantity in Gen.Choose(1, 7)
        from cancelled in Gen.Choose(0, 3)
        from price in Gen.Choose(0, 3_333)
        from discount in Gen.Choose(0, 99)
        from tax in Gen.Choose(0, 199)
        from service in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Goods.ALine("1", "MUG", quantity, price) with { CancelledQuantity = Math.Min(cancelled, quantity), DiscountMinor = discount, TaxMinor = tax, IsService = service };

    private static readonly Gen<IncomingOrder> Orders =
        from lines in Gen.ListOf(Lines, 4)
        from statesTax in Gen.Elements(true, false)
        from discount in Gen.Choose(0, 700)
        from tax in Gen.Choose(0, 900)
        from shipping in Gen.Choose(0, 990)
        from isStated in Gen.Elements(true, false)
        let own = lines.Select((line, i) => line with { ExternalLineId = $"{i + 1}", TaxMinor = statesTax ? line.TaxMinor : 0 }).ToArray()
        let order = Goods.AnOrder("A") with { Lines = own, ShippingMinor = shipping, DiscountMinor = discount + own.Sum(line => line.DiscountMinor), TaxMinor = tax + own.Sum(line => line.TaxMinor) }
        select isStated ? order with { TotalMinor = own.Sum(line => line.AmountMinor) + order.ShippingMinor - order.DiscountMinor + order.TaxMinor } : order;

    private static readonly Gen<(IncomingOrder Order, long[] Taken)> Splits =
        from order in Orders
        from shares in Gen.ListOf(Gen.Choose(0, 100), 4)
        select (order, order.Lines.Select((line, i) => line.IsService ? 0 : line.OpenQuantity() * shares[i] / 100).ToArray());

    [Fact]
    public void A_split_shares_out_every_amount_to_the_last_cent() => Prop.ForAll(Splits.ToArbitrary(), split =>
    {
        var taken = Pieces.Take(split.Order, split.Taken);
        var part = Pieces.AsOrder(split.Order, taken);

        Sums(taken.Rest, part).ShouldBe(Sums(split.Order));
        (taken.Rest.Lines.Sum(line => line.OpenQuantity()) + part.Lines.Sum(line => line.OpenQuantity())).ShouldBe(split.Order.Lines.Sum(line => line.OpenQuantity()));
        Pieces.AddsUp(part).ShouldBeTrue();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_merge_adds_up_every_amount_and_its_undo_leaves_both_as_they_were() => Prop.ForAll(Orders.ToArbitrary(), Orders.ToArbitrary(), (into, other) =>
    {
        var taken = Pieces.TakeAll(other);
        var merged = Pieces.Add(into, taken, "SO-2");

        Sums(merged, taken.Rest).ShouldBe(Sums(into, other));
        taken.Rest.PaidMinor().ShouldBe(0, "nothing of it is left behind");
        merged.Lines.Select(line => line.ExternalLineId).ShouldBeUnique();

        var received = new long[other.Lines.Count];
        foreach (var line in taken.Lines) received[line.Place] = line.Line.Quantity;
        long[] returned = [.. into.Lines.Select(_ => 0L), .. taken.Lines.Select(line => line.Line.Quantity)];
        Sums(Pieces.TakeBack(taken.Rest, received, taken.ShippingMinor, taken.ShippingTaxMinor)).ShouldBe(Sums(other));
        Sums(Pieces.GiveBack(merged, returned, taken.ShippingMinor, taken.ShippingTaxMinor)).ShouldBe(Sums(into));
    }).QuickCheckThrowOnFailure();

    private static (long Paid, long Lines, long Shipping, long Discount, long Tax) Sums(params IncomingOrder[] orders) =>
        (orders.Sum(order => order.PaidMinor()), orders.Sum(order => order.LinesMinor()), orders.Sum(order => order.ShippingMinor), orders.Sum(order => order.OpenDiscountMinor()), orders.Sum(order => order.OpenTaxMinor()));
}
