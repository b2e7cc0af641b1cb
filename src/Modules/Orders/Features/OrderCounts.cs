using Entrepot.Orders.Contracts;
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
}
