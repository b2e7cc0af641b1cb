using static Entrepot.Unit.Verification.Planting;

namespace Entrepot.Unit.Verification;

/// <summary>For every check, each kind of damage that it must find. Those of one check are planted one after another.</summary>
internal static class Plantings
{
    private const string Work = "Work waits, runs under a lease or is parked with its error";
    private const string Answers = "Kept answers belong to finished requests";
    private const string Accepted = "Orders are accepted once, and each is in one state";
    private const string Contents = "Accepted orders' contents equal their hashes";
    private const string Booked = "Orders are in the book once, with all their lines";
    private const string Explained = "Timelines and traces say where orders stand";
    private const string EndsOrWaits = "Every order ends or waits with a reason";
    private const string Found = "Orders are found by their words";
    private const string Lost = "Every accepted order is in the book or waits";

    private const string WorkColumns = "tenant_id, id, kind, key, payload, due_at, attempts, state, lease_until, lease_token, error";
    private const string IncomingColumns = "tenant_id, id, channel_id, external_number, buyer_id, placed_at, received_at, content_hash, state, order_id, error, parked_at";

    private const string Uploads = "Uploads are whole until they are imported";

    public static IReadOnlyList<Planting> All { get; } =
    [
        new(Work, $"INSERT INTO platform_work ({WorkColumns}) VALUES (1, 901, 'transport.void', 'SO-1', 'null', 0, 1, 'Running', NULL, 'token', NULL)", "work item 901 (transport.void, SO-1) is running without a lease"),
        new(Work, $"INSERT INTO platform_work ({WorkColumns}) VALUES (1, 902, 'transport.void', 'SO-2', 'null', 0, 1, 'Waiting', NULL, 'token', NULL)", "work item 902 (transport.void, SO-2) is waiting with the lease of an attempt"),
        new(Work, $"INSERT INTO platform_work ({WorkColumns}) VALUES (1, 903, 'transport.void', 'SO-3', 'null', 0, 5, 'Parked', NULL, NULL, NULL)", "work item 903 (transport.void, SO-3) is parked without an error"),
        new(Work, $"INSERT INTO platform_work ({WorkColumns}) VALUES (1, 904, 'transport.void', 'SO-4', 'null', 0, 5, 'Odd', NULL, NULL, NULL)", "is Odd, which is no state of work"),
        new(Work, $"INSERT INTO platform_work ({WorkColumns}) VALUES (1, 905, 'transport.forgotten', 'SO-5', 'null', 0, 0, 'Waiting', NULL, NULL, NULL)", "transport.forgotten: 1 items of work that nothing handles"),

        new(Answers, "INSERT INTO platform_idempotency (tenant_id, key, request_hash, status, content_type, body, at, token, headers) VALUES (1, 'k1', 'h', 99, '', '', 0, 't', '')", "under key k1 has the status 99"),
        new(Answers, "INSERT INTO platform_idempotency (tenant_id, key, request_hash, status, content_type, body, at, token, headers) VALUES (1, 'k2', 'h', 200, '', '', 0, '', '')", "does not say which request it belongs to"),

        new("Ids in use lie below the next block of ids", "UPDATE platform_id_block SET next_block = 1001", "orders_order has the id"),

        new(Accepted, Again("channels_incoming", IncomingColumns, "external_number = 'planned'", ("id", "id + 1000000")), "2 accepted orders planned"),
        new(Accepted, "UPDATE channels_incoming SET state = 'Waiting' WHERE tenant_id = 1 AND external_number = 'held'", "accepted order held of channel 71 is waiting, and has an order in the book already"),
        new(Accepted, "UPDATE channels_incoming SET order_id = NULL WHERE tenant_id = 1 AND external_number = 'short'", "accepted order short of channel 71 is taken, and does not say by which order"),
        new(Accepted, "UPDATE channels_incoming SET state = 'Parked' WHERE tenant_id = 1 AND external_number = 'waiting'", "accepted order waiting of channel 71 is parked without an error"),
        new(Accepted, "UPDATE channels_incoming SET state = 'Odd' WHERE tenant_id = 1 AND external_number = 'closed'", "is Odd, which is no state"),
        new(Accepted, "INSERT INTO channels_cancellation (tenant_id, id, channel_id, reference, line_key, placed_at, received_at, external_number, buyer_id, code, description, unit_price_micros, quantity, state, incoming_id, external_line_id) VALUES (1, 901, 71, 'C-1', '1', 0, 0, '', '', 'MUG', '', 0, 1, 'Matched', 4711, '1')", "the cancellation C-1 is matched with no line"),

        new(Uploads, "UPDATE channels_import SET state = 'Stopped' WHERE tenant_id = 1 AND id = 901", "import 901 is Stopped, and 7 of the 7 bytes of its upload are here"),
        new(Uploads, "UPDATE channels_import SET state = 'Running' WHERE tenant_id = 1 AND id = 901; UPDATE channels_import_part SET bytes = 3 WHERE tenant_id = 1 AND import_id = 901", "import 901 is Running, and 3 of the 7 bytes"),
        new(Uploads, "DELETE FROM channels_import_part WHERE tenant_id = 1 AND import_id = 901", "import 901 is Running, and 0 of the 7 bytes"),

        new(Contents, "UPDATE channels_incoming_content SET payload = replace(payload, 'Ada', 'Eve') WHERE tenant_id = 1 AND incoming_id = (SELECT id FROM channels_incoming WHERE external_number = 'planned')", "accepted order planned (*) has another content than was accepted"),
        new(Contents, "UPDATE channels_incoming SET content_hash = (SELECT content_hash FROM channels_incoming WHERE external_number = 'held') WHERE tenant_id = 1 AND external_number = 'waiting'", "accepted order waiting (*) has another content than was accepted"),
        new(Contents, "DELETE FROM channels_incoming_content WHERE tenant_id = 1 AND incoming_id = (SELECT id FROM channels_incoming WHERE external_number = 'held')", "accepted order held (*) has no content"),
        new(Contents, "UPDATE channels_incoming_content SET payload = 'nonsense' WHERE tenant_id = 1 AND incoming_id = (SELECT id FROM channels_incoming WHERE external_number = 'short')", "accepted order short (*) has a content that cannot be read"),

        new(Lost, "UPDATE channels_incoming SET order_id = 4711 WHERE tenant_id = 1 AND external_number = 'planned'", "planned was taken, but is not in the book"),
        new(Lost, "DELETE FROM channels_incoming WHERE tenant_id = 1 AND external_number = 'held'", "is in the book, but the accepted order that it came from is missing or still waits"),

        new(EndsOrWaits, "UPDATE orders_order SET hold_reason = NULL WHERE tenant_id = 1 AND external_number = 'held'", "on hold without a reason"),
        new(EndsOrWaits, $"DELETE FROM orders_shortage WHERE tenant_id = 1 AND order_id = {Order("short")}", "backordered without missing goods"),
        new(EndsOrWaits, $"DELETE FROM orders_trace WHERE tenant_id = 1 AND order_id = {Order("planned")}", "decided without a trace"),
        new(EndsOrWaits, $"DELETE FROM orders_event WHERE tenant_id = 1 AND order_id = {Order("closed")}", "has no timeline"),

        .. new[] { ("held", "OnHold"), ("short", "Backordered"), ("planned", "Allocated"), ("labelled", "InFulfilment"), ("shipped", "Shipped"), ("delivered", "Delivered"), ("cancelled", "Cancelled"), ("closed", "Closed") }
            .Select(order => new Planting(Explained, $"UPDATE orders_event SET kind = 'hidden' WHERE tenant_id = 1 AND order_id = {Order(order.Item1)}", $"is {order.Item2}, and its timeline does not say so")),
        new(Explained, $"UPDATE orders_trace SET run = 77 WHERE tenant_id = 1 AND order_id = {Order("planned")}", "journey 1 has no trace"),

        new(Booked, $"UPDATE orders_order SET external_number = 'short' WHERE tenant_id = 1 AND external_number = 'held'", "are the same order short of channel 71"),
        new(Booked, "UPDATE orders_number SET next = 1 WHERE tenant_id = 1", "lies not below the next number, 1"),
        new(Booked, $"DELETE FROM orders_line WHERE tenant_id = 1 AND order_id = {Order("planned")}", "has 0 lines, numbered up to 0"),
        new(Booked, $"UPDATE orders_line SET number = 3 WHERE tenant_id = 1 AND order_id = {Order("closed")}", "has 1 lines, numbered up to 3"),
        new(Booked, $"UPDATE orders_line SET cancelled_quantity = 99 WHERE tenant_id = 1 AND order_id = {Order("delivered")}", "line 1: 99 of 2 are cancelled"),
        new(Booked, $"UPDATE orders_line SET moved_quantity = 1 WHERE tenant_id = 1 AND order_id = {Order("delivered")}", "1 pieces have gone over to other orders, and 0 have come to them"),

        new(Found, $"DELETE FROM orders_word WHERE tenant_id = 1 AND order_id = {Order("planned")}", "is found by 0 words, 3 are its own"),
        new(Found, $"INSERT INTO orders_word (tenant_id, word, order_id) VALUES (1, 'stray', {Order("held")})", "is found by 4 words, 3 are its own, 3 are both"),

        .. StockPlantings.All,
        .. MoneyPlantings.All,
        .. FloorPlantings.All,
        .. DatabasePlantings.All,
    ];
}
