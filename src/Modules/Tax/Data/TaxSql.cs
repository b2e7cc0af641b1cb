namespace Entrepot.Tax.Data;

internal static class TaxSql
{
    /// <summary>Supplies of these orders that nobody has taken back.</summary>
    public const string Reversible = """
        SELECT s.order_id, s.run, s.part, s.share_no, s.supplied_on, s.scheme, s.country, s.region, s.ship_from, s.currency, s.rate_ppm, s.net_minor, s.tax_minor, s.expected_minor,
               s.order_number, s.consignment, s.goods, s.buyer_tax_id
        FROM tax_supply s
        WHERE s.tenant_id = @p0 AND s.order_id = ANY(@p1) AND s.is_reversal = FALSE
          AND NOT EXISTS (SELECT 1 FROM tax_supply r WHERE r.tenant_id = s.tenant_id AND r.order_id = s.order_id AND r.run = s.run AND r.part = s.part AND r.share_no = s.share_no AND r.is_reversal = TRUE)
        """;

    /// <summary>
    /// What stands in the book until a day, summed by day, scheme, place, currency and rate: what no return declared yet. A return takes its own from it.
    /// </summary>
    public const string Open = """
        SELECT supplied_on, scheme, country, region, ship_from, currency, rate_ppm, COUNT(*), SUM(net_minor), SUM(tax_minor), SUM(COALESCE(expected_minor, tax_minor)),
               SUM(CASE WHEN is_reversal THEN -net_minor ELSE 0 END)
        FROM tax_supply WHERE tenant_id = @p0 AND supplied_on <= @p1 AND return_id IS NULL
        GROUP BY supplied_on, scheme, country, region, ship_from, currency, rate_ppm
        """;

    /// <summary>The same for everything supplied in a span of days, declared or not: for values that a return only reports.</summary>
    public const string Supplied = """
        SELECT supplied_on, scheme, country, region, ship_from, currency, rate_ppm, COUNT(*), SUM(net_minor), SUM(tax_minor), SUM(COALESCE(expected_minor, tax_minor)),
               SUM(CASE WHEN is_reversal THEN -net_minor ELSE 0 END)
        FROM tax_supply WHERE tenant_id = @p0 AND supplied_on >= @p1 AND supplied_on <= @p2
        GROUP BY supplied_on, scheme, country, region, ship_from, currency, rate_ppm
        """;

    /// <summary>Gives what a return declares its number: until a day, of these schemes, in this country and region (empty for any).</summary>
    public const string Declare = """
        UPDATE tax_supply SET return_id = @p1
        WHERE tenant_id = @p0 AND return_id IS NULL AND supplied_on <= @p2 AND scheme = ANY(@p3) AND (@p4 = '' OR country = @p4) AND (@p5 = '' OR region = @p5)
        """;

    public const string Undeclare = "UPDATE tax_supply SET return_id = NULL WHERE tenant_id = @p0 AND return_id = @p1";

    /// <summary>One supply after another, for the records that a tax office may ask for: of a span of days, or of one return.</summary>
    public const string Records = """
        SELECT country, region, goods, supplied_on, currency, net_minor, rate_ppm, tax_minor, is_reversal, recorded_at, scheme, ship_from, buyer_tax_id, order_number, consignment
        FROM tax_supply WHERE tenant_id = @p0 AND supplied_on >= @p1 AND supplied_on <= @p2 AND scheme = ANY(@p3) AND (@p4 = '' OR country = @p4) AND (@p5 = '' OR region = @p5)
        ORDER BY order_id, run, part, share_no, is_reversal
        """;
}
