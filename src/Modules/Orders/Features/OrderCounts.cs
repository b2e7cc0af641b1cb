using Entrepot.Orders.Contracts;
using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Counts orders by status and by hold reason; both are answered from an index.</summary>
internal sealed class OrderCounts(EntrepotDb db) : IOrderCounts
{
    public Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(CancellationToken ct) => ByStatusAsync(OrderScope.All, ct);

    public async Task<IReadOnlyDictionary<OrderStatus, int>> ByStatusAsync(OrderScope scope, CancellationToken ct) =>
        await Within(scope).GroupBy(order => order.Status).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(pair => pair.Key, pair => pair.Count, ct);

    public async Task<IReadOnlyDictionary<string, int>> ByHoldReasonAsync(OrderScope scope, CancellationToken ct) =>
        await Within(scope).Where(order => order.Status == OrderStatus.OnHold).GroupBy(order => order.HoldCode ?? "")
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(pair => pair.Key, pair => pair.Count, ct);

    public async Task<int> HeldAsync(CancellationToken ct) => await db.Set<Order>().CountAsync(order => order.Status == OrderStatus.OnHold, ct);

    public async Task<DateTime?> OldestHeldAsync(OrderScope scope, CancellationToken ct) =>
        await Within(scope).Where(order => order.Status == OrderStatus.OnHold).MinAsync(order => (DateTime?)order.Since, ct);

    public async Task<IReadOnlyList<OrderPulse>> PulseAsync(DateTime from, int days, OrderScope scope, CancellationToken ct)
    {
        var rows = await db.QueryAsync(OrderSql.Pulse, Read, ct, db.Tenant.Value, Timestamps.ToStored(from), Timestamps.ToStored(from.AddDays(days)), scope.Channel?.Value, Listed(scope));
        var byDay = rows.ToLookup(row => row.Hour / 24);
        return [.. Enumerable.Range(0, days).Select(day => Pulse([.. byDay[day]]))];
    }

    public async Task<OrderPunctuality> PunctualityAsync(DateTime from, DateTime until, OrderScope scope, CancellationToken ct) =>
        (await db.QueryAsync(OrderSql.Punctuality, row => new OrderPunctuality((int)row.GetInt64(0), (int)row.GetInt64(1)), ct,
            db.Tenant.Value, Timestamps.ToStored(from), Timestamps.ToStored(until), scope.Channel?.Value, Listed(scope)))[0];

    private IQueryable<Order> Within(OrderScope scope) => OrderFilters.Within(db.Set<Order>(), scope.Channel, scope.Warehouse);

    /// <summary>The code among an order's codes, as the pattern of a comparison.</summary>
    private static string? Listed(OrderScope scope) => scope.Warehouse is { } code ? $"%, {code}, %" : null;

    private static OrderPulse Pulse(IReadOnlyList<Row> rows)
    {
        var perHour = new int[24];
        foreach (var row in rows) perHour[row.Hour % 24] += row.Orders;
        return new(rows.Sum(row => row.Orders), rows.Sum(row => row.WithoutPerson), perHour, [.. rows.GroupBy(row => row.Currency).Select(group => new OrderSum(
            new(group.Sum(row => row.Total), group.Key), new(group.Sum(row => row.Priced), group.Key), new(group.Sum(row => row.Profit), group.Key)))]);
    }

    private static Row Read(System.Data.Common.DbDataReader row) =>
        new((int)row.GetInt64(0), row.GetString(1), (int)row.GetInt64(2), (int)row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6));

    private sealed record Row(int Hour, string Currency, int Orders, int WithoutPerson, long Total, long Priced, long Profit);
}
