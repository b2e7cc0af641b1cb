namespace Entrepot.Warehouse.Data;

/// <summary>What follows the table in reads of many; positional parameters, the company first.</summary>
internal static class FloorSql
{
    public const string OrdersById = "WHERE t.tenant_id = @p0 AND t.id = ANY(@p1) ORDER BY t.id";

    public const string OrdersOfOrders = "WHERE t.tenant_id = @p0 AND t.order_id = ANY(@p1) ORDER BY t.id";

    public const string LinesOfOrders = "WHERE t.tenant_id = @p0 AND t.fulfilment_order_id = ANY(@p1) ORDER BY t.fulfilment_order_id, t.id";

    public const string TasksById = "WHERE t.tenant_id = @p0 AND t.id = ANY(@p1) ORDER BY t.id";

    public const string LinesOfTasks = "WHERE t.tenant_id = @p0 AND t.pick_task_id = ANY(@p1) ORDER BY t.pick_task_id, t.id";
}
