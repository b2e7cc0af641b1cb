using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Insights.Features;

/// <summary>The numbers of the overview, of the chosen span, shop and warehouse unless they say otherwise.</summary>
/// <param name="ByStatus">All orders of the book by status.</param>
/// <param name="At">When they were read, UTC.</param>
public sealed record OverviewView(
    ListUrl Url, ListPeriod Period, OverviewSpan Now, OverviewSpan Before, IReadOnlyDictionary<OrderStatus, int> ByStatus, IReadOnlyDictionary<string, int> HeldBecause, DateTime At)
{
    /// <summary>Orders accepted and not yet taken on their journey; null where only a part of the orders is shown, for these have neither plan nor warehouse.</summary>
    public int? Waiting { get; init; }

    /// <summary>Since when the oldest order on hold waits, UTC; null when none does.</summary>
    public DateTime? OldestHeld { get; init; }

    /// <summary>When each sales channel was last heard of, the one that is silent longest first.</summary>
    public IReadOnlyList<ChannelActivity> Channels { get; init; } = [];
    public IReadOnlyList<Option> Warehouses { get; init; } = [];

    /// <summary>Products at or below their reorder point.</summary>
    public int StockAlerts { get; init; }
}

/// <summary>What a span of time brought, in the company's currency.</summary>
/// <param name="WithoutPerson">Of <paramref name="Orders"/>, went through their first journey without being held.</param>
/// <param name="Series">Orders by hour in a span of a day, else by day; oldest first.</param>
/// <param name="MarginPpm">Expected profit over what buyers pay; null without a priced order.</param>
/// <param name="CostPerParcel">What carriers charge for one parcel; null where no parcel left, or one shop is chosen: parcels know no shop.</param>
public sealed record OverviewSpan(int Orders, int WithoutPerson, IReadOnlyList<int> Series, Money Sales, long? MarginPpm, OrderPunctuality Punctuality, Money? CostPerParcel)
{
    public long? WithoutPersonPpm => Share(WithoutPerson, Orders);
    public long? OnTimePpm => Share(Punctuality.OnTime, Punctuality.Shipped);

    private static long? Share(int part, int whole) => whole == 0 ? null : Rounding.DivideHalfEven((Int128)part * 1_000_000, whole);
}
