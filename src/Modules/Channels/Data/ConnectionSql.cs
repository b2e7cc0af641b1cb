using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>Statements on connected shops.</summary>
internal static class ConnectionSql
{
    public const string SetTokens = "UPDATE channels_connection SET tokens = @p2 WHERE tenant_id = @p0 AND channel_id = @p1";

    public const string Heard = "UPDATE channels_connection SET last_webhook_at = @p2 WHERE tenant_id = @p0 AND channel_id = @p1";

    /// <summary>A repetition of an event changes nothing.</summary>
    public const string AddWebhook = """
        INSERT INTO channels_webhook (tenant_id, id, channel_id, event_key, topic, received_at, headers, body, problem) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT (tenant_id, channel_id, event_key) DO NOTHING
        """;

    public const string SetRemoteOrder = """
        INSERT INTO channels_remote_order (tenant_id, channel_id, remote_id, external_number, updated_at, seen_at, state, problem, field, raw) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9)
        ON CONFLICT (tenant_id, channel_id, remote_id) DO UPDATE SET external_number = excluded.external_number, updated_at = excluded.updated_at, seen_at = excluded.seen_at,
            state = excluded.state, problem = excluded.problem, field = excluded.field, raw = excluded.raw
        """;

    public const string AddNews = """
        INSERT INTO channels_order_news (tenant_id, id, channel_id, external_number, kind, reference, happened_at, seen_at, text) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT (tenant_id, channel_id, external_number, kind, reference) DO NOTHING
        """;

    public static async Task<bool> IsHeardAsync(EntrepotDb db, SalesChannelId channel, string eventKey, CancellationToken ct) =>
        (await db.QueryAsync("SELECT 1 FROM channels_webhook WHERE tenant_id = @p0 AND channel_id = @p1 AND event_key = @p2", _ => true, ct, db.Tenant.Value, channel.Value, eventKey)).Count > 0;

    /// <summary>Orders of these numbers as they are stored; those that cannot be read any more are left out.</summary>
    public static async Task<Dictionary<string, (long Id, IncomingOrder Order)>> StoredAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> numbers, CancellationToken ct) =>
        (await db.QueryAsync(
            """
            SELECT i.id, i.external_number, c.payload FROM channels_incoming i
            JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
            WHERE i.tenant_id = @p0 AND i.channel_id = @p1 AND i.external_number = ANY(@p2)
            """,
            row => (Id: row.GetInt64(0), Number: row.GetString(1), Order: OrderPayloadReader.TryRead(row.GetString(2), row.GetString(1))), ct, db.Tenant.Value, channel.Value, numbers.ToArray()))
        .Where(one => one.Order.IsOk).ToDictionary(one => one.Number, one => (one.Id, one.Order.Value), StringComparer.Ordinal);

    /// <summary>Conflicts of these orders that nobody has decided.</summary>
    public static Task<List<(long Conflict, long Incoming)>> OpenConflictsAsync(EntrepotDb db, IEnumerable<long> incoming, CancellationToken ct) => db.QueryAsync(
        "SELECT id, incoming_id FROM channels_conflict WHERE tenant_id = @p0 AND incoming_id = ANY(@p1) AND decided IS NULL ORDER BY id",
        row => (row.GetInt64(0), row.GetInt64(1)), ct, db.Tenant.Value, incoming.ToArray());
}
