namespace Entrepot.Platform.Work;

internal static class WorkSql
{
    public const string Remove = "DELETE FROM platform_work WHERE tenant_id = @p0 AND id = @p1";

    /// <summary>The fence: an attempt whose lease was taken over changes nothing and fails.</summary>
    public const string RemoveLeased = "DELETE FROM platform_work WHERE tenant_id = @p0 AND id = @p1 AND lease_token = @p2";

    public const string Wake =
        "UPDATE platform_work SET state = 'Waiting', attempts = 1, due_at = @p3, error = NULL WHERE tenant_id = @p0 AND kind = @p1 AND key = @p2 AND state = 'Parked'";
}
