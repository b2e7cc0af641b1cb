namespace Entrepot.Orders.Data;

/// <summary>What must be true of the book; each row of an answer is one thing that is not. The company is <c>@p0</c>.</summary>
internal static class OrderChecks
{
    public const string Count = "SELECT COUNT(*) FROM orders_order WHERE tenant_id = @p0";

    public const string TimelineSilent = """
        SELECT o.number || ' is ' || o.status || ', and its timeline does not say so' FROM orders_order o
        WHERE o.tenant_id = @p0 AND o.status <> 'Received' AND NOT EXISTS (
            SELECT 1 FROM orders_event e WHERE e.tenant_id = o.tenant_id AND e.order_id = o.id AND e.kind = CASE o.status
                WHEN 'OnHold' THEN 'held' WHEN 'Backordered' THEN 'backordered' WHEN 'Allocated' THEN 'allocated' WHEN 'InFulfilment' THEN 'packed'
                WHEN 'Shipped' THEN 'shipped' WHEN 'Delivered' THEN 'delivered' WHEN 'Cancelled' THEN 'cancelled' WHEN 'Closed' THEN 'closed' END)
        """;

    public const string RunWithoutTrace = """
        SELECT o.number || ': journey ' || o.run || ' has no trace' FROM orders_order o
        WHERE o.tenant_id = @p0 AND NOT EXISTS (SELECT 1 FROM orders_trace t WHERE t.tenant_id = o.tenant_id AND t.order_id = o.id AND t.run = o.run)
        """;

    /// <summary>Parts of one order share its number in the shop.</summary>
    public const string SentTwice = """
        SELECT MIN(number) || ' and ' || MAX(number) || ' are the same order ' || external_number || ' of channel ' || channel_id FROM orders_order o
        WHERE tenant_id = @p0 AND NOT EXISTS (SELECT 1 FROM orders_move m WHERE m.tenant_id = o.tenant_id AND m.to_order = o.id AND m.kind = 'split') GROUP BY channel_id, external_number HAVING COUNT(*) > 1
        """;

    public const string NumberNotTaken = """
        SELECT o.number || ' lies not below the next number, ' || COALESCE(n.next, 1) FROM orders_order o LEFT JOIN orders_number n ON n.tenant_id = o.tenant_id
        WHERE o.tenant_id = @p0 AND o.number LIKE 'SO-%' AND CAST(substr(o.number, 4) AS bigint) >= COALESCE(n.next, 1)
        """;

    public const string LinesMissing = """
        SELECT o.number || ' has ' || COUNT(l.id) || ' lines, numbered up to ' || COALESCE(MAX(l.number), 0) FROM orders_order o
        LEFT JOIN orders_line l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
        WHERE o.tenant_id = @p0 GROUP BY o.id, o.number HAVING COUNT(l.id) = 0 OR COUNT(l.id) <> MAX(l.number)
        """;

    public const string CancelledTooMany = """
        SELECT o.number || ' line ' || l.number || ': ' || l.cancelled_quantity || ' of ' || l.quantity || ' are cancelled' FROM orders_line l
        JOIN orders_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
        WHERE l.tenant_id = @p0 AND (l.cancelled_quantity < 0 OR l.cancelled_quantity + l.moved_quantity > l.quantity)
        """;

    /// <summary>What lines say that they gave away is what the book of moves says that others got. A line follows its order at the next journey.</summary>
    public const string MovedNowhere = """
        SELECT o.number || ' line ' || l.number || ': ' || l.moved_quantity || ' pieces have gone over to other orders, and ' || COALESCE(m.quantity, 0) || ' have come to them' FROM orders_line l
        JOIN orders_order o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
        LEFT JOIN (
            SELECT gone.line_id, SUM(gone.quantity) AS quantity FROM (
                SELECT from_line AS line_id, quantity FROM orders_move_line WHERE tenant_id = @p0
                UNION ALL
                SELECT b.to_line, -b.quantity FROM orders_move_line b JOIN orders_move u ON u.tenant_id = b.tenant_id AND u.id = b.move_id AND u.kind = 'undo' WHERE b.tenant_id = @p0
            ) AS gone GROUP BY gone.line_id) AS m ON m.line_id = l.id
        WHERE l.tenant_id = @p0 AND o.status NOT IN ('Received', 'Cancelled') AND l.moved_quantity <> COALESCE(m.quantity, 0)
        """;

    /// <summary>A page of orders after an id, for what only our own code can compare.</summary>
    public const string Page = "SELECT id, number, buyer_name, external_number FROM orders_order WHERE tenant_id = @p0 AND id > @p1 ORDER BY id LIMIT @p2";

    public const string WordsOf = "SELECT order_id, word FROM orders_word WHERE tenant_id = @p0 AND order_id = ANY(@p1)";
}
