using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey.Changing;

/// <summary>How an order would end, tried out. Money is in the order's currency.</summary>
/// <param name="Held">Why it would be on hold; null where it would not.</param>
public sealed record Rehearsed(long Id, string Number, OrderStatus Status, Sentence? Held)
{
    /// <summary>Plain products that ship, bundles taken apart.</summary>
    public long Pieces { get; init; }
    public string Warehouses { get; init; } = "";
    public string Services { get; init; } = "";
    public int Parcels { get; init; }
    public Money Paid { get; init; }
    public Money Freight { get; init; }
    public Money Duty { get; init; }
    public Money ImportTax { get; init; }
    public Money Fees { get; init; }

    /// <summary>Null where the costs are not known, because the order would not be planned.</summary>
    public Money? Profit { get; init; }
    public IReadOnlyList<MissingPieces> Missing { get; init; } = [];
}

/// <param name="Line">The line's place in the order, from zero.</param>
/// <param name="ExpectedOn">Null when nothing is on its way.</param>
public sealed record MissingPieces(int Line, string Sku, long Quantity, DateOnly? ExpectedOn);

/// <summary>What a change would do: how the orders end without it and with it.</summary>
public sealed record ConsequencesView(IReadOnlyList<Rehearsed> Before, IReadOnlyList<Rehearsed> After)
{
    /// <summary>Only where every order of both sides would be planned can their money be compared.</summary>
    public bool IsComparable => Before.Concat(After).All(order => order.Profit is not null || order.Status == OrderStatus.Closed);

    public static Money Sum(IReadOnlyList<Rehearsed> orders, Func<Rehearsed, Money> amount) => orders.Aggregate(Money.Zero(orders[0].Paid.Currency), (sum, order) => sum + amount(order));
}
