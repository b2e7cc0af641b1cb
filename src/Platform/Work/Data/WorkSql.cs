namespace Entrepot.Platform.Work;

/// <summary>
/// The queue's statements; positional parameters, the company first. Several processes work at the same queue: on PostgreSQL
/// a claim passes over rows that another one holds (<see cref="PassOver"/>), on SQLite there is one writer.
/// </summary>
internal static class WorkSql
{
    public const string PassOver = " FOR UPDATE SKIP LOCKED";

    private const string Columns = "id, kind, key, destination, payload, created_at, due_at, attempts, state, lease_number, lease_token, error";

    public const string ServerTime = "SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint";

    /// <summary>
    /// All that a turn must know: each kind and destination that waits with its oldest item's time, suspects, leases and
    /// when the first of them ends, who holds leases, and what processes say they run. Waiting ones are found by leaps over the index, so
    /// that a hundred thousand of one kind cost no more than one.
    /// </summary>
    public const string Look = """
        WITH RECURSIVE kinds(kind) AS (
            SELECT MIN(kind) FROM platform_work WHERE tenant_id = @p0 AND state = 'Waiting'
            UNION ALL
            SELECT (SELECT MIN(w.kind) FROM platform_work w WHERE w.tenant_id = @p0 AND w.state = 'Waiting' AND w.kind > kinds.kind)
            FROM kinds WHERE kinds.kind IS NOT NULL),
        heads(kind, destination) AS (
            SELECT kinds.kind, (SELECT MIN(w.destination) FROM platform_work w WHERE w.tenant_id = @p0 AND w.state = 'Waiting' AND w.kind = kinds.kind)
            FROM kinds WHERE kinds.kind IS NOT NULL
            UNION ALL
            SELECT heads.kind, (SELECT MIN(w.destination) FROM platform_work w WHERE w.tenant_id = @p0 AND w.state = 'Waiting' AND w.kind = heads.kind AND w.destination > heads.destination)
            FROM heads WHERE heads.destination IS NOT NULL)
        SELECT 'Waiting', heads.kind, heads.destination,
            (SELECT MIN(w.due_at) FROM platform_work w WHERE w.tenant_id = @p0 AND w.state = 'Waiting' AND w.kind = heads.kind AND w.destination = heads.destination)
        FROM heads WHERE heads.destination IS NOT NULL
        UNION ALL
        SELECT state, kind, destination, MIN(CASE state WHEN 'Running' THEN lease_until ELSE due_at END)
        FROM platform_work WHERE tenant_id = @p0 AND state IN ('Running', 'Suspect') GROUP BY state, kind, destination
        UNION ALL
        SELECT 'Leased', kind, lease_process, MIN(lease_until) FROM platform_work WHERE tenant_id = @p0 AND state = 'Running' AND lease_process IS NOT NULL GROUP BY kind, lease_process
        UNION ALL
        SELECT 'Marked', kind, process, lease_until FROM platform_run WHERE tenant_id = @p0
        """;

    /// <summary>The next items of a kind for one transaction, which holds them until it ends.</summary>
    public const string Next = $"""
        SELECT {Columns} FROM platform_work
        WHERE tenant_id = @p0 AND state = 'Waiting' AND kind = @p1 AND destination = @p2 AND due_at <= @p3
        ORDER BY due_at, id LIMIT @p4
        """;

    /// <summary>Leases the next items, with the attempt counted. Goes on with <see cref="OldestFirst"/> or <see cref="UntriedFirst"/> and ends with <see cref="LeaseEnd"/>.</summary>
    public const string Lease = """
        WITH next AS MATERIALIZED (
            SELECT id AS next_id FROM platform_work
            WHERE tenant_id = @p0 AND state = @p1 AND kind = @p2 AND destination = @p3 AND due_at <= @p4
        """;

    public const string OldestFirst = " ORDER BY due_at, id LIMIT @p5";

    /// <summary>Of suspects the one that was being tried when a process died comes last: its neighbours are cleared before it may take another process down, and where processes die by chance no item meets all those deaths.</summary>
    public const string UntriedFirst = " ORDER BY attempts, due_at, id LIMIT @p5";

    public const string LeaseEnd = $"""
        )
        UPDATE platform_work SET state = 'Running', attempts = attempts + 1, lease_number = lease_number + 1, lease_token = CAST(lease_number + 1 AS TEXT), lease_until = @p6, lease_process = @p7
        FROM next WHERE tenant_id = @p0 AND id = next_id
        RETURNING {Columns}
        """;

