namespace Entrepot.Warehouse.Data;

internal static class PlaceSql
{
    /// <summary>Pieces of products (<c>@p2</c>) of a warehouse (<c>@p1</c>) that lie outside their pick bins, without quarantine, which is not on hand.</summary>
    public const string Placed = """
        SELECT s.product_id, SUM(s.quantity) FROM warehouse_bin_stock s
        JOIN warehouse_bin b ON b.tenant_id = s.tenant_id AND b.id = s.bin_id
        WHERE s.tenant_id = @p0 AND s.warehouse_id = @p1 AND s.product_id = ANY(@p2) AND b.kind <> 'Quarantine'
        GROUP BY s.product_id
        """;

    /// <summary>Pieces that pickers took and that have not left the house: on carts, at packing tables, at the gate.</summary>
    public const string UnderWay = """
        SELECT l.product_id, SUM(l.picked) FROM warehouse_fulfilment_order f
        JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id
        WHERE f.tenant_id = @p0 AND f.warehouse_id = @p1 AND f.status IN ('InWave', 'Short', 'Picked', 'Packed', 'Labelled') AND l.product_id = ANY(@p2) AND l.picked > 0
        GROUP BY l.product_id
        """;

    /// <summary>Pieces that open orders still want from the pick bins.</summary>
    public const string Wanted = """
        SELECT l.product_id, SUM(l.quantity - l.picked) FROM warehouse_fulfilment_order f
        JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id
        WHERE f.tenant_id = @p0 AND f.warehouse_id = @p1 AND f.status IN ('Planned', 'InWave') AND l.product_id = ANY(@p2)
        GROUP BY l.product_id
        """;

    /// <summary>The nearest bin of a kind (<c>@p2</c>) that takes goods, holds none and is no product's pick bin.</summary>
    public const string NearestFree = """
        SELECT b.id FROM warehouse_bin b
        WHERE b.tenant_id = @p0 AND b.warehouse_id = @p1 AND b.kind = @p2 AND b.is_active
            AND NOT EXISTS (SELECT 1 FROM warehouse_bin_stock s WHERE s.tenant_id = b.tenant_id AND s.bin_id = b.id AND s.quantity > 0)
            AND NOT EXISTS (SELECT 1 FROM warehouse_product_bin p WHERE p.tenant_id = b.tenant_id AND p.bin_id = b.id)
        ORDER BY b.x_millimetres + b.y_millimetres, b.code
        LIMIT 1
        """;

    public const string ForgetScans = "DELETE FROM warehouse_scan WHERE tenant_id = @p0 AND at < @p1";

    public const string Count = "SELECT COUNT(*) FROM warehouse_bin_movement WHERE tenant_id = @p0";

    /// <summary>What lies in a bin is what was put there less what was taken away.</summary>
    public const string BinsUnlikeMovements = """
        SELECT 'bin ' || bin_id || ' holds ' || SUM(quantity) || ' pieces of product ' || product_id || ' more than its movements say'
        FROM (
            SELECT bin_id, product_id, quantity FROM warehouse_bin_stock WHERE tenant_id = @p0
            UNION ALL
            SELECT bin_id, product_id, -change FROM warehouse_bin_movement WHERE tenant_id = @p0 AND bin_id IS NOT NULL) AS entry
        GROUP BY bin_id, product_id
        HAVING SUM(quantity) <> 0
        """;

    public const string StepsThatDoNotAddUp = """
        SELECT 'movement ' || id || ' in a bin: ' || before || ' and ' || change || ' are not ' || after FROM warehouse_bin_movement
        WHERE tenant_id = @p0 AND before + change <> after
        """;

    /// <summary>What is carried leaves one bin and reaches another.</summary>
    public const string LostOnTheWay = """
        SELECT cause || ' took ' || -SUM(change) || ' more pieces of product ' || product_id || ' than it brought' FROM warehouse_bin_movement
        WHERE tenant_id = @p0 AND kind IN ('Moved', 'PutAway') GROUP BY cause, product_id HAVING SUM(change) <> 0
        """;
}
