using static Entrepot.Unit.Verification.Planting;

namespace Entrepot.Unit.Verification;

/// <summary>Damage to vouchers and costs.</summary>
internal static class MoneyPlantings
{
    private const string Balance = "Vouchers balance per currency";
    private const string Mirror = "Every reversal mirrors its original";
    private const string Once = "Every posting is made once";
    private const string Accounts = "Voucher lines name accounts of the chart";
    private const string Costs = "Orders' costs equal their vouchers";
    private const string Taxes = "The record of tax equals the vouchers";
    private const string Columns = "tenant_id, id, date, period, source_type, source_id, kind, text, reverses, posted_at";

    private static readonly string Taken = $"(SELECT MIN(id) FROM finance_voucher WHERE tenant_id = 1 AND reverses IS NOT NULL AND source_id = {Order("cancelled")})";

    public static IReadOnlyList<Planting> All { get; } =
    [
        new(Balance, $"UPDATE finance_voucher_line SET amount_minor = amount_minor + 1 WHERE tenant_id = 1 AND line_no = 1 AND voucher_id = {Placed("planned")}", "is out of balance by 0.01 EUR"),
        new(Balance, $"UPDATE finance_voucher_line SET amount_currency = 'USD' WHERE tenant_id = 1 AND line_no = 1 AND voucher_id = {Placed("walked")}", "USD"),
        new(Balance, $"DELETE FROM finance_voucher_line WHERE tenant_id = 1 AND voucher_id = {Placed("labelled")}", "has no lines"),

        new(Mirror, $"UPDATE finance_voucher_line SET amount_minor = amount_minor + 1 WHERE tenant_id = 1 AND voucher_id = {Taken}", "does not cancel voucher"),
        new(Mirror, $"UPDATE finance_voucher SET reverses = {Placed("planned")} WHERE tenant_id = 1 AND id = {Taken}", "which is not there or is about something else"),

        new(Once, Again("finance_voucher", Columns, $"id = {Placed("planned")}", ("id", "id + 1000000")), "has 2 vouchers of the kind placed"),
        new(Once, Again("finance_voucher", Columns, $"id = {Taken}", ("id", "id + 1000000"), ("kind", "'again'")), "is taken back 2 times"),
        new(Once, $"UPDATE finance_voucher SET period = 199901 WHERE tenant_id = 1 AND id = {Placed("planned")}", "stands in the period 199901"),

        new(Accounts, $"UPDATE finance_voucher_line SET account = '9999' WHERE tenant_id = 1 AND line_no = 1 AND voucher_id = {Placed("planned")}", "account 9999 is not in the chart of accounts"),
        new(Accounts, $"UPDATE finance_voucher_line SET amount_minor = -5 WHERE tenant_id = 1 AND line_no = 1 AND voucher_id = {Placed("walked")}", "the amount -5 is not positive"),
        new(Accounts, $"UPDATE finance_voucher_line SET side = 'Left' WHERE tenant_id = 1 AND line_no = 1 AND voucher_id = {Placed("labelled")}", "Left is no side"),

        .. new[] { "Goods", "ShippingIncome", "Discount", "Duty", "ImportTax", "Fees" }.Select(kind => new Planting(Costs,
            $"INSERT INTO finance_order_cost (tenant_id, order_id, kind, currency, estimated_minor, explanation) VALUES (1, {Order("planned")}, '{kind}', 'EUR', -7, '\"\"') ON CONFLICT (tenant_id, order_id, kind) DO UPDATE SET estimated_minor = finance_order_cost.estimated_minor - 7",
            $": {kind} differs by")),
        new(Costs, $"UPDATE finance_voucher_line SET amount_minor = amount_minor + 7 WHERE tenant_id = 1 AND voucher_id = {Placed("abroad")} AND account IN ('2310', '2320')", ": Duty differs by 7 minor units of EUR"),
        new(Costs, $"DELETE FROM finance_voucher WHERE tenant_id = 1 AND id = {Placed("walked")}", "is Allocated, and has 0 standing vouchers of its placing"),
        new(Costs, $"UPDATE finance_voucher SET kind = 'other', reverses = NULL WHERE tenant_id = 1 AND id = {Taken}", "is Cancelled, and has 1 standing vouchers of its placing"),
        new(Taxes, $"UPDATE tax_supply SET net_minor = net_minor + 3 WHERE tenant_id = 1 AND order_id = {Order("planned")}", "differs by 3 minor units of EUR between its record of tax and its vouchers"),
        new(Taxes, $"UPDATE finance_voucher_line SET account = '2300' WHERE tenant_id = 1 AND account = '4000' AND voucher_id = {Placed("walked")}", "the ledger owes 490 minor units of tax, its record says 0"),
        new(Costs, "UPDATE orders_order SET profit_minor = profit_minor + 9 WHERE tenant_id = 1 AND external_number = 'labelled'", "the expected profit is"),
        new(Costs, $"DELETE FROM finance_voucher_line WHERE tenant_id = 1 AND voucher_id = (SELECT id FROM finance_voucher WHERE tenant_id = 1 AND source_id = {Order("delivered")} AND kind = 'delivered')", "of its carriage are still accrued"),
        new(Costs, $"DELETE FROM finance_voucher WHERE tenant_id = 1 AND source_id = {Order("shipped")} AND kind LIKE 'shipped/%'", "has left stock, and no voucher says so"),
    ];
}
