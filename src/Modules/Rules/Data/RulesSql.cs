namespace Entrepot.Rules.Data;

internal static class RulesSql
{
    public const string CurrentNumber = "SELECT number FROM rules_version WHERE tenant_id = @p0 ORDER BY number DESC LIMIT 1";

    public const string BlacklistVersion = "SELECT version FROM rules_blacklist_version WHERE tenant_id = @p0";

    public const string BumpBlacklist = """
        INSERT INTO rules_blacklist_version (tenant_id, version) VALUES (@p0, 1)
        ON CONFLICT (tenant_id) DO UPDATE SET version = rules_blacklist_version.version + 1
        """;
}
