using Entrepot.Kernel;
using Entrepot.Platform.Ui;

namespace Entrepot.Orders.Contracts;

/// <summary>Stops orders after their journey and takes back what it planned; the journey, which planned it, answers.</summary>
public interface IStopOrders
{
    /// <summary>Units of work of its own: one order that the floor already works on stays as it is, and the others stop. Call it with none open.</summary>
    Task<StoppedOrders> StopAsync(IReadOnlyList<OrderStop> stops, CancellationToken ct);
}

/// <param name="Why">Stands on the order and its timeline.</param>
/// <param name="Stage">Who stopped it: a stage of the journey, or <c>person</c>.</param>
public sealed record OrderStop(OrderId Order, Problem Why, string Stage);

public sealed record StoppedOrders(IReadOnlyList<OrderId> Held, IReadOnlyList<Problem> Refused);

/// <summary>What a person can do to many orders at once, for parts of the product that stand above the order book.</summary>
public interface IManyOrders
{
    /// <summary>Orders that one click may change.</summary>
    const int Most = 10_000;

    /// <summary>The marked orders, or those that a list found, oldest first, at most <see cref="Most"/>.</summary>
    /// <param name="within">Of a list, only orders in these statuses; null for all.</param>
    Task<IReadOnlyList<long>> OfAsync(BulkSelection selection, IReadOnlyList<OrderStatus>? within, CancellationToken ct);

    /// <summary>Remembers in the open unit of work that the current user has put these orders on hold, so that it can be taken back for a while.</summary>
    /// <param name="held">All that the same click has held so far.</param>
    /// <param name="path">Where the earlier ones of them are kept; null for the first.</param>
    /// <returns>The path that takes it back.</returns>
    string RememberHold(IReadOnlyList<OrderId> held, string? path);
}
