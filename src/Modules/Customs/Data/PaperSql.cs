namespace Entrepot.Customs.Data;

/// <summary>The only changes to papers and numbers; positional parameters, the company first.</summary>
internal static class PaperSql
{
    public const string VoidOfOrder = "UPDATE customs_paper SET voided_at = @p2 WHERE tenant_id = @p0 AND order_id = @p1 AND voided_at IS NULL";

    public const string SetTrader = """
        INSERT INTO customs_trader (tenant_id, territory, eori, vat_number, other_number) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT (tenant_id, territory) DO UPDATE SET eori = excluded.eori, vat_number = excluded.vat_number, other_number = excluded.other_number
        """;
}
