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
        WHERE tenant_id = @p0 AND basket_hash IN (SELECT value FROM json_each(@p1)) AND placed_at >= @p2 AND status <> 'Cancelled'
        """;

    public const string RemoveShortages = "DELETE FROM orders_shortage WHERE tenant_id = @p0 AND order_id = @p1";

    /// <summary>Lines follow the order's content after an edit and learn their product after a mapping.</summary>
    public const string UpdateLine = "UPDATE orders_line SET product_id = @p3, cancelled_quantity = @p4 WHERE tenant_id = @p0 AND order_id = @p1 AND id = @p2";

    public const string WaitingFor = """
        SELECT DISTINCT order_id FROM orders_shortage
        WHERE tenant_id = @p0 AND product_id IN (SELECT value FROM json_each(@p1))
        ORDER BY order_id LIMIT @p2
        """;
}
