using static Entrepot.Unit.Verification.Planting;

namespace Entrepot.Unit.Verification;

/// <summary>Damage to fulfilment, consignments, papers and what moves orders on.</summary>
internal static class FloorPlantings
{
    private const string Apart = "Consignments equal fulfilment orders";
    private const string Once = "Parcels are booked once";
    private const string Numbers = "Booked parcels have numbers, and parcels that left a manifest";
    private const string Asked = "Carriers are asked for every parcel under way";
    private const string Quantities = "Picked and packed quantities agree with walks and statuses";
    private const string Leave = "Fulfilment orders are walked for and leave once";
    private const string Moves = "Something moves every order on";
    private const string AsMade = "Papers say what they said when they were made";
    private const string Gaps = "Documents' own numbers have no gaps";
    private const string Papers = "Papers are in force for parcels that are sent";

    public static IReadOnlyList<Planting> All { get; } =
    [
        new(Apart, $"UPDATE transport_consignment SET status = 'Delivered' WHERE tenant_id = 1 AND id = {Consignment("planned")}", "is Delivered, but its fulfilment order"),
        new(Apart, $"UPDATE warehouse_fulfilment_order SET consignment_id = 4711 WHERE tenant_id = 1 AND id = {Fulfilment("walked")}", "has no consignment"),
        new(Apart, "UPDATE orders_order SET status = 'Shipped' WHERE tenant_id = 1 AND external_number = 'labelled'", "is Shipped, but its fulfilment order"),
        new(Apart, "UPDATE orders_order SET status = 'Delivered' WHERE tenant_id = 1 AND external_number = 'shipped'", "is Delivered, but its consignment"),

        new(Once, $"UPDATE transport_consignment SET fulfilment_order_id = {Fulfilment("planned")} WHERE tenant_id = 1 AND id = {Consignment("walked")}", "are for the same parcels"),
        new(Once, $"UPDATE transport_consignment SET carrier = 'ups', carrier_reference = '1Z1' WHERE tenant_id = 1 AND id IN ({Consignment("shipped")}, {Consignment("labelled")})", "have the same number 1Z1 of ups"),
        new(Once, $"UPDATE transport_parcel SET tracking_number = 'T1' WHERE tenant_id = 1 AND consignment_id IN ({Consignment("shipped")}, {Consignment("labelled")})", "have the same number T1 of"),
        new(Once, $"UPDATE transport_label SET parcel_number = 9 WHERE tenant_id = 1 AND consignment_id = {Consignment("labelled")}", "a label for parcel 9, which it has not"),

        new(Numbers, $"UPDATE transport_consignment SET carrier_reference = NULL WHERE tenant_id = 1 AND id = {Consignment("labelled")}", "is Booked without the number of"),
        new(Numbers, $"UPDATE transport_parcel SET tracking_number = NULL WHERE tenant_id = 1 AND consignment_id = {Consignment("shipped")}", "and a parcel has no tracking number"),
        new(Numbers, $"DELETE FROM transport_parcel WHERE tenant_id = 1 AND consignment_id = {Consignment("delivered")}", "is Delivered without parcels"),
        new(Numbers, $"UPDATE transport_consignment SET manifest_id = NULL WHERE tenant_id = 1 AND id = {Consignment("shipped")}", "and stands on no manifest"),
        new(Numbers, "UPDATE transport_manifest SET parcel_count = parcel_count + 5 WHERE tenant_id = 1", "says 6 parcels, and has"),

        new(Asked, "DELETE FROM platform_work WHERE tenant_id = 1 AND kind = 'transport.track'", "and its carrier is not asked any more"),
        new(Asked, $"UPDATE transport_consignment SET status = 'Booking' WHERE tenant_id = 1 AND id = {Consignment("planned")}", "is Booking, and no work asks"),

        new(Quantities, $"UPDATE warehouse_fulfilment_line SET picked = 0 WHERE tenant_id = 1 AND fulfilment_order_id = {Fulfilment("labelled")}", "is Labelled, and of MUG 0 are picked"),
        new(Quantities, $"UPDATE warehouse_fulfilment_line SET packed = 0 WHERE tenant_id = 1 AND fulfilment_order_id = {Fulfilment("delivered")}", "2 are picked and 0 packed of 2"),
        new(Quantities, $"UPDATE warehouse_pick_line SET picked = 0 WHERE tenant_id = 1 AND fulfilment_order_id = {Fulfilment("shipped")}", "1 of MUG are picked, and its walks say 0"),

        new(Leave, $"UPDATE warehouse_pick_line SET state = 'Cancelled' WHERE tenant_id = 1 AND fulfilment_order_id = {Fulfilment("walked")}", "is in a wave, and nobody walks for it"),
        new(Leave, $"UPDATE warehouse_fulfilment_order SET manifest_id = NULL WHERE tenant_id = 1 AND id = {Fulfilment("shipped")}", "was handed over on no manifest"),
        new(Leave, $"UPDATE warehouse_fulfilment_order SET consignment_id = {Consignment("planned")} WHERE tenant_id = 1 AND id = {Fulfilment("walked")}", "are one consignment"),
        new(Leave, $"DELETE FROM warehouse_fulfilment_line WHERE tenant_id = 1 AND fulfilment_order_id = {Fulfilment("planned")}", "has no lines"),

        new(Moves, $"UPDATE warehouse_fulfilment_order SET status = 'Cancelled' WHERE tenant_id = 1 AND id = {Fulfilment("planned")}", "is Allocated, and nothing of it is on a floor"),
        new(Moves, $"DELETE FROM inventory_movement WHERE tenant_id = 1 AND cause = 'fulfilment/' || {Fulfilment("shipped")}", "was handed over, and stock has not heard of it"),
        new(Moves, $"UPDATE warehouse_fulfilment_order SET status = 'Packed' WHERE tenant_id = 1 AND id = {Fulfilment("labelled")}", "is booked, and the floor has not heard of it"),
        new(Moves, $"UPDATE warehouse_fulfilment_order SET status = 'Packed' WHERE tenant_id = 1 AND id = {Fulfilment("walked")}", "is packed, and its consignment"),
        new(Moves, $"UPDATE warehouse_fulfilment_order SET status = 'Packed' WHERE tenant_id = 1 AND id = {Fulfilment("walked")}", "is Allocated, and F* is Packed already"),
        new(Moves, $"UPDATE transport_consignment SET status = 'Delivered' WHERE tenant_id = 1 AND id = {Consignment("shipped")}", "is Shipped, all its parcels are delivered, and nothing tells it"),
        new(Moves, $"DELETE FROM inventory_backorder WHERE tenant_id = 1 AND order_id = {Order("short")}", "is Backordered, and waits for no goods"),

        new(Papers, "UPDATE customs_paper SET voided_at = 1 WHERE tenant_id = 1", "is voided, and its consignment"),
        new(Papers, $"UPDATE transport_consignment SET status = 'Voided' WHERE tenant_id = 1 AND id = {Consignment("labelled")}; UPDATE customs_paper SET voided_at = NULL WHERE tenant_id = 1", "is in force, and its consignment"),

        new(Gaps, "UPDATE customs_paper SET number = 'X' || number WHERE tenant_id = 1 AND number = 'PL-2026-0002'", "number 2 was given and no document has it"),
        new(Gaps, "UPDATE customs_paper SET number = 'PL-2026-0099' WHERE tenant_id = 1 AND number = 'PL-2026-0003'", "number 99 stands on a document and was not given yet"),
        new(Gaps, "UPDATE customs_paper SET number = 'PL-2026-0001' WHERE tenant_id = 1 AND kind = 'PackingList'", "number 1 was given 3 times"),

        new(AsMade, "UPDATE customs_paper SET content = REPLACE(content, 'MUG', 'CUP') WHERE tenant_id = 1", "was changed after it was made"),
        new(AsMade, "UPDATE customs_paper SET template = 2 WHERE tenant_id = 1", "was changed after it was made"),
    ];
}
