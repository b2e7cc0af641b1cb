using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Counts orders by status and by hold reason; both are answered from an index.</summary>
internal sealed class OrderCounts(EntrepotDb db) : IOrderCounts
{
    public async Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct) =>
        await db.Set<Order>().GroupBy(order => order.Status).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(pair => pair.Key, pair => pair.Count, ct);

    public async Task<IReadOnlyDictionary<string, int>> ByHoldReasonAsync(CancellationToken ct) =>
        await db.Set<Order>().Where(order => order.Status == OrderStatus.OnHold).GroupBy(order => order.HoldCode ?? "")
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(pair => pair.Key, pair => pair.Count, ct);

    public async Task<OrderPulse> PulseAsync(DateTime from, DateTime to, CancellationToken ct)
    {
        var perHour = new int[24];
        var (orders, withoutPerson) = (0, 0);
        var hours = await db.QueryAsync(OrderSql.PerHour, row => (Hour: (int)row.GetInt64(0), Orders: (int)row.GetInt64(1), WithoutPerson: (int)row.GetInt64(2)), ct,
            db.Tenant.Value, Timestamps.ToStored(from), Timestamps.ToStored(to));
        foreach (var hour in hours)
        {
            perHour[Math.Min(hour.Hour, 23)] += hour.Orders;
            orders += hour.Orders;
            withoutPerson += hour.WithoutPerson;
        }

        var sums = await db.QueryAsync(OrderSql.SumsPerCurrency, row => Sum(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), ct,
            db.Tenant.Value, Timestamps.ToStored(from), Timestamps.ToStored(to));
        return new(orders, withoutPerson, perHour, sums);
    }

    private static OrderSum Sum(string currency, long total, long priced, long profit) => new(new(total, currency), new(priced, currency), new(profit, currency));
}
