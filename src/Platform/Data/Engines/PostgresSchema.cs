namespace Entrepot.Platform.Data;

/// <summary>What every table has on PostgreSQL beyond its columns. Brought about after the migrations, so that no migration need think of it.</summary>
internal static class PostgresSchema
{
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
}
