using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>How many orders stand where.</summary>
public interface IOrderCounts
{
    Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct);

    Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(OrderScope scope, CancellationToken ct);

    /// <summary>Orders on hold by reason code.</summary>
    Task<IReadOnlyDictionary<string, int>> ByHoldReasonAsync(OrderScope scope, CancellationToken ct);

    /// <summary>Orders on hold for whatever reason.</summary>
    Task<int> HeldAsync(CancellationToken ct);

    /// <summary>Since when the order waits that is on hold longest, UTC; null when none is.</summary>
    Task<DateTime?> OldestHeldAsync(OrderScope scope, CancellationToken ct);

    /// <summary>The orders received on each of <paramref name="days"/> spans of 24 hours, the first of which begins at <paramref name="from"/> (UTC).</summary>
    Task<IReadOnlyList<OrderPulse>> PulseAsync(DateTime from, int days, OrderScope scope, CancellationToken ct);

    /// <summary>What left from <paramref name="from"/> (UTC) until before <paramref name="until"/>, and how much of it by the date that was promised.</summary>
    Task<OrderPunctuality> PunctualityAsync(DateTime from, DateTime until, OrderScope scope, CancellationToken ct);
}

/// <summary>Which orders are counted.</summary>
/// <param name="Channel">Null for all shops.</param>
/// <param name="Warehouse">Code of a warehouse that ships at least a part of the order; null for all, orders without a plan among them.</param>
public sealed record OrderScope(SalesChannelId? Channel = null, string? Warehouse = null)
{
    public static readonly OrderScope All = new();
}

/// <summary>What came in during 24 hours.</summary>
/// <param name="WithoutPerson">Of <paramref name="Orders"/>, went through their first journey without being held.</param>
/// <param name="PerHour">24 counts, oldest hour first.</param>
public sealed record OrderPulse(int Orders, int WithoutPerson, IReadOnlyList<int> PerHour, IReadOnlyList<OrderSum> Sums);

/// <summary>Sums of one currency: what buyers pay, that of the orders whose costs are known, and the profit expected of these.</summary>
public sealed record OrderSum(Money Total, Money Priced, Money Profit);

/// <param name="Shipped">Orders that left and had a date to leave by.</param>
/// <param name="OnTime">Of them, those that left by it.</param>
public sealed record OrderPunctuality(int Shipped, int OnTime);
