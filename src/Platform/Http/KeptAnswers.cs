using System.Collections.Concurrent;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Http;

/// <summary>Stores the answers to requests with an Idempotency-Key, those of one moment in one commit, and forgets the old ones.</summary>
internal sealed class KeptAnswers
{
    /// <summary>Twice the day that callers are promised.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(48);

    private static readonly TimeSpan ClearedEvery = TimeSpan.FromHours(1);

    /// <summary>The house's batch.</summary>
    private const int GroupMax = 512;

    private readonly ConcurrentDictionary<TenantId, DateTime> cleared = [];
    private readonly Together<TenantId, IdempotencyRow, bool> together;

    public KeptAnswers(IServiceScopeFactory scopes) => together = new((tenant, rows) => WriteAsync(scopes, tenant, rows), GroupMax);

    /// <summary>The effect has happened: a caller who hangs up now must still find the answer when asking again.</summary>
    public Task KeepAsync(IdempotencyRow row) => together.WriteAsync(row.TenantId, row, CancellationToken.None);

    private async Task<IReadOnlyList<bool>> WriteAsync(IServiceScopeFactory scopes, TenantId tenant, IReadOnlyList<IdempotencyRow> rows)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        await using var unit = await db.BeginAsync(CancellationToken.None);
        if (rows[0].At - cleared.GetValueOrDefault(tenant) > ClearedEvery)
        {
            cleared[tenant] = rows[0].At;
            var until = rows[0].At - KeptFor;
            await db.Set<IdempotencyRow>().Where(old => old.At < until).ExecuteDeleteAsync(CancellationToken.None);
        }

        db.Writes.Insert(rows);
        await unit.CommitAsync(CancellationToken.None);
        return new bool[rows.Count];
    }
}
