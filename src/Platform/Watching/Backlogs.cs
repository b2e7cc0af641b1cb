using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Watching;

/// <summary>One kind of work of one company, and how much of it waits.</summary>
/// <param name="Kind">As the work queue names it, or <c>channels.intake</c> for orders that wait for their journey.</param>
/// <param name="Due">Could be done now, or is being done.</param>
/// <param name="Later">Has its time in the future: polls, and repetitions after a failure.</param>
/// <param name="Parked">Failed for good and waits for a person.</param>
/// <param name="OldestDueAt">Since when the oldest due one could have been done, UTC; null when none is due.</param>
public sealed record Backlog(string Kind, int Due, int Later, int Parked, DateTime? OldestDueAt)
{
    public TimeSpan Age(DateTime now) => OldestDueAt is { } at && at < now ? now - at : TimeSpan.Zero;
}

/// <summary>A place where work waits. Registered scoped; asked in a scope that belongs to the company.</summary>
public interface IBacklog
{
    Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken ct);
}

internal sealed class WorkBacklog(EntrepotDb db, TimeProvider clock) : IBacklog
{
    public async Task<IReadOnlyList<Backlog>> ReadAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var counts = await db.Set<WorkItem>().GroupBy(item => new { item.Kind, item.State }).Select(group => new
        {
            group.Key.Kind,
            group.Key.State,
            Count = group.Count(),
            Due = group.Count(item => item.DueAt <= now),
            Oldest = group.Min(item => item.DueAt),
        }).ToListAsync(ct);
        return [.. counts.GroupBy(count => count.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(kind =>
        {
            var open = kind.Where(count => count.State != WorkState.Parked).ToList();
            var due = open.Where(count => count.Due > 0).ToList();
            return new Backlog(kind.Key, open.Sum(count => count.Due), open.Sum(count => count.Count - count.Due),
                kind.Where(count => count.State == WorkState.Parked).Sum(count => count.Count), due.Count == 0 ? null : due.Min(count => count.Oldest));
        })];
    }
}

/// <summary>All that waits, company by company; those whose cell does not answer are left out.</summary>
public sealed class Backlogs(IServiceScopeFactory scopes, Databases databases)
{
    public async Task<IReadOnlyList<(TenantId Tenant, Backlog Backlog)>> ReadAllAsync(CancellationToken ct)
    {
        var all = new List<(TenantId, Backlog)>();
        foreach (var tenant in await databases.CompaniesAsync(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().BecomeSystem(tenant);
            try
            {
                all.AddRange((await ReadAsync(scope.ServiceProvider, ct)).Select(backlog => (tenant, backlog)));
            }
            catch (CompanyUnavailableException)
            {
                // It moves, or its cell has just gone away: the next look is in half a minute.
            }
        }

        return all;
    }

    /// <summary>What waits for the company of the scope.</summary>
    public static async Task<IReadOnlyList<Backlog>> ReadAsync(IServiceProvider services, CancellationToken ct)
    {
        var found = new List<Backlog>();
        foreach (var backlog in services.GetServices<IBacklog>()) found.AddRange(await backlog.ReadAsync(ct));
        return found;
    }
}
