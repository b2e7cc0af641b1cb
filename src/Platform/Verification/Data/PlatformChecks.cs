namespace Entrepot.Platform.Verification.Data;

internal static class PlatformChecks
{
    public const string CountWork = "SELECT COUNT(*) FROM platform_work WHERE tenant_id = @p0";

    /// <summary>An item in a state that nothing gets it out of, or whose failure nobody could understand.</summary>
    public const string StuckWork = """
        SELECT 'work item ' || id || ' (' || kind || ', ' || key || ') is ' || CASE
            WHEN state = 'Running' THEN 'running without a lease, so that nobody takes it over'
            WHEN state IN ('Waiting', 'Suspect') THEN 'waiting with the lease of an attempt'
            WHEN state = 'Parked' THEN 'parked without an error'
            ELSE state || ', which is no state of work' END
        FROM platform_work WHERE tenant_id = @p0 AND CASE
            WHEN state = 'Running' THEN lease_until IS NULL OR lease_token IS NULL
            WHEN state IN ('Waiting', 'Suspect') THEN lease_token IS NOT NULL
            WHEN state = 'Parked' THEN COALESCE(error, '') = ''
            ELSE TRUE END
        """;

    public const string WorkOfNobody = "SELECT kind || ': ' || COUNT(*) || ' items of work that nothing handles' FROM platform_work WHERE tenant_id = @p0 AND NOT (kind = ANY(@p1)) GROUP BY kind";

    public const string CountAnswers = "SELECT COUNT(*) FROM platform_idempotency WHERE tenant_id = @p0";

    /// <summary>Taken and not answered is 0: the process died between its effect and its answer, and whoever asks again is told.</summary>
    public const string BadAnswers = """
        SELECT 'the answer under key ' || key || ' has the status ' || status || CASE WHEN token = '' OR request_hash = '' THEN ' and does not say which request it belongs to' ELSE '' END
        FROM platform_idempotency WHERE tenant_id = @p0 AND (token = '' OR request_hash = '' OR (status <> 0 AND (status < 200 OR status > 599)))
        """;

    public const string NextBlock = "SELECT COALESCE(MAX(next_block), 0) FROM platform_id_block";

    public const string SeeAllRows = "SELECT set_config('role', 'none', true), set_config('entrepot.migrating', 'on', true)";

    /// <summary>Tables of which this user does not see every row.</summary>
    public const string Hidden = """
        SELECT COUNT(*) FROM pg_class c, pg_roles me
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND me.rolname = current_user
          AND NOT me.rolsuper AND NOT me.rolbypassrls AND NOT pg_has_role(c.relowner, 'USAGE')
        """;

    public const string SqliteSound = "PRAGMA integrity_check(100)";

    public const string SqliteReferences = """SELECT "table" || ': row ' || COALESCE(rowid, 0) || ' refers to a row of ' || parent || ' that is not there' FROM pragma_foreign_key_check() LIMIT 100""";

    public const string CountTables = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table'";

    public const string HasAmcheck = "SELECT COUNT(*) FROM pg_extension WHERE extname = 'amcheck'";

    public const string Indexes = """
        SELECT i.indexrelid::bigint, i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
        WHERE c.relnamespace = current_schema()::regnamespace AND a.amname = 'btree' AND i.indisvalid AND i.indisready ORDER BY 2
        """;

    public const string CheckIndex = "SELECT bt_index_check(@p0::oid::regclass, true)";

    /// <summary>One statement for each declared reference, which answers how many rows point at nothing.</summary>
    public const string PostgresReferences = """
        SELECT c.conrelid::regclass::text || ' to ' || c.confrelid::regclass::text, format('SELECT COUNT(*) FROM %s child WHERE %s AND NOT EXISTS (SELECT 1 FROM %s parent WHERE %s)',
            c.conrelid::regclass,
            (SELECT string_agg(format('child.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(c.conkey) k JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k),
            c.confrelid::regclass,
            (SELECT string_agg(format('parent.%I = child.%I', p.attname, a.attname), ' AND ') FROM unnest(c.conkey, c.confkey) AS k(child, parent)
                JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.child JOIN pg_attribute p ON p.attrelid = c.confrelid AND p.attnum = k.parent))
        FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace ORDER BY 1
        """;

    public static string MaxId(string table) => $"SELECT COALESCE(MAX(id), 0) FROM {table} WHERE tenant_id = @p0";

    public static string Homeless(string table) => $"SELECT tenant_id, COUNT(*) FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM platform_tenant c WHERE c.id = t.tenant_id) GROUP BY tenant_id";
}
