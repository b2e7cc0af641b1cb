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
}
