using System.Collections.Frozen;
using Entrepot.Orders.Contracts;
using static Entrepot.Orders.Contracts.OrderStatus;

namespace Entrepot.Orders.Domain;

internal static class OrderLifecycle
{
    /// <summary>Every legal move of an order. A move that is not in this table cannot happen.</summary>
    private static readonly FrozenDictionary<OrderStatus, OrderStatus[]> Next = new Dictionary<OrderStatus, OrderStatus[]>
    {
        [Received] = [OnHold, Backordered, Allocated, Closed, Cancelled],
        [OnHold] = [Received, Cancelled],
        [Backordered] = [Received, Cancelled],
        [Allocated] = [Received, OnHold, InFulfilment, Cancelled], // Back to Received: an edit before the floor has begun.
        [InFulfilment] = [Received, OnHold, Shipped, Cancelled], // Back: the picker came up short.
        [Shipped] = [Delivered],
        [Delivered] = [],
        [Cancelled] = [],
        [Closed] = [],
    }.ToFrozenDictionary();

    /// <summary>Statuses in which an order has ended; in all others it moves or waits visibly.</summary>
    public static readonly FrozenSet<OrderStatus> Ended = FrozenSet.Create(Delivered, Cancelled, Closed);

    public static bool Allows(OrderStatus from, OrderStatus to) => Next[from].Contains(to);
}
