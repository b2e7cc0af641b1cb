using static Entrepot.Unit.Verification.Planting;

namespace Entrepot.Unit.Verification;

/// <summary>Damage to stock, reservations and movements.</summary>
internal static class StockPlantings
{
    private const string Oversold = "Nothing is oversold";
    private const string Movements = "Stock equals its movements";
    private const string Reserved = "Reserved stock equals open reservations";
    private const string Demand = "Reservations equal open demand";
    private const string History = "Each order's reservations equal its movements";
    private const string Sent = "What leaves for another warehouse is expected there";
    private const string Bins = "Bins hold what was put into them";
    private const string Columns = "tenant_id, product_id, warehouse_id, id, kind, on_hand_change, reserved_change, cause, order_id, note, at";

    public static IReadOnlyList<Planting> All { get; } =
    [
        new(Movements, "UPDATE inventory_stock SET on_hand = on_hand + 1 WHERE tenant_id = 1 AND warehouse_id = 1", "in warehouse 1: on hand +1, reserved 0"),
        new(Movements, "UPDATE inventory_movement SET reserved_change = reserved_change - 1 WHERE tenant_id = 1 AND kind = 'Received' AND warehouse_id = 2", "in warehouse 2: on hand 0, reserved +1"),
        new(Movements, "DELETE FROM inventory_stock WHERE tenant_id = 1 AND warehouse_id = 1", "in warehouse 1: on hand -"),

        new(Reserved, "UPDATE inventory_stock SET reserved = reserved + 2 WHERE tenant_id = 1 AND warehouse_id = 1", "in warehouse 1: on hand 0, reserved +2"),
        new(Reserved, $"UPDATE inventory_reservation SET state = 'Released' WHERE tenant_id = 1 AND order_id = {Order("planned")}", "in warehouse 1: on hand 0, reserved +3"),

        new(Oversold, "UPDATE inventory_stock SET reserved = on_hand + 1 WHERE tenant_id = 1 AND warehouse_id = 2", "in warehouse 2: on hand +5, reserved +6"),
        new(Oversold, "UPDATE inventory_stock SET reserved = -1 WHERE tenant_id = 1 AND warehouse_id = 2", "reserved -1"),
        new(Oversold, "UPDATE inventory_stock SET on_hand = -1, reserved = -1 WHERE tenant_id = 1 AND warehouse_id = 1", "on hand -1"),

        new(Demand, $"UPDATE inventory_reservation SET quantity = quantity + 1 WHERE tenant_id = 1 AND order_id = {Order("planned")}", "2 reserved, 1 to ship"),
        new(Demand, $"UPDATE inventory_reservation SET order_id = 4711 WHERE tenant_id = 1 AND order_id = {Order("walked")}", "order 4711 (not in the book)"),
        new(Demand, $"UPDATE orders_order SET status = 'Delivered' WHERE tenant_id = 1 AND external_number = 'labelled'", "(Delivered)"),

        new(History, $"UPDATE inventory_movement SET order_id = {Order("short")} WHERE tenant_id = 1 AND order_id = {Order("planned")}", "its reservations keep 1 more than its movements, and ship 0 more"),
        new(History, $"UPDATE inventory_reservation SET shipped = shipped - 1 WHERE tenant_id = 1 AND order_id = {Order("delivered")}", "its reservations keep 0 more than its movements, and ship -1 more"),
        new(History, $"UPDATE inventory_reservation SET state = 'Open' WHERE tenant_id = 1 AND order_id = {Order("cancelled")}", "its reservations keep 1 more than its movements"),

        new("One cause moves stock once", Again("inventory_movement", Columns, "cause = 'receipt/1'", ("id", "id + 1000000")), "the cause receipt/1 has 2 movements"),
        new("One cause moves stock once", Again("inventory_movement", Columns, $"cause = 'fulfilment/' || {Fulfilment("delivered")}", ("id", "id + 1000000")), "the cause fulfilment/"),

        new(Sent, Transfer, "transfer 4711: 3 of product 10 are sent, 0 left, and 0 are expected"),

        new(Bins, InBin(4711, "'Received', 5, 0, 5"), "bin 4711 holds -5 pieces of product 10 more than its movements say"),
        new(Bins, InBin(4712, "'Counted', 5, 1, 5"), "movement 4712 in a bin: 1 and 5 are not 5"),
        new(Bins, InBin(4713, "'Moved', -5, 5, 0"), "took 5 more pieces of product 10 than it brought"),
    ];

    private const string Transfer = """
        INSERT INTO inventory_transfer (tenant_id, id, key, from_warehouse_id, to_warehouse_id, expected_on, note, sent_by, sent_at) VALUES (1, 4711, 'planted', 1, 2, '2026-12-01', '', 'somebody', 0);
        INSERT INTO inventory_transfer_line (tenant_id, transfer_id, product_id, quantity, inbound_id) VALUES (1, 4711, 10, 3, 4711)
        """;

    private static string InBin(int id, string movement) =>
        $"INSERT INTO warehouse_bin_movement (tenant_id, id, warehouse_id, bin_id, product_id, kind, change, before, after, cause, note, by, at) VALUES (1, {id}, 1, {id}, 10, {movement}, 'planted/1', '', 'somebody', 0)";
}
