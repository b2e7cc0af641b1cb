namespace Entrepot.Inventory.Data;

internal static class StockSql
{
    /// <summary>Open reservations of orders: <c>@p1</c> is their ids.</summary>
    public const string OpenReservations = """
        SELECT order_id, id, line_id, product_id, warehouse_id, quantity - shipped, reference
        FROM inventory_reservation
        WHERE tenant_id = @p0 AND order_id = ANY(@p1) AND state = 'Open'
        ORDER BY order_id, id
        """;

    public const string BackordersOfOrders = """
        SELECT order_id, id, product_id, quantity, source, source_id
        FROM inventory_backorder
        WHERE tenant_id = @p0 AND order_id = ANY(@p1)
        ORDER BY order_id, id
        """;

    /// <summary>Products (<c>@p1</c>) in all warehouses, with the pieces that short orders hope to have transferred from there.</summary>
    public const string Cells = """
        SELECT s.product_id, s.warehouse_id, s.on_hand, s.reserved,
            COALESCE((SELECT SUM(b.quantity) FROM inventory_backorder b
                WHERE b.tenant_id = @p0 AND b.product_id = s.product_id AND b.source = 'Transfer' AND b.source_id = s.warehouse_id), 0)
        FROM inventory_stock s
        WHERE s.tenant_id = @p0 AND s.product_id = ANY(@p1)
        ORDER BY s.product_id, s.warehouse_id
        """;

    /// <summary>What is on its way of products (<c>@p1</c>), without what is promised to short orders.</summary>
    public const string OpenInbound = """
        SELECT i.id, i.product_id, i.warehouse_id, i.expected_on,
            i.quantity - i.received - COALESCE((SELECT SUM(b.quantity) FROM inventory_backorder b
                WHERE b.tenant_id = @p0 AND b.product_id = i.product_id AND b.source = 'Inbound' AND b.source_id = i.id), 0)
        FROM inventory_inbound i
        WHERE i.tenant_id = @p0 AND i.product_id = ANY(@p1) AND NOT i.is_cancelled AND i.received < i.quantity
        ORDER BY i.expected_on, i.id
        """;

    public const string Codes = "SELECT id, code FROM inventory_warehouse WHERE tenant_id = @p0";

    /// <summary>On hand and reserved of one record change; it must exist. The table's constraints refuse what would be negative.</summary>
    public const string Change = """
        UPDATE inventory_stock SET on_hand = on_hand + @p0, reserved = reserved + @p1
        WHERE tenant_id = @p2 AND product_id = @p3 AND warehouse_id = @p4
        """;

    /// <summary>Pieces come in, whether or not the product was ever in this warehouse.</summary>
    public const string Receive = """
        INSERT INTO inventory_stock (tenant_id, product_id, warehouse_id, on_hand, reserved) VALUES (@p0, @p1, @p2, @p3, 0)
        ON CONFLICT (tenant_id, product_id, warehouse_id) DO UPDATE SET on_hand = inventory_stock.on_hand + excluded.on_hand
        """;

    public const string ReleaseReservation = "UPDATE inventory_reservation SET state = 'Released' WHERE tenant_id = @p0 AND order_id = @p1 AND id = @p2 AND state = 'Open'";

    public const string ShipReservation = """
        UPDATE inventory_reservation SET shipped = shipped + @p0, state = CASE WHEN shipped + @p0 = quantity THEN 'Shipped' ELSE state END
        WHERE tenant_id = @p1 AND order_id = @p2 AND id = @p3 AND state = 'Open'
        """;

    public const string EndBackorder = "DELETE FROM inventory_backorder WHERE tenant_id = @p0 AND order_id = @p1 AND id = @p2";

    /// <summary>Which causes (<c>@p1</c>, a list of texts) are recorded already.</summary>
    public const string RecordedCauses = """
        SELECT cause, product_id, warehouse_id FROM inventory_movement
        WHERE tenant_id = @p0 AND cause IS NOT NULL AND cause = ANY(@p1)
        """;

    /// <summary>Levels of products (<c>@p1</c>) in all warehouses where they are or will be.</summary>
    public const string Levels = """
        SELECT warehouse_id, product_id, SUM(on_hand), SUM(reserved), SUM(inbound) FROM (
            SELECT warehouse_id, product_id, on_hand, reserved, 0 AS inbound FROM inventory_stock
            WHERE tenant_id = @p0 AND product_id = ANY(@p1)
            UNION ALL
            SELECT warehouse_id, product_id, 0, 0, quantity - received FROM inventory_inbound
            WHERE tenant_id = @p0 AND product_id = ANY(@p1) AND NOT is_cancelled AND received < quantity) AS level
        GROUP BY product_id, warehouse_id
        ORDER BY product_id, warehouse_id
        """;

    public const string ReceiveInbound = "UPDATE inventory_inbound SET received = received + @p0 WHERE tenant_id = @p1 AND id = @p2";

    public const string CancelInbound = "UPDATE inventory_inbound SET is_cancelled = @p0 WHERE tenant_id = @p1 AND id = @p2";

    public const string KnownInboundCauses = """
        SELECT cause, product_id, warehouse_id FROM inventory_inbound
        WHERE tenant_id = @p0 AND cause = ANY(@p1)
        """;

    /// <summary>What was on hand after each of these movements (<c>@p1</c>): what is now, less what came later. Movements are in the order of their numbers.</summary>
    public const string OnHandAfter = """
        SELECT m.id, COALESCE(s.on_hand, 0) - COALESCE((SELECT SUM(l.on_hand_change) FROM inventory_movement l
            WHERE l.tenant_id = m.tenant_id AND l.product_id = m.product_id AND l.warehouse_id = m.warehouse_id AND l.id > m.id), 0)
        FROM inventory_movement m
        LEFT JOIN inventory_stock s ON s.tenant_id = m.tenant_id AND s.product_id = m.product_id AND s.warehouse_id = m.warehouse_id
        WHERE m.tenant_id = @p0 AND m.product_id = ANY(@p2) AND m.id = ANY(@p1)
        """;

    /// <summary>Products and warehouses at or below their reorder point, what is on its way included.</summary>
    public const string Low = """
        SELECT p.product_id, p.warehouse_id FROM inventory_reorder_point p
        LEFT JOIN inventory_stock s ON s.tenant_id = p.tenant_id AND s.product_id = p.product_id AND s.warehouse_id = p.warehouse_id
        WHERE p.tenant_id = @p0 AND COALESCE(s.on_hand, 0) - COALESCE(s.reserved, 0) + COALESCE((SELECT SUM(i.quantity - i.received) FROM inventory_inbound i
            WHERE i.tenant_id = p.tenant_id AND i.product_id = p.product_id AND i.warehouse_id = p.warehouse_id AND NOT i.is_cancelled AND i.received < i.quantity), 0) <= p.quantity
        """;
}
