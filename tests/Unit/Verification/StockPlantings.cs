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
    ];
}
