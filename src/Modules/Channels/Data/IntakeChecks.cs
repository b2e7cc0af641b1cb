namespace Entrepot.Channels.Data;

/// <summary>What must be true of the front door; each row of an answer is one thing that is not. The company is <c>@p0</c>.</summary>
internal static class IntakeChecks
{
    public const string Count = "SELECT COUNT(*) FROM channels_incoming WHERE tenant_id = @p0";

    public const string Twice = """
        SELECT 'channel ' || channel_id || ' has ' || COUNT(*) || ' accepted orders ' || external_number FROM channels_incoming
        WHERE tenant_id = @p0 GROUP BY channel_id, external_number HAVING COUNT(*) > 1
        """;

    public const string InNoState = """
        SELECT 'accepted order ' || external_number || ' of channel ' || channel_id || ' is ' || CASE state
            WHEN 'Waiting' THEN 'waiting, and has an order in the book already' WHEN 'Taken' THEN 'taken, and does not say by which order'
            WHEN 'Parked' THEN 'parked without an error' ELSE state || ', which is no state' END
        FROM channels_incoming WHERE tenant_id = @p0 AND CASE state
            WHEN 'Waiting' THEN order_id IS NOT NULL WHEN 'Taken' THEN order_id IS NULL WHEN 'Parked' THEN error IS NULL OR parked_at IS NULL WHEN 'Discarded' THEN FALSE ELSE TRUE END
        """;

    public const string CancellationOfNothing = """
        SELECT 'the cancellation ' || reference || ' is matched with no line of an accepted order' FROM channels_cancellation c
        WHERE c.tenant_id = @p0 AND c.state = 'Matched' AND NOT EXISTS (SELECT 1 FROM channels_incoming i WHERE i.tenant_id = c.tenant_id AND i.id = c.incoming_id)
        """;

    public const string CountUploads = "SELECT COUNT(*) FROM channels_import WHERE tenant_id = @p0 AND upload_bytes IS NOT NULL";

    public const string UploadNotWhole = """
        SELECT 'import ' || i.id || ' is ' || i.state || ', and ' || COALESCE(SUM(p.bytes), 0) || ' of the ' || i.upload_bytes || ' bytes of its upload are here'
        FROM channels_import i LEFT JOIN channels_import_part p ON p.tenant_id = i.tenant_id AND p.import_id = i.id
        WHERE i.tenant_id = @p0 AND i.upload_bytes IS NOT NULL
        GROUP BY i.id, i.state, i.upload_bytes HAVING COALESCE(SUM(p.bytes), 0) <> CASE WHEN i.state IN ('Queued', 'Running') THEN i.upload_bytes ELSE 0 END
        """;

    /// <summary>A page of accepted orders after an id; the content is null where it is missing.</summary>
    public const string Page = """
        SELECT i.id, i.external_number, i.state, i.content_hash, c.payload FROM channels_incoming i
        LEFT JOIN channels_incoming_content c ON c.tenant_id = i.tenant_id AND c.incoming_id = i.id
        WHERE i.tenant_id = @p0 AND i.id > @p1 ORDER BY i.id LIMIT @p2
        """;
}
