namespace Entrepot.Finance.Data;

internal static class FinanceSql
{
    /// <summary>Which postings of these sources are there already.</summary>
    public const string KnownPostings = """
        SELECT source_id, kind FROM finance_voucher
        WHERE tenant_id = @p0 AND source_type = @p1 AND source_id = ANY(@p2)
        """;

    /// <summary>Lines of the vouchers of these sources that nobody has taken back and that take nothing back themselves.</summary>
    public const string Reversible = """
        SELECT v.id, v.source_id, v.kind, v.text, l.account, l.side, l.amount_minor, l.amount_currency, l.text
        FROM finance_voucher v
        JOIN finance_voucher_line l ON l.tenant_id = v.tenant_id AND l.voucher_id = v.id
        WHERE v.tenant_id = @p0 AND v.source_type = @p1 AND v.source_id = ANY(@p2)
          AND v.reverses IS NULL
          AND NOT EXISTS (SELECT 1 FROM finance_voucher r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)
        ORDER BY v.id, l.line_no
        """;

    public const string OrdersWithCosts = """
        SELECT DISTINCT order_id, currency FROM finance_order_cost
        WHERE tenant_id = @p0 AND order_id = ANY(@p1)
        """;

    /// <summary>Estimates that the new ones replace; what was really charged stays.</summary>
    public const string ForgetEstimates = "DELETE FROM finance_order_cost WHERE tenant_id = @p0 AND order_id = @p1 AND actual_minor IS NULL";

    public const string WithdrawEstimates = "DELETE FROM finance_order_cost WHERE actual_minor IS NULL AND tenant_id = @p0 AND order_id = @p1";

    public const string PutEstimate = """
        INSERT INTO finance_order_cost (tenant_id, order_id, kind, currency, estimated_minor, actual_minor, explanation)
        VALUES (@p0, @p1, @p2, @p3, @p4, NULL, @p5)
        ON CONFLICT (tenant_id, order_id, kind) DO UPDATE
        SET estimated_minor = excluded.estimated_minor, explanation = excluded.explanation
        """;

    public const string PutActual = """
        INSERT INTO finance_order_cost (tenant_id, order_id, kind, currency, estimated_minor, actual_minor, explanation)
        VALUES (@p0, @p1, @p2, @p3, 0, @p4, '')
        ON CONFLICT (tenant_id, order_id, kind) DO UPDATE SET actual_minor = excluded.actual_minor
        """;

    /// <summary>The last day with rates on or before the day asked for, and its rates.</summary>
    public const string RatesAsOf = """
        SELECT day, currency, rate_e6, source FROM finance_fx_rate
        WHERE day = (SELECT max(day) FROM finance_fx_rate WHERE day <= @p0)
        """;

    public const string KnownDays = "SELECT DISTINCT day FROM finance_fx_rate";

    /// <summary>One row per voucher and currency that is out of balance, and how many vouchers were looked at.</summary>
    public const string OutOfBalance = """
        SELECT voucher_id, amount_currency, SUM(CASE side WHEN 'Debit' THEN amount_minor ELSE -amount_minor END)
        FROM finance_voucher_line WHERE tenant_id = @p0
        GROUP BY voucher_id, amount_currency
        HAVING SUM(CASE side WHEN 'Debit' THEN amount_minor ELSE -amount_minor END) <> 0
        ORDER BY voucher_id LIMIT @p1
        """;

    public const string WithoutLines = """
        SELECT v.id FROM finance_voucher v
        WHERE v.tenant_id = @p0 AND NOT EXISTS (SELECT 1 FROM finance_voucher_line l WHERE l.tenant_id = v.tenant_id AND l.voucher_id = v.id)
        ORDER BY v.id LIMIT @p1
        """;

    public const string CountVouchers = "SELECT count(*) FROM finance_voucher WHERE tenant_id = @p0";

    public const string CountReversals = "SELECT count(*) FROM finance_voucher WHERE tenant_id = @p0 AND reverses IS NOT NULL";

    /// <summary>Reversals whose lines, together with those of the voucher they take back, do not cancel out per account and currency.</summary>
    public const string NotMirrored = """
        SELECT r.id, r.reverses, l.account, l.amount_currency
        FROM finance_voucher r
        JOIN finance_voucher_line l ON l.tenant_id = r.tenant_id AND l.voucher_id IN (r.id, r.reverses)
        WHERE r.tenant_id = @p0 AND r.reverses IS NOT NULL
        GROUP BY r.id, r.reverses, l.account, l.amount_currency
        HAVING SUM(CASE l.side WHEN 'Debit' THEN l.amount_minor ELSE -l.amount_minor END) <> 0
        ORDER BY r.id LIMIT @p1
        """;

    /// <summary>Reversals that point at a voucher that is not there, or at one of another source.</summary>
    public const string PointingNowhere = """
        SELECT r.id, r.reverses FROM finance_voucher r
        LEFT JOIN finance_voucher v ON v.tenant_id = r.tenant_id AND v.id = r.reverses AND v.source_type = r.source_type AND v.source_id = r.source_id
        WHERE r.tenant_id = @p0 AND r.reverses IS NOT NULL AND v.id IS NULL
        ORDER BY r.id LIMIT @p1
        """;

    public const string PostedTwice = """
        SELECT source_type || ' ' || source_id || ' has ' || COUNT(*) || ' vouchers of the kind ' || kind || ': ' || MIN(id) || ' and ' || MAX(id)
        FROM finance_voucher WHERE tenant_id = @p0 GROUP BY source_type, source_id, kind HAVING COUNT(*) > 1
        """;

    public const string ReversedTwice = """
        SELECT 'voucher ' || reverses || ' is taken back ' || COUNT(*) || ' times' FROM finance_voucher WHERE tenant_id = @p0 AND reverses IS NOT NULL GROUP BY reverses HAVING COUNT(*) > 1
        """;

    public const string CountLines = "SELECT COUNT(*) FROM finance_voucher_line WHERE tenant_id = @p0";

    public const string LinesOutOfChart = """
        SELECT 'voucher ' || voucher_id || ' line ' || line_no || ': ' || CASE WHEN amount_minor <= 0 THEN 'the amount ' || amount_minor || ' is not positive'
            WHEN side NOT IN ('Debit', 'Credit') THEN side || ' is no side' ELSE 'account ' || account || ' is not in the chart of accounts' END
        FROM finance_voucher_line WHERE tenant_id = @p0 AND (amount_minor <= 0 OR side NOT IN ('Debit', 'Credit') OR NOT (account = ANY(@p1)))
        """;

    public const string OutOfPeriod = """
        SELECT 'voucher ' || id || ' of ' || CAST(date AS text) || ' stands in the period ' || period FROM finance_voucher
        WHERE tenant_id = @p0 AND CAST(period AS text) <> substr(CAST(date AS text), 1, 4) || substr(CAST(date AS text), 6, 2)
        """;
}
