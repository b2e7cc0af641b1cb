using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>A cancelled line that waits to be matched.</summary>
internal sealed record PendingCancellation(long Id, string Reference, string BuyerId, string Code, long UnitPriceMicros, long Quantity, DateTime PlacedAt);

/// <summary>Statements on cancelled lines.</summary>
internal static class CancellationSql
{
    public const string Decide = """
        UPDATE channels_cancellation SET state = @p2, incoming_id = @p3, external_line_id = @p4
        WHERE tenant_id = @p0 AND id = @p1 AND state = 'Pending'
        """;

    /// <summary>Which of the references are known, with their lines.</summary>
    public static async Task<HashSet<(string Reference, string LineKey)>> KnownAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> references, CancellationToken ct) =>
    [
        .. await db.QueryAsync(
            """
            SELECT reference, line_key FROM channels_cancellation
            WHERE tenant_id = @p0 AND channel_id = @p1 AND reference IN (SELECT value FROM json_each(@p2))
            """,
            row => (row.GetString(0), row.GetString(1)), ct, db.Tenant.Value, channel.Value, IncomingSql.Json(references)),
    ];

    /// <summary>What was cancelled of each line of these orders so far.</summary>
    public static async Task<Dictionary<(long IncomingId, string LineId), long>> SumsAsync(EntrepotDb db, IEnumerable<long> orders, CancellationToken ct) =>
        (await db.QueryAsync(
            """
            SELECT incoming_id, external_line_id, SUM(quantity) FROM channels_cancellation
            WHERE tenant_id = @p0 AND incoming_id IN (SELECT value FROM json_each(@p1)) GROUP BY incoming_id, external_line_id
            """,
            row => (Key: (row.GetInt64(0), row.GetString(1)), Quantity: row.GetInt64(2)), ct, db.Tenant.Value, JsonSerializer.Serialize(orders)))
        .ToDictionary(sum => sum.Key, sum => sum.Quantity);

    /// <summary>Buyer by buyer, so that one buyer's orders are read once; within a buyer as they happened.</summary>
    public static Task<List<PendingCancellation>> PendingAsync(EntrepotDb db, SalesChannelId channel, int limit, CancellationToken ct) => db.QueryAsync(
        """
        SELECT id, reference, buyer_id, code, unit_price_micros, quantity, placed_at FROM channels_cancellation
        WHERE tenant_id = @p0 AND channel_id = @p1 AND state = 'Pending' ORDER BY buyer_id, placed_at, reference, line_key LIMIT @p2
        """,
        row => new PendingCancellation(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetInt64(5), Timestamps.FromStored(row.GetInt64(6))),
        ct, db.Tenant.Value, channel.Value, limit);
}
