namespace Entrepot.Journey.Data;

/// <summary>What must agree between modules, read in one statement each so that it is one state; positional parameters, the company first.</summary>
internal static class JourneySql
{
    public const string PlannedOrders = "SELECT COUNT(*) FROM orders_order WHERE tenant_id = @p0 AND status NOT IN ('Received', 'OnHold')";

    /// <summary>
    /// Reserved beside what is still to leave, per order, product and warehouse. What was handed over counts until stock
    /// has heard of it. An order before or between journeys may keep stock that nothing demands yet.
    /// </summary>
    public const string ReservedForNothing = """
        SELECT COALESCE(o.number, 'order ' || entry.order_id), COALESCE(o.status, 'not in the book'), entry.product_id, entry.warehouse_id, SUM(entry.reserved), SUM(entry.demanded)
        FROM (
            SELECT order_id, product_id, warehouse_id, quantity - shipped AS reserved, 0 AS demanded
            FROM inventory_reservation WHERE tenant_id = @p0 AND state = 'Open'
            UNION ALL
            SELECT f.order_id, l.product_id, f.warehouse_id, 0, l.quantity
            FROM warehouse_fulfilment_order f
            JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id
            WHERE f.tenant_id = @p0 AND f.status <> 'Cancelled'
              AND (f.status <> 'HandedOver' OR NOT EXISTS (SELECT 1 FROM inventory_movement m WHERE m.tenant_id = f.tenant_id AND m.cause = 'fulfilment/' || f.id))
        ) AS entry
        LEFT JOIN orders_order o ON o.tenant_id = @p0 AND o.id = entry.order_id
        WHERE o.status IS NULL OR o.status NOT IN ('Received', 'OnHold')
        GROUP BY entry.order_id, o.number, o.status, entry.product_id, entry.warehouse_id
        HAVING SUM(entry.reserved) <> SUM(entry.demanded) OR o.status IS NULL OR (o.status NOT IN ('Allocated', 'InFulfilment') AND SUM(entry.reserved) <> 0)
        ORDER BY entry.order_id, entry.product_id, entry.warehouse_id
        LIMIT @p1
        """;

    public const string Consignments = "SELECT COUNT(*) FROM transport_consignment WHERE tenant_id = @p0";

    /// <summary>
    /// What transport and the floors say about the same parcels. Both move in one transaction, but for two steps that the
    /// floor hears of by an event: that the carrier has booked, and that the consignee has the parcels.
    /// </summary>
    public const string ConsignmentsApart = """
        SELECT c.reference, 'is ' || c.status || ', but its fulfilment order ' || COALESCE('F' || f.id || ' is ' || f.status, 'is not there') FROM transport_consignment c
        LEFT JOIN warehouse_fulfilment_order f ON f.tenant_id = c.tenant_id AND f.id = c.fulfilment_order_id AND f.consignment_id = c.id
        WHERE c.tenant_id = @p0 AND CASE
            WHEN f.id IS NULL THEN c.status <> 'Voided'
            WHEN c.status = 'Voided' THEN f.status <> 'Cancelled'
            WHEN c.status = 'Planned' THEN f.status NOT IN ('Planned', 'InWave', 'Short', 'Picked', 'Packed')
            WHEN c.status = 'Booking' THEN f.status <> 'Packed'
            WHEN c.status = 'Booked' THEN f.status NOT IN ('Packed', 'Labelled')
            ELSE f.status <> 'HandedOver' END
        UNION ALL
        SELECT 'F' || f.id, 'is ' || f.status || ', but has no consignment' FROM warehouse_fulfilment_order f
        WHERE f.tenant_id = @p0 AND f.status <> 'Cancelled' AND NOT EXISTS (SELECT 1 FROM transport_consignment c WHERE c.tenant_id = f.tenant_id AND c.id = f.consignment_id)
        UNION ALL
        SELECT o.number, 'is ' || o.status || ', but its fulfilment order F' || f.id || ' is ' || f.status FROM orders_order o
        JOIN warehouse_fulfilment_order f ON f.tenant_id = o.tenant_id AND f.order_id = o.id
        WHERE o.tenant_id = @p0 AND o.status IN ('Shipped', 'Delivered') AND f.status NOT IN ('HandedOver', 'Cancelled')
        UNION ALL
        SELECT o.number, 'is Delivered, but its consignment ' || c.reference || ' is ' || c.status FROM orders_order o
        JOIN transport_consignment c ON c.tenant_id = o.tenant_id AND c.order_id = o.id
        WHERE o.tenant_id = @p0 AND o.status = 'Delivered' AND c.status NOT IN ('Delivered', 'Voided')
        LIMIT @p1
        """;

    public const string AcceptedOrders = "SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0";

    /// <summary>Accepted orders that are nowhere or in two places, and orders of the book that nobody sent: a part of another order came with that.</summary>
    public const string LostOrders = """
        SELECT i.external_number, 'was taken, but is not in the book' FROM channels_incoming i
        WHERE i.tenant_id = @p0 AND i.state = 'Taken' AND NOT EXISTS (SELECT 1 FROM orders_order o WHERE o.tenant_id = i.tenant_id AND o.id = i.order_id)
        UNION ALL
        SELECT o.number, 'is in the book, but the accepted order that it came from is missing or still waits' FROM orders_order o
        WHERE o.tenant_id = @p0
          AND NOT EXISTS (SELECT 1 FROM orders_move m WHERE m.tenant_id = o.tenant_id AND m.to_order = o.id AND m.kind = 'split')
          AND NOT EXISTS (SELECT 1 FROM channels_incoming i
              WHERE i.tenant_id = o.tenant_id AND i.channel_id = o.channel_id AND i.external_number = o.external_number AND i.state = 'Taken' AND i.order_id = o.id)
        LIMIT @p1
        """;
}
