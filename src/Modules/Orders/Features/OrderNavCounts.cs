using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>How many orders wait for a person, beside the side bar's entry; late when one has waited longer than its reason allows.</summary>
internal sealed class OrderNavCounts(EntrepotDb db, HoldDeadlines deadlines, TimeProvider clock) : INavCounts
{
    public async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var held = await db.Set<Order>().Where(order => order.Status == OrderStatus.OnHold).GroupBy(order => order.HoldCode ?? "")
            .Select(group => new { Code = group.Key, Count = group.Count(), Oldest = group.Min(order => order.Since) }).ToListAsync(ct);
        return new Dictionary<string, (int, bool)> { ["/holds"] = (held.Sum(reason => reason.Count), held.Exists(reason => deadlines.DecideBy(reason.Code, reason.Oldest, null) < now)) };
    }
}
