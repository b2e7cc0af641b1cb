namespace Entrepot.Orders.Contracts;

/// <summary>Where an order stands in its life; the legal moves are in <c>OrderLifecycle</c>.</summary>
public enum OrderStatus
{
    /// <summary>In the book and waiting for its journey: just released, edited, or new stock has arrived for it.</summary>
    Received,

    /// <summary>Stopped with a reason; a person decides.</summary>
    OnHold,

    /// <summary>Nothing is wrong with it, but stock is missing; it starts again when goods arrive.</summary>
    Backordered,

    /// <summary>Stock reserved, landed cost and transport planned, vouchers posted; warehouses know of it.</summary>
    Allocated,

    /// <summary>At least one of its fulfilment orders is on the warehouse floor.</summary>
    InFulfilment,

    /// <summary>All its parcels are with carriers.</summary>
    Shipped,

    /// <summary>The consignee has all parcels; costs are settled.</summary>
    Delivered,
    Cancelled,

    /// <summary>It will never ship and nobody needs to look: everything on it is a service or was cancelled by the channel.</summary>
    Closed,
}
