namespace Entrepot.Platform.Data;

/// <summary>
/// What every table has on PostgreSQL beyond its columns. Brought about by the tables' owner after the migrations, so that
/// no migration need think of it; where nothing is missing, nothing is changed, and nobody need be the owner.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>The role that the product works under: no log-in, not the owner of a table, subject to every policy.</summary>
    public const string Role = "entrepot_app";

    /// <summary>
    /// Lets a migration see the rows of all companies. The policy that heeds it is the owner's alone, so the setting means
    /// nothing under <see cref="Role"/>.
    /// </summary>
    public const string BeginMigrating = "SELECT set_config('role', 'none', false), set_config('entrepot.migrating', 'on', false)";

    public const string IsEmpty = """SELECT to_regclass('"__EFMigrationsHistory"') IS NULL""";

    /// <summary>Makes the role and lets this user take it; one who may not do that leaves it, and is told.</summary>
    public const string MakeRole = $"""
        DO $$
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('entrepot schema'));
            BEGIN
                IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN CREATE ROLE {Role} NOLOGIN; END IF;
                IF NOT pg_has_role(current_user, '{Role}', 'USAGE') THEN GRANT {Role} TO CURRENT_USER; END IF;
            EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN NULL;
            END;
        END $$
        """;

    /// <summary>
    /// Text compares by code point, as on SQLite, whatever order of letters the database was created with: ranges by a
    /// word's beginning are right, lists have one order on both engines, and no update of the server's language data
    /// spoils an index. The tables' rows stay as they are; only indexes over text are built anew.
    /// </summary>
    public const string CompareByCodePoint = """
        DO $$
        DECLARE change text;
        BEGIN
            FOR change IN
                SELECT format('ALTER TABLE %s ', t.oid::regclass)
                    || string_agg(format('ALTER COLUMN %I TYPE %s COLLATE pg_catalog."C"', a.attname, format_type(a.atttypid, a.atttypmod)), ', ')
                FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND a.attcollation NOT IN (0, 'pg_catalog."C"'::regcollation)
                GROUP BY t.oid
            LOOP EXECUTE change; END LOOP;
        END $$
        """;

    /// <summary>A row belongs to the company that the connection works for, or it is neither shown nor taken; even for the tables' owner.</summary>
    public const string WallOffCompanies = """
        DO $$
        DECLARE change text;
        BEGIN
            FOR change IN
                WITH company_table AS (
                    SELECT t.oid, t.relowner, t.relrowsecurity AND t.relforcerowsecurity AS is_forced
                    FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
                    WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r')
                SELECT format('CREATE POLICY company ON %s USING (tenant_id = NULLIF(current_setting(''entrepot.tenant'', true), '''')::bigint)', t.oid::regclass)
                FROM company_table t WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'company')
                UNION ALL
                SELECT format('CREATE POLICY migrating ON %s TO %I USING (current_setting(''entrepot.migrating'', true) = ''on'')', t.oid::regclass, pg_get_userbyid(t.relowner))
                FROM company_table t WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'migrating')
                UNION ALL
                SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t.oid::regclass) FROM company_table t WHERE NOT t.is_forced
            LOOP EXECUTE change; END LOOP;
            IF obj_description('"__EFMigrationsHistory"'::regclass, 'pg_class') IS NULL THEN
                COMMENT ON TABLE "__EFMigrationsHistory" IS 'global: which migrations have run';
            END IF;
        END $$
        """;

    /// <summary>The role reads and writes rows and does nothing else; which migrations have run it only reads.</summary>
    public const string GrantRows = $"""
        DO $$
        DECLARE change text;
        BEGIN
            IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Role}') THEN RETURN; END IF;
            FOR change IN
                SELECT format('GRANT USAGE ON SCHEMA %I TO {Role}', current_schema()) WHERE NOT has_schema_privilege('{Role}', current_schema(), 'USAGE')
                UNION ALL
                SELECT format('GRANT SELECT%s ON %s TO {Role}', CASE WHEN t.relname = '__EFMigrationsHistory' THEN '' ELSE ', INSERT, UPDATE, DELETE' END, t.oid::regclass)
                FROM pg_class t
                WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r'
                    AND NOT (has_table_privilege('{Role}', t.oid, 'SELECT') AND (t.relname = '__EFMigrationsHistory' OR has_table_privilege('{Role}', t.oid, 'DELETE')))
            LOOP EXECUTE change; END LOOP;
        END $$
        """;

    /// <summary>Whether the role can be taken, whether it is one that policies hold for, and whether they hold for the user itself.</summary>
    public const string ReadRole = $"""
        SELECT COALESCE((SELECT pg_has_role(current_user, oid, 'USAGE') FROM pg_roles WHERE rolname = '{Role}'), FALSE),
            COALESCE((SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = '{Role}'), FALSE),
            (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)
        """;

    public const string ReadReferences = "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace";

    /// <summary>Whether another process of ours has this database open; this one has no other connection when it asks.</summary>
    public const string ReadOthers = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'entrepot' AND pid <> pg_backend_pid())";

    /// <summary>The oldest transaction under way. Each row tells by which transaction it was written; numbers are of 32 bits and go round.</summary>
    public const string ReadMark = "SELECT (pg_snapshot_xmin(pg_current_snapshot())::text::bigint & 4294967295)::text";

    public const string SinceMark = "age(xmin) <= age(@p1::text::xid)";
}
