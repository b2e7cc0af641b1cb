namespace Entrepot.Journey.Data;

/// <summary>
/// Which columns refer to a row of another module. The database does not declare them, because modules know nothing of each
/// other's tables; here stands what they owe each other.
/// </summary>
internal static class ReferenceChecks
{
    /// <param name="Child">The table whose rows refer.</param>
    /// <param name="Column">By which column; null in it refers to nothing.</param>
    /// <param name="Label">An expression over <c>child</c> that says which row it is.</param>
    /// <param name="Also">A further condition on <c>parent</c> and <c>child</c>, where the key needs it.</param>
    internal sealed record Reference(string Child, string Column, string Parent, string Label, string Also = "TRUE");

    private const string Id = "child.id";

    public static IReadOnlyList<Reference> All { get; } =
    [
        new("catalog_channel_sku", "channel_id", "channels_channel", "child.code"),
        new("catalog_channel_sku", "product_id", "catalog_product", "child.code"),
        new("orders_order", "channel_id", "channels_channel", "child.number"),
        new("orders_line", "order_id", "orders_order", Id),
        new("orders_line", "product_id", "catalog_product", Id),
        new("orders_event", "order_id", "orders_order", Id),
        new("orders_trace", "order_id", "orders_order", "child.run"),
        new("orders_word", "order_id", "orders_order", "child.word"),
        new("orders_move", "from_order", "orders_order", Id),
        new("orders_move", "to_order", "orders_order", Id),
        new("orders_move_line", "from_line", "orders_line", "child.move_id"),
        new("orders_move_line", "to_line", "orders_line", "child.move_id"),
        new("orders_shortage", "order_id", "orders_order", "child.product_id"),
        new("orders_shortage", "product_id", "catalog_product", "child.order_id"),
        new("channels_incoming_content", "incoming_id", "channels_incoming", "child.incoming_id"),
        new("inventory_stock", "product_id", "catalog_product", "child.warehouse_id"),
        new("inventory_movement", "product_id", "catalog_product", Id),
        new("inventory_movement", "warehouse_id", "inventory_warehouse", Id),
        new("inventory_movement", "order_id", "orders_order", Id),
        new("inventory_reservation", "product_id", "catalog_product", Id),
        new("inventory_reservation", "warehouse_id", "inventory_warehouse", Id),
        new("inventory_reservation", "line_id", "orders_line", Id, "parent.order_id = child.order_id"),
        new("inventory_backorder", "order_id", "orders_order", Id),
        new("inventory_backorder", "product_id", "catalog_product", Id),
        new("inventory_inbound", "product_id", "catalog_product", Id),
        new("inventory_inbound", "warehouse_id", "inventory_warehouse", Id),
        new("transport_consignment", "order_id", "orders_order", "child.reference"),
        new("transport_consignment", "warehouse_id", "inventory_warehouse", "child.reference"),
        new("transport_consignment", "manifest_id", "transport_manifest", "child.reference"),
        new("transport_tracking_event", "consignment_id", "transport_consignment", Id),
        new("transport_manifest", "warehouse_id", "inventory_warehouse", "child.number"),
        new("customs_declared", "consignment_id", "transport_consignment", "child.consignment_id"),
        new("customs_paper", "consignment_id", "transport_consignment", "child.number"),
        new("customs_paper", "order_id", "orders_order", "child.number"),
        new("finance_order_cost", "order_id", "orders_order", "child.kind"),
        new("finance_voucher", "source_id", "orders_order", Id),
        new("warehouse_bin", "warehouse_id", "inventory_warehouse", "child.code"),
        new("warehouse_product_bin", "product_id", "catalog_product", "child.bin_id"),
        new("warehouse_fulfilment_order", "order_id", "orders_order", "'F' || child.id"),
        new("warehouse_fulfilment_order", "warehouse_id", "inventory_warehouse", "'F' || child.id"),
        new("warehouse_fulfilment_order", "wave_id", "warehouse_wave", "'F' || child.id"),
        new("warehouse_fulfilment_order", "manifest_id", "transport_manifest", "'F' || child.id"),
        new("warehouse_fulfilment_line", "product_id", "catalog_product", Id),
        new("warehouse_pick_task", "wave_id", "warehouse_wave", Id),
        new("warehouse_pick_line", "fulfilment_line_id", "warehouse_fulfilment_line", Id, "parent.fulfilment_order_id = child.fulfilment_order_id"),
    ];

    /// <summary>How many columns are followed.</summary>
    public static string Count { get; } = $"SELECT CAST({All.Count} AS bigint)";

    public static IReadOnlyList<string> Statements { get; } = [.. All.Select(Statement)];

    /// <remarks>A posting that is about something else than an order refers to none.</remarks>
    private static string Statement(Reference reference) => $"""
        SELECT '{reference.Child}.{reference.Column} ' || child.{reference.Column} || ' is not in {reference.Parent}, in the row ' || {reference.Label}
        FROM {reference.Child} child
        WHERE child.tenant_id = @p0 AND child.{reference.Column} IS NOT NULL{(reference.Child == "finance_voucher" ? " AND child.source_type = 'order'" : "")}
          AND NOT EXISTS (SELECT 1 FROM {reference.Parent} parent WHERE parent.tenant_id = child.tenant_id AND parent.id = child.{reference.Column} AND {reference.Also})
        """;
}
