using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>How many orders stand where.</summary>
public interface IOrderCounts
{
    Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct);

    /// <summary>Orders on hold by reason code.</summary>
    Task<IReadOnlyDictionary<string, int>> ByHoldReasonAsync(CancellationToken ct);

    /// <summary>Orders on hold for whatever reason.</summary>
    Task<int> HeldAsync(CancellationToken ct);

    /// <summary>The orders received on each of <paramref name="days"/> spans of 24 hours, the first of which begins at <paramref name="from"/> (UTC).</summary>
    Task<IReadOnlyList<OrderPulse>> PulseAsync(DateTime from, int days, CancellationToken ct);
}

/// <summary>What came in during 24 hours.</summary>
/// <param name="WithoutPerson">Of <paramref name="Orders"/>, went through their first journey without being held.</param>
/// <param name="PerHour">24 counts, oldest hour first.</param>
public sealed record OrderPulse(int Orders, int WithoutPerson, IReadOnlyList<int> PerHour, IReadOnlyList<OrderSum> Sums);

/// <summary>Sums of one currency: what buyers pay, that of the orders whose costs are known, and the profit expected of these.</summary>
public sealed record OrderSum(Money Total, Money Priced, Money Profit);
