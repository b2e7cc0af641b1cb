using Entrepot.Platform.Security;
using Entrepot.Platform.Verification;
using Entrepot.Simulation.Company;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation;

/// <summary>What must be true of every world that has come to rest.</summary>
internal static class Promises
{
    public static async Task<IReadOnlyList<string>> CheckAsync(World world) =>
        [.. await VerifiedAsync(world), .. Orders(world), .. AtRest(world), .. AtTheCarriers(world), .. Stock(world), .. Money(world)];

    /// <summary>What <c>entrepot verify</c> checks on any database.</summary>
    private static async Task<List<string>> VerifiedAsync(World world)
    {
        await using var services = Furnished.Services(world.Store.Address, world.Clock).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(Furnished.Ours);
        var wrong = new List<string>();
        foreach (var promise in scope.ServiceProvider.GetServices<IVerification>())
        {
            var result = await promise.RunAsync(CancellationToken.None);
            wrong.AddRange(result.Wrong.Select(found => $"{result.Name}: {found}"));
        }

        return wrong;
    }

    private static IEnumerable<string> Orders(World world)
    {
        var booked = world.Store.Read("SELECT external_number FROM orders_order", row => row.GetString(0));
        var accepted = world.Store.Read("SELECT external_number FROM channels_incoming", row => row.GetString(0));
        foreach (var number in world.Script.Acknowledged.Except(accepted)) yield return $"No acknowledged order is lost: {number}";
        if (booked.Count > world.Script.Orders.Count) yield return $"Each order of the channel is in the book once: {booked.Count} for {world.Script.Orders.Count} ({string.Join(", ", booked)})";
        foreach (var number in world.Script.Acknowledged.Except(booked)) yield return $"Every acknowledged order is in the book at last: {number}";
    }

    /// <summary>Ended, or waiting for a person or for goods with a reason that is seen.</summary>
    private static IEnumerable<string> AtRest(World world)
    {
        var moving = world.Store.Read(
            """
            SELECT o.number, o.status, COALESCE(f.status, '-') FROM orders_order o
            LEFT JOIN warehouse_fulfilment_order f ON f.tenant_id = o.tenant_id AND f.order_id = o.id AND f.status <> 'Cancelled'
            LEFT JOIN transport_consignment c ON c.tenant_id = f.tenant_id AND c.id = f.consignment_id
            WHERE o.status NOT IN ('Delivered', 'Cancelled', 'Closed', 'OnHold', 'Backordered')
              AND NOT (f.status = 'Packed' AND f.problem IS NOT NULL) AND NOT (f.status = 'Short') AND NOT (f.status = 'Labelled' AND c.missing_papers IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM warehouse_fulfilment_order w WHERE w.tenant_id = o.tenant_id AND w.order_id = o.id AND w.status IN ('Packed', 'Short') AND w.id <> f.id)
              AND COALESCE(c.status, '') NOT IN ('Returned', 'Exception')
              AND NOT (o.status = 'Shipped' AND EXISTS (SELECT 1 FROM platform_work w WHERE w.kind = 'transport.track' AND w.state = 'Parked'))
            """,
            row => $"Every order ends or waits for somebody: {row.GetString(0)} is {row.GetString(1)}, its parcels {row.GetString(2)}");
        var work = world.Store.Read("SELECT kind, key, state, COALESCE(error, '') FROM platform_work WHERE state <> 'Parked' OR kind NOT IN ('transport.book', 'transport.void', 'transport.track')",
            row => $"The queue is worked off: {row.GetString(0)} {row.GetString(1)} is {row.GetString(2)} {row.GetString(3)}");
        return moving.Concat(work);
    }

    /// <summary>One label for each consignment that is booked, none for one that is not.</summary>
    private static IEnumerable<string> AtTheCarriers(World world)
    {
        var ours = world.Store.Read("SELECT reference, status, COALESCE(carrier_reference, ''), carrier FROM transport_consignment", row => (Reference: row.GetString(0), Status: row.GetString(1), Number: row.GetString(2), Carrier: row.GetString(3)));
        // DHL Express takes no booking back: a waybill that is never scanned is never billed.
        foreach (var labels in world.Books.Live.Where(label => label.Value.Carrier != "dhl-express").GroupBy(label => label.Value.Reference))
        {
            var consignment = ours.Find(one => one.Reference == labels.Key);
            var parcels = world.Store.Read("SELECT tracking_number FROM transport_parcel p JOIN transport_consignment c ON c.tenant_id = p.tenant_id AND c.id = p.consignment_id WHERE c.reference = @reference", row => row.IsDBNull(0) ? "" : row.GetString(0), ("@reference", labels.Key));
            var strange = labels.Where(label => label.Key != consignment.Number && !parcels.Contains(label.Key)).ToList();
            if (strange.Count > 0 && !IsForAPerson(world, labels.Key)) yield return $"Each label once: {labels.Key} ({consignment.Status}, {consignment.Number}) has {string.Join(", ", labels.Select(label => label.Key))}";
            if (consignment.Status == "Voided" && !IsForAPerson(world, labels.Key)) yield return $"What is voided is void at the carrier: {labels.Key} still has {string.Join(", ", labels.Select(label => label.Key))}";
        }

        foreach (var one in ours.Where(one => one.Number.Length > 0 && one.Status is not "Voided" && !world.Books.Live.ContainsKey(one.Number)))
            yield return $"Each booking is the carrier's too: {one.Reference} ({one.Status}) says {one.Number}";
    }

