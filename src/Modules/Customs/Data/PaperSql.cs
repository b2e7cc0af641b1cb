namespace Entrepot.Customs.Data;

/// <summary>The only change to papers; positional parameters, the company first.</summary>
internal static class PaperSql
{
    public const string VoidOfOrder = "UPDATE customs_paper SET voided_at = @p2 WHERE tenant_id = @p0 AND order_id = @p1 AND voided_at IS NULL";
}
