using System.Text.Json;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>An accepted order with the number asked for.</summary>
internal sealed record KnownOrder(long Id, string ExternalNumber, byte[] ContentHash);

/// <summary>An accepted order with its content, as cancellations need it.</summary>
internal sealed record StoredOrder(long Id, string ExternalNumber, string BuyerId, DateTime PlacedAt, long? OrderId, string Payload);

internal sealed record WaitingRow(long Id, long ChannelId, DateTime ReceivedAt, string Payload);

/// <summary>Statements on accepted orders.</summary>
internal static class IncomingSql
{
    /// <summary>Only a waiting order can be taken or parked: anything else is a bug of the caller.</summary>
    public const string Taken = "UPDATE channels_incoming SET state = 'Taken', order_id = @p2 WHERE tenant_id = @p0 AND id = @p1 AND state = 'Waiting'";

    public const string Park = "UPDATE channels_incoming SET state = 'Parked', error = @p2 WHERE tenant_id = @p0 AND id = @p1 AND state = 'Waiting'";

    public const string Retry = "UPDATE channels_incoming SET state = 'Waiting', error = NULL WHERE tenant_id = @p0 AND id = @p1 AND state = 'Parked'";

    /// <summary>The same other content sent again is counted, not piled up.</summary>
    public const string AddConflict = """
        INSERT INTO channels_conflict (tenant_id, id, incoming_id, content_hash, received_at, payload, raw, times) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, 1)
        ON CONFLICT (tenant_id, incoming_id, content_hash) DO UPDATE SET times = channels_conflict.times + 1
        """;

    // "state <> 'Taken'" is the partial index's own condition: without it the planner does not use the index.
    private const string Waiting = "i.tenant_id = @p0 AND i.state = 'Waiting' AND i.state <> 'Taken'";

    public static Task<List<KnownOrder>> KnownAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> numbers, CancellationToken ct) => db.QueryAsync(
        """
        SELECT id, external_number, content_hash FROM channels_incoming
        WHERE tenant_id = @p0 AND channel_id = @p1 AND external_number IN (SELECT value FROM json_each(@p2))
        """,
        row => new KnownOrder(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), ct, db.Tenant.Value, channel.Value, Json(numbers));

    public static Task<List<WaitingRow>> NextAsync(EntrepotDb db, int limit, CancellationToken ct) => db.QueryAsync(
        $"""
        SELECT i.id, i.channel_id, i.received_at, c.payload FROM channels_incoming i
        JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
        WHERE {Waiting} ORDER BY i.id LIMIT @p1
        """,
        row => new WaitingRow(row.GetInt64(0), row.GetInt64(1), Timestamps.FromStored(row.GetInt64(2)), row.GetString(3)), ct, db.Tenant.Value, limit);

    public static async Task<int> CountWaitingAsync(EntrepotDb db, CancellationToken ct) =>
        (await db.QueryAsync($"SELECT COUNT(*) FROM channels_incoming i WHERE {Waiting}", row => row.GetInt32(0), ct, db.Tenant.Value))[0];

    public static Task<List<StoredOrder>> OfBuyersAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> buyers, CancellationToken ct) =>
        StoredAsync(db, "i.channel_id = @p1 AND i.buyer_id <> '' AND i.buyer_id IN (SELECT value FROM json_each(@p2))", ct, channel.Value, Json(buyers));

    public static Task<List<StoredOrder>> OfNumbersAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> numbers, CancellationToken ct) =>
        StoredAsync(db, "i.channel_id = @p1 AND i.external_number IN (SELECT value FROM json_each(@p2))", ct, channel.Value, Json(numbers));

    private static Task<List<StoredOrder>> StoredAsync(EntrepotDb db, string condition, CancellationToken ct, params object?[] values) => db.QueryAsync(
        $"""
        SELECT i.id, i.external_number, i.buyer_id, i.placed_at, i.order_id, c.payload FROM channels_incoming i
        JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
        WHERE i.tenant_id = @p0 AND {condition}
        """,
        row => new StoredOrder(row.GetInt64(0), row.GetString(1), row.GetString(2), Timestamps.FromStored(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetInt64(4), row.GetString(5)),
        ct, [db.Tenant.Value, .. values]);

    public static string Json(IEnumerable<string> keys) => JsonSerializer.Serialize(keys);
}
