namespace Entrepot.Platform.Security.Keys.Data;

internal static class KeySql
{
    public const string All = "SELECT name, master, sealed FROM platform_key ORDER BY created_at, name";

    /// <summary>The same key may come from several processes at once: the first one counts.</summary>
    public const string Add = "INSERT INTO platform_key (name, master, sealed, created_at) VALUES (@p0, @p1, @p2, @p3) ON CONFLICT (name) DO NOTHING";

    public const string SealAnew = "UPDATE platform_key SET master = @p2, sealed = @p3 WHERE name = @p0 AND master = @p1";
}
