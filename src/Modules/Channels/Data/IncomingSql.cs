using System.Data.Common;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>An accepted order with the number asked for.</summary>
internal sealed record KnownOrder(long Id, string ExternalNumber, byte[] ContentHash);

/// <summary>An accepted order with those of its lines that were asked for.</summary>
internal sealed record StoredOrder(long Id, string ExternalNumber, string BuyerId, DateTime PlacedAt, long? OrderId, IReadOnlyList<IncomingLine> Lines);

internal sealed record WaitingRow(long Id, long ChannelId, string ExternalNumber, DateTime ReceivedAt, string Payload);

/// <summary>Statements on accepted orders.</summary>
internal static class IncomingSql
{
    /// <summary>Only a waiting order can be taken or parked: anything else is a bug of the caller.</summary>
    public const string Taken = "UPDATE channels_incoming SET state = 'Taken', order_id = @p2 WHERE tenant_id = @p0 AND id = @p1 AND state = 'Waiting'";

    public const string Park = "UPDATE channels_incoming SET state = 'Parked', error = @p2, parked_at = @p3 WHERE tenant_id = @p0 AND id = @p1 AND state = 'Waiting'";

    public const string Retry = "UPDATE channels_incoming SET state = 'Waiting', error = NULL, parked_at = NULL WHERE tenant_id = @p0 AND id = @p1 AND state = 'Parked'";

    public const string Discard = "UPDATE channels_incoming SET state = 'Discarded' WHERE tenant_id = @p0 AND id = @p1 AND state = 'Parked'";

    /// <summary>Another content for an order that is not in the book: it waits for its journey, with the new content.</summary>
    public const string Replace = """
        UPDATE channels_incoming SET content_hash = @p2, buyer_id = @p3, placed_at = @p4, error = NULL, parked_at = NULL,
            state = CASE WHEN state = 'Taken' THEN 'Taken' ELSE 'Waiting' END
        WHERE tenant_id = @p0 AND id = @p1
        """;

    public const string ReplaceContent = "UPDATE channels_incoming_content SET payload = @p2, raw = @p3 WHERE tenant_id = @p0 AND incoming_id = @p1";

    public const string DecideConflict = "UPDATE channels_conflict SET decided = @p2 WHERE tenant_id = @p0 AND id = @p1 AND decided IS NULL";

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
        WHERE tenant_id = @p0 AND channel_id = @p1 AND external_number = ANY(@p2)
        """,
        row => new KnownOrder(row.GetInt64(0), row.GetString(1), row.GetFieldValue<byte[]>(2)), ct, db.Tenant.Value, channel.Value, numbers.ToArray());

    private const string WaitingRows = $"""
        SELECT i.id, i.channel_id, i.external_number, i.received_at, c.payload FROM channels_incoming i
        JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
        WHERE {Waiting}
        """;

    public static Task<List<WaitingRow>> NextAsync(EntrepotDb db, long after, int limit, CancellationToken ct) =>
        db.QueryAsync(WaitingRows + " AND i.id > @p1 ORDER BY i.id LIMIT @p2", ReadWaiting, ct, db.Tenant.Value, after, limit);

    public static Task<List<WaitingRow>> WaitingAsync(EntrepotDb db, IReadOnlyList<long> which, CancellationToken ct) =>
        db.QueryAsync(WaitingRows + " AND i.id = ANY(@p1) ORDER BY i.id", ReadWaiting, ct, db.Tenant.Value, which.ToArray());

    private static WaitingRow ReadWaiting(DbDataReader row) => new(row.GetInt64(0), row.GetInt64(1), row.GetString(2), Timestamps.FromStored(row.GetInt64(3)), row.GetString(4));

    /// <summary>By channel, among the latest orders: ids rise with time, so the end of the key is read and not the table.</summary>
    public static Task<List<(SalesChannelId Channel, DateTime At)>> LatestAsync(EntrepotDb db, int limit, CancellationToken ct) => db.QueryAsync(
        """
        SELECT i.channel_id, MAX(i.received_at) FROM (SELECT channel_id, received_at FROM channels_incoming WHERE tenant_id = @p0 ORDER BY id DESC LIMIT @p1) i
        GROUP BY i.channel_id
        """,
        row => (new SalesChannelId(row.GetInt64(0)), Timestamps.FromStored(row.GetInt64(1))), ct, db.Tenant.Value, limit);

    public static async Task<int> CountWaitingAsync(EntrepotDb db, CancellationToken ct) =>
        (await db.QueryAsync($"SELECT COUNT(*) FROM channels_incoming i WHERE {Waiting}", row => row.GetInt32(0), ct, db.Tenant.Value))[0];

    /// <summary>The buyers' orders with the lines that <paramref name="keep"/> picks; a busy buyer has thousands of orders, and few lines are asked for.</summary>
    public static Task<List<StoredOrder>> OfBuyersAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> buyers, Func<IncomingLine, bool> keep, CancellationToken ct) =>
        StoredAsync(db, "i.channel_id = @p1 AND i.buyer_id <> '' AND i.buyer_id = ANY(@p2)", keep, ct, channel.Value, buyers.ToArray());

    public static Task<List<StoredOrder>> OfNumbersAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> numbers, Func<IncomingLine, bool> keep, CancellationToken ct) =>
        StoredAsync(db, "i.channel_id = @p1 AND i.external_number = ANY(@p2)", keep, ct, channel.Value, numbers.ToArray());

    /// <summary>Each order is read and let go before the next one, so that memory holds only the lines that are kept.</summary>
    private static async Task<List<StoredOrder>> StoredAsync(EntrepotDb db, string condition, Func<IncomingLine, bool> keep, CancellationToken ct, params object?[] values)
    {
        var found = await db.QueryAsync(
            $"""
            SELECT i.id, i.external_number, i.buyer_id, i.placed_at, i.order_id, c.payload FROM channels_incoming i
            JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
            WHERE i.tenant_id = @p0 AND {condition}
            """,
            row => Lines(row.GetString(5), row.GetString(1), keep) is { Count: > 0 } lines
                ? new StoredOrder(row.GetInt64(0), row.GetString(1), row.GetString(2), Timestamps.FromStored(row.GetInt64(3)), row.IsDBNull(4) ? null : row.GetInt64(4), lines) : null,
            ct, [db.Tenant.Value, .. values]);
        return [.. found.OfType<StoredOrder>()];
    }

    /// <summary>None of an order that cannot be read: it is parked or will be, and nobody can cancel what nobody can read.</summary>
    private static List<IncomingLine> Lines(string payload, string number, Func<IncomingLine, bool> keep)
    {
        var stored = OrderPayloadReader.TryRead(payload, number);
        return stored.IsOk ? [.. stored.Value.Lines.Where(keep)] : [];
    }
}
