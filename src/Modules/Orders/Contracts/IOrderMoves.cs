using Entrepot.Kernel;

namespace Entrepot.Orders.Contracts;

/// <summary>Pieces that went over from one order to another when it was split or merged, or back when that was undone. Never changed.</summary>
/// <param name="Kind"><c>split</c>, <c>merge</c> or <c>undo</c>.</param>
/// <param name="ShippingMinor">Of what the buyer paid for shipping, went over too; minor units of the orders' currency.</param>
/// <param name="ShippingTaxMinor">Tax on it.</param>
/// <param name="Undoes">Of an undo, the move that it takes back.</param>
public sealed record PiecesMoved(
    long Id, string Kind, OrderId From, OrderId To, DateTime At, string Actor, string Reason, long ShippingMinor, long ShippingTaxMinor, long? Undoes, IReadOnlyList<MovedLine> Lines);

/// <param name="ToLine">The line of the other order that these pieces became, or in an undo became again.</param>
public sealed record MovedLine(OrderLineId FromLine, OrderLineId ToLine, long Quantity);

/// <summary>The book of moved pieces.</summary>
public interface IOrderMoves
{
    /// <summary>Adds a move to the open unit of work.</summary>
    /// <param name="undoes">The number of the move that it takes back; null for one of its own.</param>
    /// <returns>Its number.</returns>
    long Add(string kind, OrderId from, OrderId to, string reason, long shippingMinor, long shippingTaxMinor, IReadOnlyList<MovedLine> lines, long? undoes = null);

    /// <summary>Moves from or to these orders that stand: no undo, and none that was undone. Oldest first.</summary>
    Task<IReadOnlyList<PiecesMoved>> OfAsync(IReadOnlyList<OrderId> orders, CancellationToken ct);
}
