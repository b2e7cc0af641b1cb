namespace Entrepot.Finance.Data;

/// <summary>Positional parameters, the company first.</summary>
internal static class StatementSql
{
    /// <summary>The postings of an account, a line for each voucher; above zero is debit.</summary>
    public const string Postings = """
        SELECT v.date, v.id, v.text, CAST(SUM(CASE l.side WHEN 'Debit' THEN l.amount_minor ELSE -l.amount_minor END) AS bigint)
        FROM finance_voucher_line l JOIN finance_voucher v ON v.tenant_id = l.tenant_id AND v.id = l.voucher_id
        WHERE l.tenant_id = @p0 AND l.account = @p1 AND l.amount_currency = @p2 AND v.date >= @p3 AND v.date <= @p4
        GROUP BY v.date, v.id, v.text ORDER BY v.date, v.id LIMIT @p5
        """;

    public const string Before = """
        SELECT CAST(COALESCE(SUM(CASE l.side WHEN 'Debit' THEN l.amount_minor ELSE -l.amount_minor END), 0) AS bigint)
        FROM finance_voucher_line l JOIN finance_voucher v ON v.tenant_id = l.tenant_id AND v.id = l.voucher_id
        WHERE l.tenant_id = @p0 AND l.account = @p1 AND l.amount_currency = @p2 AND v.date < @p3
        """;
}