    /// <summary>The heartbeat: changes nothing where another process has taken over.</summary>
    public const string Renew = "UPDATE platform_work SET lease_until = @p3 WHERE tenant_id = @p0 AND id = @p1 AND lease_token = @p2 AND state = 'Running' RETURNING id";

    /// <summary>By whom these items are leased; on PostgreSQL it stays so until the transaction ends.</summary>
    public const string Tokens = "SELECT id, lease_token FROM platform_work WHERE tenant_id = @p0 AND id = ANY(@p1) AND lease_token IS NOT NULL AND state = 'Running'";

    /// <summary>Gives an item back as it was, because its call was never made.</summary>
    public const string GiveBack = "UPDATE platform_work SET state = @p3, attempts = attempts - 1, lease_token = NULL, lease_until = NULL, lease_process = NULL, due_at = @p4 WHERE tenant_id = @p0 AND id = @p1 AND lease_token = @p2 AND state = 'Running'";

    /// <summary>Whoever held them is gone: the lease has run out, or its process is known to have ended and what it did ended with it. Should it come back after all, its number is no longer the row's.</summary>
    public const string TakeOver = "UPDATE platform_work SET state = 'Suspect', lease_number = lease_number + 1, lease_token = NULL, lease_until = NULL, lease_process = NULL WHERE tenant_id = @p0 AND state = 'Running' AND (lease_until < @p1 OR (lease_process = ANY(@p2) AND kind = ANY(@p3))) RETURNING kind";

    /// <summary>The next items of a kind, which a batch held when its process died. Ends with <see cref="SuspectEnd"/>.</summary>
    public const string Suspect = """
        WITH next AS MATERIALIZED (
            SELECT id AS next_id FROM platform_work WHERE tenant_id = @p0 AND state = 'Waiting' AND kind = @p1 AND due_at <= @p2
            ORDER BY due_at, id LIMIT @p3
        """;

    public const string SuspectEnd = ") UPDATE platform_work SET state = 'Suspect', lease_number = lease_number + 1 FROM next WHERE tenant_id = @p0 AND id = next_id RETURNING id";

    /// <summary>Suspects of a kind that have not run since, for one transaction.</summary>
    public const string Untried = $"""
        SELECT {Columns} FROM platform_work
        WHERE tenant_id = @p0 AND state = 'Suspect' AND kind = @p1 AND attempts = 0 AND due_at <= @p2
        ORDER BY due_at, id LIMIT @p3
        """;

    public const string CountUntried = "SELECT COUNT(*) FROM (SELECT 1 FROM platform_work WHERE tenant_id = @p0 AND state = 'Suspect' AND kind = @p1 AND attempts = 0 AND due_at <= @p2 LIMIT @p3) AS untried";

    /// <summary>Those that ran together when the process died once more: from now on each runs alone. Ends with <see cref="ApartEnd"/>.</summary>
    public const string Apart = """
        WITH next AS MATERIALIZED (
            SELECT id AS next_id FROM platform_work WHERE tenant_id = @p0 AND state = 'Suspect' AND kind = @p1 AND attempts = 0 AND due_at <= @p2
            ORDER BY due_at, id LIMIT @p3
        """;

    public const string ApartEnd = ") UPDATE platform_work SET attempts = 1 FROM next WHERE tenant_id = @p0 AND id = next_id RETURNING id";

    public const string Remove = "DELETE FROM platform_work WHERE tenant_id = @p0 AND id = @p1";

    /// <summary>The fence: an attempt whose lease was taken over changes nothing and fails.</summary>
    public const string RemoveLeased = "DELETE FROM platform_work WHERE tenant_id = @p0 AND id = @p1 AND lease_token = @p2 AND state = 'Running'";

    /// <summary>Not what somebody has begun meanwhile.</summary>
    public const string Discard = "DELETE FROM platform_work WHERE tenant_id = @p0 AND id = @p1 AND lease_number = @p2 AND state <> 'Running'";

    public const string Wake =
        "UPDATE platform_work SET state = 'Waiting', attempts = 1, due_at = @p3, error = NULL WHERE tenant_id = @p0 AND kind = @p1 AND key = @p2 AND state = 'Parked'";
}