    /// <summary>The call is parked, and its problem stands on the consignment.</summary>
    private static bool IsForAPerson(World world, string reference) => world.Store.Count("SELECT COUNT(*) FROM platform_work WHERE state = 'Parked' AND key = @reference", ("@reference", reference)) > 0;

    /// <summary>What came in, less what was handed over and what was written off, is there.</summary>
    private static IEnumerable<string> Stock(World world) => world.Store.Read(
        """
        SELECT p.sku, s.warehouse_id, s.on_hand, s.reserved,
            COALESCE((SELECT SUM(m.on_hand_change) FROM inventory_movement m WHERE m.warehouse_id = s.warehouse_id AND m.product_id = s.product_id AND m.cause LIKE 'receipt/%'), 0)
            - COALESCE((SELECT SUM(l.quantity) FROM warehouse_fulfilment_line l JOIN warehouse_fulfilment_order f ON f.tenant_id = l.tenant_id AND f.id = l.fulfilment_order_id
                WHERE f.status = 'HandedOver' AND f.warehouse_id = s.warehouse_id AND l.product_id = s.product_id), 0)
            + COALESCE((SELECT SUM(m.on_hand_change) FROM inventory_movement m WHERE m.warehouse_id = s.warehouse_id AND m.product_id = s.product_id AND m.cause LIKE 'short/%'), 0)
        FROM inventory_stock s JOIN catalog_product p ON p.tenant_id = s.tenant_id AND p.id = s.product_id
        """,
        row => (Sku: row.GetString(0), Warehouse: row.GetInt64(1), OnHand: row.GetInt64(2), Reserved: row.GetInt64(3), Right: row.GetInt64(4)))
        .Where(level => level.OnHand != level.Right || level.Reserved < 0 || level.OnHand < level.Reserved)
        .Select(level => $"Stock is what came less what went: {level.Sku} in {level.Warehouse} has {level.OnHand} ({level.Reserved} reserved), should have {level.Right}");

    /// <summary>Each parcel that left has its cost of goods and freight, each delivered order its settlement, once.</summary>
    private static IEnumerable<string> Money(World world)
    {
        var left = world.Store.Read(
            "SELECT f.id, (SELECT COUNT(*) FROM finance_voucher v WHERE v.kind = 'shipped/' || f.id) FROM warehouse_fulfilment_order f WHERE f.status = 'HandedOver'",
            row => (Id: row.GetInt64(0), Vouchers: row.GetInt64(1)));
        foreach (var (id, vouchers) in left.Where(one => one.Vouchers != 1)) yield return $"What left is posted once: F{id} has {vouchers} vouchers";

        var delivered = world.Store.Read(
            "SELECT o.number, o.status, (SELECT COUNT(*) FROM finance_voucher v WHERE v.source_type = 'order' AND v.source_id = o.id AND v.kind = 'delivered') FROM orders_order o",
            row => (Number: row.GetString(0), Status: row.GetString(1), Vouchers: row.GetInt64(2)));
        foreach (var (number, status, vouchers) in delivered.Where(one => one.Vouchers != (one.Status == "Delivered" ? 1 : 0))) yield return $"What is delivered is settled once: {number} ({status}) has {vouchers} vouchers";

        var open = world.Store.Read(
            """
            SELECT o.number, o.status, COUNT(*) FROM orders_order o
            JOIN finance_voucher v ON v.source_type = 'order' AND v.source_id = o.id AND v.kind LIKE 'placed%' AND v.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM finance_voucher r WHERE r.reverses = v.id)
            GROUP BY o.id
            """,
            row => (Number: row.GetString(0), Status: row.GetString(1), Vouchers: row.GetInt64(2)));
        foreach (var (number, status, vouchers) in open.Where(one => one.Vouchers > 1 || one.Status == "Cancelled")) yield return $"A sale stands once in the books, and a cancelled one not at all: {number} ({status}) has {vouchers}";
    }
}
