using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Insights.Features;

/// <summary>The numbers of the overview, all of the last 24 hours unless they say otherwise.</summary>
/// <param name="Waiting">Orders accepted and not yet taken on their journey.</param>
/// <param name="ByStatus">All orders of the book by status.</param>
/// <param name="MarginPpm">Expected profit over what buyers pay, in the company's currency; null without a priced order.</param>
public sealed record OverviewView(
    int Waiting, IReadOnlyDictionary<OrderStatus, int> ByStatus, IReadOnlyDictionary<string, int> HeldBecause, OrderPulse Today, OrderPulse DayBefore,
    Money Sales, long? MarginPpm, DateTime Now)
{
    public long? WithoutPersonPpm => Share(Today);

    private static long? Share(OrderPulse pulse) => pulse.Orders == 0 ? null : Rounding.DivideHalfEven((Int128)pulse.WithoutPerson * 1_000_000, pulse.Orders);
}
