namespace Entrepot.Orders.Data;

/// <summary>The order book's set-based statements; positional parameters, the company first.</summary>
internal static class OrderSql
{
    public const string TakeNumbers = """
        INSERT INTO orders_number (tenant_id, next) VALUES (@p0, 1 + @p1)
        ON CONFLICT (tenant_id) DO UPDATE SET next = orders_number.next + @p1
        RETURNING next - @p1
        """;

    /// <summary>Orders with one of these baskets; the hashes come as one JSON array.</summary>
    public const string FindBaskets = """
        SELECT basket_hash, number, placed_at FROM orders_order
        WHERE tenant_id = @p0 AND basket_hash = ANY(@p1) AND placed_at >= @p2 AND status <> 'Cancelled'
        """;

    /// <summary>What follows the table where many orders are read.</summary>
    public const string ById = "WHERE t.tenant_id = @p0 AND t.id = ANY(@p1)";

    /// <summary>The newest first. Ids rise with time, so that reading on from the last one is cheap.</summary>
    public const string Before = "WHERE t.tenant_id = @p0 AND t.id < @p1 AND t.placed_at >= @p2 ORDER BY t.id DESC LIMIT @p3";

    public const string RemoveShortages = "DELETE FROM orders_shortage WHERE tenant_id = @p0 AND order_id = @p1";

    public const string RemoveWord = "DELETE FROM orders_word WHERE tenant_id = @p0 AND order_id = @p1 AND word = @p2";

    /// <summary>Lines follow the order's content after an edit and learn their product after a mapping.</summary>
    public const string UpdateLine = "UPDATE orders_line SET product_id = @p3, cancelled_quantity = @p4, moved_quantity = @p5 WHERE tenant_id = @p0 AND order_id = @p1 AND id = @p2";

    public const string WaitingFor = """
        SELECT DISTINCT order_id FROM orders_shortage
        WHERE tenant_id = @p0 AND product_id = ANY(@p1) AND order_id > @p2
        ORDER BY order_id LIMIT @p3
        """;

    /// <summary>Orders that are held for one of these reasons and sell one of these products. It looks at the lines of held orders only, which are few.</summary>
    public const string HeldFor = """
        SELECT o.id FROM orders_order o
        WHERE o.tenant_id = @p0 AND o.status = 'OnHold' AND o.hold_code = ANY(@p1)
          AND EXISTS (SELECT 1 FROM orders_line l WHERE l.tenant_id = o.tenant_id AND l.order_id = o.id AND l.product_id = ANY(@p2))
        ORDER BY o.id
        """;

    /// <summary>Orders that stand still without saying why, or that were decided without a trace or a timeline.</summary>
    public const string WithoutReason = """
        SELECT number, CASE
            WHEN status = 'OnHold' AND (hold_code IS NULL OR hold_reason IS NULL) THEN 'on hold without a reason'
            WHEN status = 'Backordered' AND NOT EXISTS (SELECT 1 FROM orders_shortage s WHERE s.tenant_id = o.tenant_id AND s.order_id = o.id) THEN 'backordered without missing goods'
            WHEN NOT EXISTS (SELECT 1 FROM orders_trace t WHERE t.tenant_id = o.tenant_id AND t.order_id = o.id) THEN 'decided without a trace'
            ELSE 'has no timeline' END
        FROM orders_order o
        WHERE tenant_id = @p0
          AND ((status = 'OnHold' AND (hold_code IS NULL OR hold_reason IS NULL))
            OR (status = 'Backordered' AND NOT EXISTS (SELECT 1 FROM orders_shortage s WHERE s.tenant_id = o.tenant_id AND s.order_id = o.id))
            OR NOT EXISTS (SELECT 1 FROM orders_trace t WHERE t.tenant_id = o.tenant_id AND t.order_id = o.id)
            OR NOT EXISTS (SELECT 1 FROM orders_event e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id))
        LIMIT @p1
        """;

