using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using static Entrepot.Unit.Channels.Front;

namespace Entrepot.Unit.Channels.Connectors;

public sealed class OrderProgressTests
{
    [Theory]
    [InlineData(PaymentState.Pending, true)]
    [InlineData(PaymentState.Refunded, false)]
    public void Only_that_it_is_paid_now_is_taken_without_a_person(PaymentState before, bool expected)
    {
        var stored = AnOrder("1") with { Payment = before };
        OrderProgress.IsPaidNow(stored, stored with { Payment = PaymentState.Paid }).ShouldBe(expected);
        OrderProgress.IsPaidNow(stored, stored with { Payment = PaymentState.Paid, BuyerNote = "quick" }).ShouldBeFalse();
    }

    [Fact]
    public void What_was_cancelled_there_is_told_with_the_content_that_is_known()
    {
        var stored = AnOrder("1", ALine("1", 3)) with { TotalMinor = 765 };
        var fresh = stored with { TotalMinor = 510, Payment = PaymentState.PartlyRefunded, Lines = [ALine("1", 3, cancelled: 1)] };

        var merged = OrderProgress.Merge(stored, fresh);

        (merged.TotalMinor, merged.Lines[0].CancelledQuantity, merged.Payment).ShouldBe((765, 1, PaymentState.Paid));
    }
}
