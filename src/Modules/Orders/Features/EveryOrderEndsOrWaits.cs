using Entrepot.Orders.Data;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Verification;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>Every accepted order has ended, moves, or waits visibly: a hold has its reason, a backorder its missing goods, a decision its trace.</summary>
internal sealed class EveryOrderEndsOrWaits(EntrepotDb db) : IVerification
{
    public string Name => "Every order ends or waits with a reason";

    public async Task<VerificationResult> RunAsync(CancellationToken ct) => new(
        Name,
        await db.Set<Order>().LongCountAsync(ct),
        await db.QueryAsync(OrderSql.WithoutReason, row => $"{row.GetString(0)}: {row.GetString(1)}", ct, db.Tenant.Value, (long)VerificationResult.WrongMax));
}
