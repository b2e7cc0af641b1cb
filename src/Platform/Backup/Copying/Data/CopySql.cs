namespace Entrepot.Platform.Backup.Data;

/// <summary>What a backup asks of either database; names of tables and columns come from its own catalogue.</summary>
internal static class CopySql
{
    public const string SqliteTables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

    public const string SqliteVersion = "SELECT sqlite_version()";

    /// <summary>Columns that say when something happened: of those that may lie in the future, only what is past counts.</summary>
    public const string SqliteTimes = """
        SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.name <> 'due_at' AND (c.name = 'at' OR c.name LIKE '%\_at' ESCAPE '\')
        """;

    public const string PostgresTables = """
        SELECT c.relname FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname COLLATE "C"
        """;

    public const string PostgresVersion = "SELECT current_setting('server_version')";

    public const string PostgresTimes = """
        SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND data_type = 'bigint' AND column_name <> 'due_at' AND (column_name = 'at' OR column_name LIKE '%\_at')
        """;

    /// <summary>Tables of which this user does not see every row: it is neither their owner, whom the policy <c>migrating</c> shows all, nor above policies.</summary>
    public const string PostgresHidden = """
        SELECT COUNT(*) FROM pg_class c, pg_roles me
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND me.rolname = current_user
          AND NOT me.rolsuper AND NOT (me.rolbypassrls AND has_table_privilege(c.oid, 'SELECT')) AND NOT pg_has_role(c.relowner, 'USAGE')
        """;

    public const string SeeAllRows = "SELECT set_config('role', 'none', false), set_config('entrepot.migrating', 'on', false)";

    public const string ExportSnapshot = "SELECT pg_export_snapshot()";

    public const string Others = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'entrepot'";

    public const string Companies = "SELECT COUNT(*) FROM platform_tenant";

    public const string Schema = """SELECT MAX("MigrationId") FROM "__EFMigrationsHistory" """;

    public static string Count(string table) => $"""SELECT COUNT(*) FROM "{table}" """;

    public static string Latest(string table, string column) => $"""SELECT MAX("{column}") FROM "{table}" WHERE "{column}" <= @now""";

    public static string Drop(string table) => $"""DROP TABLE IF EXISTS "{table}" CASCADE""";

    public static string Create(string database) => $"""CREATE DATABASE "{database}" ENCODING 'UTF8' TEMPLATE template0""";

    public static string DropDatabase(string database) => $"""DROP DATABASE IF EXISTS "{database}" WITH (FORCE)""";
}
