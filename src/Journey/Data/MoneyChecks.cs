namespace Entrepot.Journey.Data;

/// <summary>What orders, their costs and their vouchers must say alike; each row of an answer is one thing that differs. The company is <c>@p0</c>.</summary>
internal static class MoneyChecks
{
    public const string Count = "SELECT COUNT(*) FROM finance_order_cost WHERE tenant_id = @p0";

    private const string Planned = "('Allocated', 'InFulfilment', 'Shipped', 'Delivered')";

    /// <summary>Vouchers that stand: neither taken back nor taking back.</summary>
    private const string Standing = "v.source_type = 'order' AND v.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM finance_voucher r WHERE r.tenant_id = v.tenant_id AND r.reverses = v.id)";

    /// <summary>An order that ships has one standing voucher of its placing, unless all of it is free; one that does not ship has none.</summary>
    public const string PlacedOnce = $"""
        SELECT o.number || ' is ' || o.status || ', and has ' || COALESCE(placed.vouchers, 0) || ' standing vouchers of its placing' FROM orders_order o
        LEFT JOIN (SELECT v.source_id, COUNT(*) AS vouchers FROM finance_voucher v WHERE v.tenant_id = @p0 AND v.kind LIKE 'placed%' AND {Standing} GROUP BY v.source_id) AS placed ON placed.source_id = o.id
        WHERE o.tenant_id = @p0 AND COALESCE(placed.vouchers, 0) <> CASE WHEN o.status IN {Planned} AND EXISTS (
            SELECT 1 FROM finance_order_cost c WHERE c.tenant_id = @p0 AND c.order_id = o.id AND c.estimated_minor <> 0 AND c.kind IN ('Goods', 'ShippingIncome', 'Discount', 'Duty', 'ImportTax', 'Fees')) THEN 1 ELSE 0 END
        """;

    /// <summary>Each estimated figure stands on its account: income credited, discounts debited, what we owe at import credited.</summary>
    public const string CostsUnlikeVouchers = $"""
        SELECT o.number || ': ' || entry.kind || ' differs by ' || SUM(entry.minor) || ' minor units of ' || o.currency || ' between its costs and its vouchers'
        FROM (
            SELECT c.order_id, c.kind, CASE WHEN c.kind IN ('Goods', 'ShippingIncome') THEN c.estimated_minor ELSE -c.estimated_minor END AS minor
            FROM finance_order_cost c WHERE c.tenant_id = @p0 AND c.kind IN ('Goods', 'ShippingIncome', 'Discount', 'Duty', 'ImportTax', 'Fees')
            UNION ALL
            SELECT v.source_id, CASE l.account WHEN '4100' THEN 'Goods' WHEN '4000' THEN 'ShippingIncome' WHEN '4190' THEN 'Discount' WHEN '2310' THEN 'Duty' WHEN '2320' THEN 'ImportTax' ELSE 'Fees' END,
                CASE WHEN (l.side = 'Debit') = (l.account = '4190') THEN -l.amount_minor ELSE l.amount_minor END
            FROM finance_voucher v JOIN finance_voucher_line l ON l.tenant_id = v.tenant_id AND l.voucher_id = v.id
            WHERE v.tenant_id = @p0 AND v.kind LIKE 'placed%' AND {Standing} AND l.account IN ('4100', '4000', '4190', '2310', '2320', '2330')
        ) AS entry JOIN orders_order o ON o.tenant_id = @p0 AND o.id = entry.order_id
        GROUP BY o.id, o.number, o.currency, entry.kind HAVING SUM(entry.minor) <> 0
        """;

    public const string ProfitUnlikeCosts = $"""
        SELECT o.number || ': the expected profit is ' || COALESCE(o.profit_minor, 0) || ' minor units of ' || o.currency || ', its costs make ' || COALESCE(SUM(c.estimated_minor), 0)
        FROM orders_order o LEFT JOIN finance_order_cost c ON c.tenant_id = o.tenant_id AND c.order_id = o.id
        WHERE o.tenant_id = @p0 AND o.status IN {Planned}
        GROUP BY o.id, o.number, o.currency, o.profit_minor HAVING COALESCE(o.profit_minor, 0) <> COALESCE(SUM(c.estimated_minor), 0)
        """;

