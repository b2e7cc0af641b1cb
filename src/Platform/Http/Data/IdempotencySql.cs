namespace Entrepot.Platform.Http;

internal static class IdempotencySql
{
    /// <summary>
    /// Takes the key for one request, or writes on for the request that has it. A key that another request took changes no
    /// row, so the unit of work that says so is written as a whole or not at all.
    /// </summary>
    public const string Keep =
        """
        INSERT INTO platform_idempotency (tenant_id, key, token, request_hash, status, content_type, headers, body, at)
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        ON CONFLICT (tenant_id, key) DO UPDATE SET
            token = excluded.token, request_hash = excluded.request_hash, status = excluded.status, content_type = excluded.content_type,
            headers = excluded.headers, body = excluded.body, at = excluded.at
        WHERE platform_idempotency.token = excluded.token OR platform_idempotency.at < @p9
        """;

    public const string Forget = "DELETE FROM platform_idempotency WHERE tenant_id = @p0 AND at < @p1";
}
