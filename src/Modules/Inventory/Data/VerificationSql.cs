namespace Entrepot.Inventory.Data;

/// <summary>Each statement answers the wrong records only: product, warehouse, what is too much on hand, what is too much reserved.</summary>
internal static class VerificationSql
{
    public const string StockCount = "SELECT COUNT(*) FROM inventory_stock WHERE tenant_id = @p0";

    public const string ReservationCount = "SELECT COUNT(*) FROM inventory_reservation WHERE tenant_id = @p0";

    public const string Movements = """
        SELECT product_id, warehouse_id, SUM(on_hand), SUM(reserved) FROM (
            SELECT product_id, warehouse_id, on_hand, reserved FROM inventory_stock WHERE tenant_id = @p0
            UNION ALL
            SELECT product_id, warehouse_id, -on_hand_change, -reserved_change FROM inventory_movement WHERE tenant_id = @p0) AS entry
        GROUP BY product_id, warehouse_id
        HAVING SUM(on_hand) <> 0 OR SUM(reserved) <> 0
        ORDER BY product_id, warehouse_id
        LIMIT @p1
        """;

    public const string Reservations = """
        SELECT product_id, warehouse_id, 0, SUM(reserved) FROM (
            SELECT product_id, warehouse_id, reserved FROM inventory_stock WHERE tenant_id = @p0
            UNION ALL
            SELECT product_id, warehouse_id, shipped - quantity FROM inventory_reservation WHERE tenant_id = @p0 AND state = 'Open') AS entry
        GROUP BY product_id, warehouse_id
        HAVING SUM(reserved) <> 0
        ORDER BY product_id, warehouse_id
        LIMIT @p1
        """;

    public const string Negative = """
        SELECT product_id, warehouse_id, on_hand, reserved FROM inventory_stock
        WHERE tenant_id = @p0 AND (on_hand < 0 OR reserved < 0 OR reserved > on_hand)
        ORDER BY product_id, warehouse_id
        LIMIT @p1
        """;

    public const string MovementCount = "SELECT COUNT(*) FROM inventory_movement WHERE tenant_id = @p0";

    /// <summary>Order by order: what its movements reserved, gave back and shipped is what its reservations say.</summary>
    public const string ReservationsUnlikeMovements = """
        SELECT 'order ' || order_id || ': product ' || product_id || ' in warehouse ' || warehouse_id || ': its reservations keep ' || SUM(reserved) || ' more than its movements, and ship ' || SUM(shipped) || ' more'
        FROM (
            SELECT order_id, product_id, warehouse_id, CASE state WHEN 'Open' THEN quantity - shipped ELSE 0 END AS reserved, shipped FROM inventory_reservation WHERE tenant_id = @p0
            UNION ALL
            SELECT order_id, product_id, warehouse_id, -reserved_change, CASE kind WHEN 'Shipped' THEN on_hand_change ELSE 0 END FROM inventory_movement WHERE tenant_id = @p0 AND order_id IS NOT NULL) AS entry
        GROUP BY order_id, product_id, warehouse_id
        HAVING SUM(reserved) <> 0 OR SUM(shipped) <> 0
        """;

    public const string CausesTwice = """
        SELECT 'the cause ' || cause || ' has ' || COUNT(*) || ' movements of product ' || product_id || ' in warehouse ' || warehouse_id
        FROM inventory_movement WHERE tenant_id = @p0 AND cause IS NOT NULL GROUP BY cause, product_id, warehouse_id HAVING COUNT(*) > 1
        """;

    public const string TransferCount = "SELECT COUNT(*) FROM inventory_transfer WHERE tenant_id = @p0";

    /// <summary>Line by line: what left one warehouse is what the other expects, or has received.</summary>
    public const string TransfersUnlikeStock = """
        SELECT 'transfer ' || l.transfer_id || ': ' || l.quantity || ' of product ' || l.product_id || ' are sent, ' || COALESCE(-m.on_hand_change, 0) || ' left, and ' || COALESCE(i.quantity, 0) || ' are expected'
        FROM inventory_transfer_line l
        JOIN inventory_transfer t ON t.tenant_id = l.tenant_id AND t.id = l.transfer_id
        LEFT JOIN inventory_movement m ON m.tenant_id = l.tenant_id AND m.product_id = l.product_id AND m.warehouse_id = t.from_warehouse_id AND m.cause = 'transfer/' || l.transfer_id
        LEFT JOIN inventory_inbound i ON i.tenant_id = l.tenant_id AND i.id = l.inbound_id AND i.product_id = l.product_id AND i.warehouse_id = t.to_warehouse_id
        WHERE l.tenant_id = @p0 AND (COALESCE(-m.on_hand_change, 0) <> l.quantity OR COALESCE(i.quantity, 0) <> l.quantity)
        """;
}