    /// <summary>What was accrued for carriage when the parcels left is used up when the last one has arrived.</summary>
    public const string FreightLeftOver = """
        SELECT o.number || ' is delivered, and ' || SUM(CASE l.side WHEN 'Credit' THEN l.amount_minor ELSE -l.amount_minor END) || ' minor units of ' || l.amount_currency || ' of its carriage are still accrued'
        FROM orders_order o JOIN finance_voucher v ON v.tenant_id = o.tenant_id AND v.source_type = 'order' AND v.source_id = o.id
        JOIN finance_voucher_line l ON l.tenant_id = v.tenant_id AND l.voucher_id = v.id AND l.account = '2110'
        WHERE o.tenant_id = @p0 AND o.status = 'Delivered'
        GROUP BY o.id, o.number, l.amount_currency HAVING SUM(CASE l.side WHEN 'Credit' THEN l.amount_minor ELSE -l.amount_minor END) <> 0
        """;

    /// <summary>Stock that left has its voucher, and each such voucher its stock.</summary>
    public const string ShippedUnbooked = """
        SELECT o.number || ': F' || f.id || ' has left stock, and no voucher says so' FROM warehouse_fulfilment_order f JOIN orders_order o ON o.tenant_id = f.tenant_id AND o.id = f.order_id
        WHERE f.tenant_id = @p0 AND f.status = 'HandedOver' AND EXISTS (SELECT 1 FROM inventory_movement m WHERE m.tenant_id = f.tenant_id AND m.cause = 'fulfilment/' || f.id)
          AND NOT EXISTS (SELECT 1 FROM finance_voucher v WHERE v.tenant_id = f.tenant_id AND v.source_type = 'order' AND v.source_id = f.order_id AND v.kind = 'shipped/' || f.id)
        """;

    public const string CountSupplies = "SELECT COUNT(*) FROM tax_supply WHERE tenant_id = @p0";

    /// <summary>What an order's record of tax says it sold is what its vouchers credit as sales and freight, discounts off.</summary>
    public const string SuppliesUnlikeVouchers = """
        SELECT o.number || ' differs by ' || SUM(entry.minor) || ' minor units of ' || entry.currency || ' between its record of tax and its vouchers'
        FROM (
            SELECT s.order_id, s.currency, s.net_minor AS minor FROM tax_supply s WHERE s.tenant_id = @p0
            UNION ALL
            SELECT v.source_id, l.amount_currency, CASE WHEN l.side = 'Credit' THEN -l.amount_minor ELSE l.amount_minor END
            FROM finance_voucher v JOIN finance_voucher_line l ON l.tenant_id = v.tenant_id AND l.voucher_id = v.id
            WHERE v.tenant_id = @p0 AND v.source_type = 'order' AND v.kind LIKE 'placed%' AND l.account IN ('4100', '4000', '4190')
        ) AS entry JOIN orders_order o ON o.tenant_id = @p0 AND o.id = entry.order_id
        WHERE EXISTS (SELECT 1 FROM tax_supply known WHERE known.tenant_id = @p0 AND known.order_id = o.id)
        GROUP BY o.id, o.number, entry.currency HAVING SUM(entry.minor) <> 0
        """;

    /// <summary>Tax that stands on the ledger as owed is tax that the record says the company owes; where it also owes import tax on the goods, it owes no more than that.</summary>
    public const string TaxUnlikeVouchers = """
        SELECT o.number || ': the ledger owes ' || SUM(entry.owed) || ' minor units of tax, its record says ' || SUM(entry.recorded)
        FROM (
            SELECT s.order_id, s.currency, 0 AS owed, s.tax_minor AS recorded FROM tax_supply s WHERE s.tenant_id = @p0 AND s.scheme <> 'Marketplace'
            UNION ALL
            SELECT v.source_id, l.amount_currency, CASE WHEN l.side = 'Credit' THEN l.amount_minor ELSE -l.amount_minor END, 0
            FROM finance_voucher v JOIN finance_voucher_line l ON l.tenant_id = v.tenant_id AND l.voucher_id = v.id
            WHERE v.tenant_id = @p0 AND v.source_type = 'order' AND v.kind LIKE 'placed%' AND l.account = '2300'
        ) AS entry JOIN orders_order o ON o.tenant_id = @p0 AND o.id = entry.order_id
        WHERE EXISTS (SELECT 1 FROM tax_supply known WHERE known.tenant_id = @p0 AND known.order_id = o.id)
        GROUP BY o.id, o.number, entry.currency HAVING SUM(entry.owed) > SUM(entry.recorded)
        """;
}
