using Entrepot.Finance.Contracts;
using Entrepot.Finance.Data;
using Entrepot.Finance.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Finance.Features;

/// <summary>What orders are expected to earn and cost, and what they really did.</summary>
internal sealed class OrderCosts(EntrepotDb db) : IOrderCosts
{
    public void Estimate(IReadOnlyList<OrderCost> costs)
    {
        if (costs.Count == 0) return;

        // Nearly every order is estimated for the first time: its rows are inserted in bulk, without asking one by one.
        var estimated = OpenUnit.Read(db, FinanceSql.OrdersWithCosts, row => row.GetInt64(0), db.Tenant.Value, Keys(costs.Select(cost => cost.Order)));
        var first = new List<OrderCostRow>(costs.Count);
        foreach (var order in estimated) db.Writes.Execute(FinanceSql.ForgetEstimates, expectOneRow: false, db.Tenant.Value, order);
        foreach (var cost in costs)
        {
            if (estimated.Contains(cost.Order.Value)) db.Writes.Execute(FinanceSql.PutEstimate, expectOneRow: true, db.Tenant.Value, cost.Order.Value, cost.Kind.ToString(), cost.Estimated.Currency, cost.Estimated.Minor, cost.Explanation);
            else first.Add(ToRow(cost));
        }

        db.Writes.Insert<OrderCostRow>(first);
    }

    public void Withdraw(IReadOnlyList<OrderId> orders)
    {
        foreach (var order in orders) db.Writes.Execute(FinanceSql.WithdrawEstimates, expectOneRow: false, db.Tenant.Value, order.Value);
    }

    public async Task SettleAsync(IReadOnlyList<(OrderId Order, CostKind Kind, Money Actual)> actuals, CancellationToken ct)
    {
        if (actuals.Count == 0) return;

        var currencies = (await db.QueryAsync(FinanceSql.OrdersWithCosts, row => (Order: row.GetInt64(0), Currency: row.GetString(1)), ct, db.Tenant.Value, Keys(actuals.Select(actual => actual.Order))))
            .ToDictionary(row => row.Order, row => row.Currency);
        foreach (var (order, kind, actual) in actuals)
        {
            if (currencies.TryGetValue(order.Value, out var currency) && currency != actual.Currency)
                throw new InvalidOperationException($"The costs of order {order.Value} are in {currency}; convert the {kind} of {actual} first.");
            db.Writes.Execute(FinanceSql.PutActual, expectOneRow: true, db.Tenant.Value, order.Value, kind.ToString(), actual.Currency, actual.Minor);
        }
    }

    public async Task<IReadOnlyList<OrderCost>> OfAsync(OrderId order, CancellationToken ct)
    {
        var rows = await db.Set<OrderCostRow>().Where(cost => cost.OrderId == order).ToListAsync(ct);
        return [.. rows.OrderBy(row => row.Kind).Select(ToCost)];
    }

    private static OrderCost ToCost(OrderCostRow row) =>
        new(row.OrderId, row.Kind, new(row.EstimatedMinor, row.Currency), row.ActualMinor is { } actual ? new Money(actual, row.Currency) : null, row.Explanation);

    private OrderCostRow ToRow(OrderCost cost) => new()
    {
        TenantId = db.Tenant,
        OrderId = cost.Order,
        Kind = cost.Kind,
        Currency = cost.Estimated.Currency,
        EstimatedMinor = cost.Estimated.Minor,
        ActualMinor = cost.Actual?.Minor,
        Explanation = cost.Explanation,
    };

    private static long[] Keys(IEnumerable<OrderId> orders) => [.. orders.Distinct().Select(order => order.Value)];
}
