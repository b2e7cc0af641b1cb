namespace Entrepot.Journey.Data;

/// <summary>What moves an order on in each status; each row of an answer is one that nothing moves. The company is <c>@p0</c>.</summary>
internal static class MovingChecks
{
    public const string Count = "SELECT COUNT(*) FROM orders_order WHERE tenant_id = @p0 AND status IN ('Allocated', 'InFulfilment', 'Shipped', 'Backordered')";

    /// <summary>Planned orders have something on a floor, or an event of its leaving that is still to be heard.</summary>
    public const string NothingOnAFloor = """
        SELECT o.number || ' is ' || o.status || ', and nothing of it is on a floor' FROM orders_order o
        WHERE o.tenant_id = @p0 AND o.status IN ('Allocated', 'InFulfilment') AND NOT EXISTS (
            SELECT 1 FROM warehouse_fulfilment_order f WHERE f.tenant_id = o.tenant_id AND f.order_id = o.id AND f.status <> 'Cancelled' AND (f.status <> 'HandedOver' OR EXISTS (
                SELECT 1 FROM platform_work w WHERE w.tenant_id = f.tenant_id AND w.kind = 'journey.on_fulfilment_handed_over' AND w.key = 'F' || f.id)))
        """;

    /// <summary>What left a floor takes stock, vouchers and the order with it, or the event that does is still there.</summary>
    public const string LeftUnheard = """
        SELECT 'F' || f.id || ' (' || f.order_number || ') was handed over, and stock has not heard of it' FROM warehouse_fulfilment_order f
        WHERE f.tenant_id = @p0 AND f.status = 'HandedOver'
          AND NOT EXISTS (SELECT 1 FROM inventory_movement m WHERE m.tenant_id = f.tenant_id AND m.cause = 'fulfilment/' || f.id)
          AND NOT EXISTS (SELECT 1 FROM platform_work w WHERE w.tenant_id = f.tenant_id AND w.kind = 'journey.on_fulfilment_handed_over' AND w.key = 'F' || f.id)
        """;

    public const string BookedUnheard = """
        SELECT c.reference || ' is booked, and the floor has not heard of it: F' || f.id || ' is ' || f.status FROM transport_consignment c
        JOIN warehouse_fulfilment_order f ON f.tenant_id = c.tenant_id AND f.id = c.fulfilment_order_id
        WHERE c.tenant_id = @p0 AND c.status = 'Booked' AND f.status = 'Packed'
          AND NOT EXISTS (SELECT 1 FROM platform_work w WHERE w.tenant_id = c.tenant_id AND w.kind = 'warehouse.on_consignment_booked' AND w.key = c.reference)
        """;

    /// <summary>Packed, and the carrier was never asked for a label.</summary>
    public const string PackedUnbooked = """
        SELECT 'F' || f.id || ' (' || f.order_number || ') is packed, and its consignment ' || c.reference || ' was never booked' FROM warehouse_fulfilment_order f
        JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
        WHERE f.tenant_id = @p0 AND f.status = 'Packed' AND c.status = 'Planned' AND c.problem IS NULL AND f.problem IS NULL
        """;

    public const string DeliveredUnheard = """
        SELECT o.number || ' is Shipped, all its parcels are delivered, and nothing tells it' FROM orders_order o
        WHERE o.tenant_id = @p0 AND o.status = 'Shipped'
          AND EXISTS (SELECT 1 FROM transport_consignment c WHERE c.tenant_id = o.tenant_id AND c.order_id = o.id AND c.status = 'Delivered')
          AND NOT EXISTS (SELECT 1 FROM transport_consignment c WHERE c.tenant_id = o.tenant_id AND c.order_id = o.id AND c.status NOT IN ('Delivered', 'Voided'))
          AND NOT EXISTS (SELECT 1 FROM transport_consignment c JOIN platform_work w ON w.tenant_id = c.tenant_id AND w.kind = 'journey.on_consignment_delivered' AND w.key = c.reference
              WHERE c.tenant_id = o.tenant_id AND c.order_id = o.id)
        """;

    public const string PackedUnheard = """
        SELECT o.number || ' is Allocated, and F' || f.id || ' is ' || f.status || ' already' FROM orders_order o
        JOIN warehouse_fulfilment_order f ON f.tenant_id = o.tenant_id AND f.order_id = o.id
        WHERE o.tenant_id = @p0 AND o.status = 'Allocated' AND f.status IN ('Packed', 'Labelled')
          AND NOT EXISTS (SELECT 1 FROM platform_work w WHERE w.tenant_id = f.tenant_id AND w.kind = 'journey.on_fulfilment_packed' AND w.key = 'F' || f.id)
        """;

    public const string WaitsForNothing = """
        SELECT o.number || ' is Backordered, and waits for no goods' FROM orders_order o
        WHERE o.tenant_id = @p0 AND o.status = 'Backordered' AND NOT EXISTS (SELECT 1 FROM inventory_backorder b WHERE b.tenant_id = o.tenant_id AND b.order_id = o.id)
        """;

    public const string CountPapers = "SELECT COUNT(*) FROM customs_paper WHERE tenant_id = @p0";

    /// <summary>Papers of parcels that are not sent must not lie about as if they were.</summary>
    public const string PapersOfVoided = """
        SELECT p.number || ' is in force, and its consignment ' || c.reference || ' is voided' FROM customs_paper p
        JOIN transport_consignment c ON c.tenant_id = p.tenant_id AND c.id = p.consignment_id
        WHERE p.tenant_id = @p0 AND p.voided_at IS NULL AND c.status = 'Voided'
        """;

    public const string PapersVoidedEarly = """
        SELECT p.number || ' is voided, and its consignment ' || c.reference || ' is ' || c.status FROM customs_paper p
        JOIN transport_consignment c ON c.tenant_id = p.tenant_id AND c.id = p.consignment_id
        WHERE p.tenant_id = @p0 AND p.voided_at IS NOT NULL AND c.status <> 'Voided'
        """;
}
