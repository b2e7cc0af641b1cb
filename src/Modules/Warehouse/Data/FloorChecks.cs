namespace Entrepot.Warehouse.Data;

/// <summary>What must be true of the floor; each row of an answer is one thing that is not. The company is <c>@p0</c>.</summary>
internal static class FloorChecks
{
    public const string Count = "SELECT COUNT(*) FROM warehouse_fulfilment_order WHERE tenant_id = @p0";

    public const string QuantitiesUnlikeStatus = """
        SELECT 'F' || f.id || ' (' || f.order_number || ') is ' || f.status || ', and of ' || l.sku || ' ' || l.picked || ' are picked and ' || l.packed || ' packed of ' || l.quantity
        FROM warehouse_fulfilment_order f JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id
        WHERE f.tenant_id = @p0 AND ((f.status IN ('Picked', 'Packed', 'Labelled', 'HandedOver') AND l.picked <> l.quantity)
            OR (f.status IN ('Packed', 'Labelled', 'HandedOver') AND l.packed <> l.quantity) OR l.packed > l.picked)
        """;

    public const string PickedUnlikeWalks = """
        SELECT 'F' || f.id || ' (' || f.order_number || '): ' || l.picked || ' of ' || l.sku || ' are picked, and its walks say ' || COALESCE(SUM(p.picked), 0)
        FROM warehouse_fulfilment_order f JOIN warehouse_fulfilment_line l ON l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id
        LEFT JOIN (SELECT k.tenant_id, k.fulfilment_order_id, k.fulfilment_line_id, k.picked FROM warehouse_pick_line k JOIN warehouse_pick_task t ON t.tenant_id = k.tenant_id AND t.id = k.pick_task_id
            WHERE k.tenant_id = @p0 AND t.kind = 'Pick') AS p ON p.tenant_id = l.tenant_id AND p.fulfilment_order_id = l.fulfilment_order_id AND p.fulfilment_line_id = l.id
        WHERE f.tenant_id = @p0 GROUP BY f.id, f.order_number, l.id, l.sku, l.picked HAVING l.picked <> COALESCE(SUM(p.picked), 0)
        """;

    public const string NobodyWalks = """
        SELECT 'F' || f.id || ' (' || f.order_number || ') is in a wave, and nobody walks for it' FROM warehouse_fulfilment_order f
        WHERE f.tenant_id = @p0 AND f.status = 'InWave' AND (f.wave_id IS NULL OR NOT EXISTS (
            SELECT 1 FROM warehouse_pick_line k WHERE k.tenant_id = f.tenant_id AND k.fulfilment_order_id = f.id AND k.state = 'Open'))
        """;

    public const string LeftWithoutManifest = "SELECT 'F' || id || ' (' || order_number || ') was handed over on no manifest' FROM warehouse_fulfilment_order WHERE tenant_id = @p0 AND status = 'HandedOver' AND manifest_id IS NULL";

    public const string SentTwice = """
        SELECT 'F' || MIN(id) || ' and F' || MAX(id) || ' (' || MIN(order_number) || ') are one consignment, ' || consignment_id FROM warehouse_fulfilment_order
        WHERE tenant_id = @p0 AND status <> 'Cancelled' GROUP BY consignment_id HAVING COUNT(*) > 1
        """;

    public const string WithoutLines = """
        SELECT 'F' || f.id || ' (' || f.order_number || ') has no lines' FROM warehouse_fulfilment_order f
        WHERE f.tenant_id = @p0 AND NOT EXISTS (SELECT 1 FROM warehouse_fulfilment_line l WHERE l.tenant_id = f.tenant_id AND l.fulfilment_order_id = f.id)
        """;
}
