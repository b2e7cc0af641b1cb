using Entrepot.Channels.Contracts;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels;

/// <summary>What the buyer pays after a part of the order was cancelled.</summary>
public sealed class OpenAmountsTests
{
    /// <summary>Line a has 2.00 off of its own and takes 5.89 of the order's other 8.00; half of 7.89 is 3.94, half to even.</summary>
    [Theory]
    [InlineData(0, 1_000, 1_200, 4_690)]
    [InlineData(1, 605, 780, 3_165)]
    [InlineData(2, 211, 360, 1_639)]
    public void A_cancelled_piece_takes_its_discount_and_its_tax_with_it(long cancelled, long discount, long tax, long paid)
    {
        var order = AnOrder("1", Line("a", 2, 3_000, discount: 200, tax: 840, cancelled), Line("b", 1, 1_000, discount: 0, tax: 260, cancelled: 0))
            with
        { DiscountMinor = 1_000, TaxMinor = 1_200, ShippingMinor = 490, TotalMinor = 4_690 };

        (order.OpenDiscountMinor(), order.OpenTaxMinor(), order.PaidMinor()).ShouldBe((discount, tax, paid), "1.00 of the tax is shipping's and stays");
    }

    [Fact]
    public void Tax_that_only_the_order_states_is_shared_over_lines_and_shipping()
    {
        var order = AnOrder("1", Line("a", 1, 1_000, 0, 0, 1), Line("b", 1, 1_000, 0, 0, 0)) with { TaxMinor = 420, ShippingMinor = 100, TotalMinor = 2_520 };

        order.OpenTaxMinor().ShouldBe(220);
        order.PaidMinor().ShouldBe(1_320);
    }

    [Fact]
    public void Nothing_is_left_of_goods_that_are_cancelled_whole()
    {
        var order = AnOrder("1", Line("a", 3, 999, 333, 77, 3)) with { DiscountMinor = 400, TaxMinor = 77, TotalMinor = 676 };

        (order.LinesMinor(), order.OpenDiscountMinor(), order.OpenTaxMinor(), order.PaidMinor()).ShouldBe((0, 0, 0, order.ShippingMinor));
    }

    private static IncomingLine Line(string id, long quantity, long amount, long discount, long tax, long cancelled) =>
        ALine(id, quantity) with { AmountMinor = amount, DiscountMinor = discount, TaxMinor = tax, CancelledQuantity = cancelled };
}
