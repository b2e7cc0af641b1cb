namespace Entrepot.Customs.Data;

/// <summary>The only change to papers, and what is read of all of them; positional parameters, the company first.</summary>
internal static class PaperSql
{
    public const string VoidOfOrder = "UPDATE customs_paper SET voided_at = @p2 WHERE tenant_id = @p0 AND order_id = @p1 AND voided_at IS NULL";

    /// <summary>What follows the table in reads of many.</summary>
    public const string OfConsignments = "WHERE t.tenant_id = @p0 AND t.consignment_id = ANY(@p1) ORDER BY t.id";

    public const string DeclaredOf = "WHERE t.tenant_id = @p0 AND t.consignment_id = ANY(@p1)";

    public const string Page = "SELECT id, number, kind, template, content, content_hash FROM customs_paper WHERE tenant_id = @p0 AND id > @p1 ORDER BY id LIMIT @p2";
}