    /// <summary>By hours since the start and by currency; an order went through alone when its first journey did not end on hold. One walk over one index.</summary>
    public const string Pulse = """
        SELECT (received_at - @p1) / 3600000000, currency, COUNT(*), SUM(CASE WHEN run = 1 AND status <> 'OnHold' THEN 1 ELSE 0 END),
            SUM(CASE WHEN status = 'Cancelled' THEN 0 ELSE total_minor END),
            SUM(CASE WHEN status = 'Cancelled' OR profit_minor IS NULL THEN 0 ELSE total_minor END),
            SUM(CASE WHEN status = 'Cancelled' THEN 0 ELSE COALESCE(profit_minor, 0) END)
        FROM orders_order WHERE tenant_id = @p0 AND received_at >= @p1 AND received_at < @p2
            AND (CAST(@p3 AS bigint) IS NULL OR channel_id = @p3) AND (CAST(@p4 AS text) IS NULL OR ', ' || warehouses || ', ' LIKE @p4)
        GROUP BY 1, currency
        """;

    /// <summary>What left in a span, and of it what left by its date; orders that promised no date are in neither. One walk over one index.</summary>
    public const string Punctuality = """
        SELECT COUNT(*), COALESCE(SUM(CASE WHEN shipped_at <= ship_by THEN 1 ELSE 0 END), 0) FROM orders_order
        WHERE tenant_id = @p0 AND shipped_at IS NOT NULL AND shipped_at >= @p1 AND shipped_at < @p2 AND ship_by IS NOT NULL
            AND (CAST(@p3 AS bigint) IS NULL OR channel_id = @p3) AND (CAST(@p4 AS text) IS NULL OR ', ' || warehouses || ', ' LIKE @p4)
        """;

    public const string Untag = "DELETE FROM orders_tagged WHERE tenant_id = @p0 AND tag_id = @p1 AND order_id = @p2";

    public const string PaintTag = "UPDATE orders_tag SET tone = @p2 WHERE tenant_id = @p0 AND id = @p1";

    public const string DeleteTagged = "DELETE FROM orders_tagged WHERE tenant_id = @p0 AND tag_id = @p1";

    public const string DeleteTag = "DELETE FROM orders_tag WHERE tenant_id = @p0 AND id = @p1";

    public const string Assign = """
        INSERT INTO orders_assigned (tenant_id, order_id, user_id, user_name) VALUES (@p0, @p1, @p2, @p3)
        ON CONFLICT (tenant_id, order_id) DO UPDATE SET user_id = excluded.user_id, user_name = excluded.user_name
        """;

    public const string Unassign = "DELETE FROM orders_assigned WHERE tenant_id = @p0 AND order_id = @p1";

    public const string ReadMentions = """
        UPDATE orders_mention SET read_at = @p3 WHERE tenant_id = @p0 AND user_id = @p1 AND read_at IS NULL AND (CAST(@p2 AS bigint) IS NULL OR note_id = @p2)
        """;

    public const string ForgetUndo = "DELETE FROM orders_undo WHERE tenant_id = @p0 AND at < @p1";

    public const string GrowUndo = "UPDATE orders_undo SET was = @p2, at = @p3 WHERE tenant_id = @p0 AND id = @p1";

    public const string TakeUndo = "DELETE FROM orders_undo WHERE tenant_id = @p0 AND id = @p1";

    /// <summary>The countries that orders go to, by one step in the index for each and not for each order.</summary>
    public const string CountriesInUse = """
        WITH RECURSIVE found (country) AS (
            SELECT MIN(country) FROM orders_order WHERE tenant_id = @p0
            UNION ALL
            SELECT (SELECT MIN(o.country) FROM orders_order o WHERE o.tenant_id = @p0 AND o.country > found.country) FROM found WHERE found.country IS NOT NULL)
        SELECT country FROM found WHERE country IS NOT NULL
        """;
}
