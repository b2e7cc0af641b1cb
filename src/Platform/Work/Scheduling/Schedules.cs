using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Platform.Work;

/// <summary>
/// All that comes again and again. Each schedule is one item of a company's queue, known by its number, so that however many
/// processes arm it there is one; when it has run, the same transaction puts it off to its next occurrence.
/// </summary>
/// <remarks>
/// An occurrence is run once: the next one lies after both the one that has run and the time it is, so neither a clock that
/// is put back nor one that is ahead brings it about twice. What was missed while nobody worked is made up for once.
/// </remarks>
public sealed class Schedules(IEnumerable<Schedule> all, IServiceScopeFactory scopes, Databases databases, WorkClock clock)
{
    private readonly FrozenDictionary<long, Schedule> byItem = all.ToFrozenDictionary(schedule => schedule.ItemId);
    private readonly ConcurrentDictionary<TenantId, bool> armed = [];

    /// <summary>Puts the company's schedules into its queue, once for each process.</summary>
    public async Task ArmAsync(TenantId tenant, CancellationToken ct)
    {
        if (byItem.Count == 0 || armed.ContainsKey(tenant)) return;

        await using var scope = scopes.For(tenant);
        var db = scope.ServiceProvider.GetRequiredService<EntrepotDb>();
        var isFirst = !byItem.Values.Any(schedule => schedule.IsForServer) || await IsFirstAsync(tenant, ct);
        await using var unit = await db.BeginAsync(ct);
        foreach (var schedule in byItem.Values.Where(schedule => isFirst || !schedule.IsForServer))
        {
            var now = clock.Now;
            await db.QueryAsync(ScheduleSql.Arm, row => row.GetInt64(0), ct, tenant.Value, schedule.ItemId, schedule.Kind, JsonSerializer.Serialize(schedule.Cadence.ToString()), Timestamps.ToStored(now), Timestamps.ToStored(schedule.Cadence.Next(now)));
        }

        await unit.CommitAsync(ct);
        armed[tenant] = true;
    }

    /// <summary>
    /// By the home's list: a cell knows only its own companies. One that lives at home comes first, since without the home nothing is
    /// done anywhere; where none does, one whose cell answers.
    /// </summary>
    private async Task<bool> IsFirstAsync(TenantId tenant, CancellationToken ct)
    {
        await using var scope = databases.Open(databases.Home);
        var atHome = await scope.ServiceProvider.GetRequiredService<EntrepotDb>().Set<Tenant>().Where(company => company.MovedTo == null && company.Cell == null)
            .OrderBy(company => company.Id).Select(company => (TenantId?)company.Id).FirstOrDefaultAsync(ct);
        return (atHome ?? (await databases.CompaniesAsync(ct)).FirstOrDefault(tenant)) == tenant;
    }

    /// <summary>When the item comes again; null when it does not.</summary>
    internal DateTime? NextOf(WorkItem item) =>
        byItem.TryGetValue(item.Id, out var schedule) ? schedule.Cadence.Next(item.DueAt > clock.Now ? item.DueAt : clock.Now) : null;

    /// <summary>Adds to the open unit of work that the item is done.</summary>
    /// <param name="isLeased">Only if the lease is still ours.</param>
    internal void Done(EntrepotDb db, WorkItem item, bool isLeased)
    {
        if (NextOf(item) is { } next) db.Writes.Execute(ScheduleSql.Rearm, true, db.Tenant.Value, item.Id, item.LeaseNumber, Timestamps.ToStored(next), Timestamps.ToStored(clock.Now));
        else if (isLeased) db.Writes.Execute(WorkSql.RemoveLeased, true, db.Tenant.Value, item.Id, item.LeaseToken);
        else db.Writes.Execute(WorkSql.Remove, true, db.Tenant.Value, item.Id);
    }
}
