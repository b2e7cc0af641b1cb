namespace Entrepot.Platform.Work;

internal static class ScheduleSql
{
    /// <summary>There is one already, unless this is the first time; one with another cadence comes when the new one says.</summary>
    public const string Arm = """
        INSERT INTO platform_work (tenant_id, id, kind, key, destination, payload, created_at, due_at, attempts, state)
        VALUES (@p0, @p1, @p2, 'schedule', '', @p3, @p4, @p5, 0, 'Waiting')
        ON CONFLICT (tenant_id, id) DO UPDATE SET due_at = excluded.due_at, payload = excluded.payload
        WHERE platform_work.payload <> excluded.payload AND platform_work.state = 'Waiting'
        RETURNING id
        """;

    public const string Rearm = "UPDATE platform_work SET state = 'Waiting', attempts = 0, lease_token = NULL, lease_until = NULL, lease_process = NULL, due_at = @p3, ran_at = @p4, error = NULL WHERE tenant_id = @p0 AND id = @p1 AND lease_number = @p2";
}
