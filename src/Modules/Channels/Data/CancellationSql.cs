using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Data;

/// <summary>A cancelled line that waits to be matched.</summary>
internal sealed record PendingCancellation(long Id, string Reference, string ExternalNumber, string BuyerId, string Code, long UnitPriceMicros, long Quantity, DateTime PlacedAt);

/// <summary>A cancelled line whose order has not come yet.</summary>
internal sealed record EarlyCancellation(long Id, string Reference, string LineKey, string ExternalNumber, long Quantity);

/// <summary>Statements on cancelled lines.</summary>
internal static class CancellationSql
{
    public const string Decide = """
        UPDATE channels_cancellation SET state = @p2, incoming_id = @p3, external_line_id = @p4
        WHERE tenant_id = @p0 AND id = @p1 AND state = 'Pending'
        """;

    /// <summary>A cancellation that an import left behind when it was broken off is matched by the one that finds it again.</summary>
    public const string Adopt = """
        UPDATE channels_cancellation SET import_id = @p4
        WHERE tenant_id = @p0 AND channel_id = @p1 AND reference = @p2 AND line_key = @p3 AND state = 'Pending'
        """;

    /// <summary>The lines of these references that are known, with their states.</summary>
    public static async Task<Dictionary<(string Reference, string LineKey), CancellationState>> KnownAsync(
        EntrepotDb db, SalesChannelId channel, IEnumerable<string> references, CancellationToken ct) =>
        (await db.QueryAsync(
            """
            SELECT reference, line_key, state FROM channels_cancellation
            WHERE tenant_id = @p0 AND channel_id = @p1 AND reference = ANY(@p2)
            """,
            row => (Key: (row.GetString(0), row.GetString(1)), State: Enum.Parse<CancellationState>(row.GetString(2))),
            ct, db.Tenant.Value, channel.Value, references.ToArray()))
        .ToDictionary(line => line.Key, line => line.State);

    /// <summary>What was cancelled of each line of these orders so far.</summary>
    public static async Task<Dictionary<(long IncomingId, string LineId), long>> SumsAsync(EntrepotDb db, IEnumerable<long> orders, CancellationToken ct) =>
        (await db.QueryAsync(
            """
            SELECT incoming_id, external_line_id, SUM(quantity) FROM channels_cancellation
            WHERE tenant_id = @p0 AND incoming_id = ANY(@p1) GROUP BY incoming_id, external_line_id
            """,
            row => (Key: (row.GetInt64(0), row.GetString(1)), Quantity: row.GetInt64(2)), ct, db.Tenant.Value, orders.ToArray()))
        .ToDictionary(sum => sum.Key, sum => sum.Quantity);

    /// <summary>Buyer by buyer, so that one buyer's orders are read once; within a buyer as they happened.</summary>
    public static Task<List<PendingCancellation>> PendingAsync(EntrepotDb db, long import, int limit, CancellationToken ct) => db.QueryAsync(
        """
        SELECT id, reference, external_number, buyer_id, code, unit_price_micros, quantity, placed_at FROM channels_cancellation
        WHERE tenant_id = @p0 AND import_id = @p1 AND state = 'Pending' ORDER BY buyer_id, placed_at, reference, id LIMIT @p2
        """,
        row => new PendingCancellation(
            row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt64(5), row.GetInt64(6), Timestamps.FromStored(row.GetInt64(7))),
        ct, db.Tenant.Value, import, limit);

    /// <summary>What was cancelled of these orders before they came.</summary>
    public static Task<List<EarlyCancellation>> EarlyAsync(EntrepotDb db, SalesChannelId channel, IEnumerable<string> numbers, CancellationToken ct) => db.QueryAsync(
        """
        SELECT id, reference, line_key, external_number, quantity FROM channels_cancellation
        WHERE tenant_id = @p0 AND import_id IS NULL AND state = 'Pending' AND channel_id = @p1 AND external_number = ANY(@p2) ORDER BY placed_at, reference, id
        """,
        row => new EarlyCancellation(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)), ct, db.Tenant.Value, channel.Value, numbers.ToArray());

    public static async Task<long> MatchedAsync(EntrepotDb db, long import, CancellationToken ct) => (await db.QueryAsync(
        "SELECT COUNT(*) FROM channels_cancellation WHERE tenant_id = @p0 AND import_id = @p1 AND state = 'Matched'",
        row => row.GetInt64(0), ct, db.Tenant.Value, import))[0];
}
