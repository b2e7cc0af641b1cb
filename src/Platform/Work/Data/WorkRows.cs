using System.Data.Common;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Platform.Work;

/// <summary>One line of a look at the queue. <paramref name="State"/> is a <see cref="WorkState"/>, or <c>Marked</c> or <c>Leased</c> with a process as destination.</summary>
internal sealed record WorkHead(string State, string Kind, string Destination, DateTime At)
{
    public const string Marked = "Marked";

    /// <summary>As destination stands the process that holds leases, of any kind.</summary>
    public const string Leased = "Leased";

    public bool IsSuspect => State == nameof(WorkState.Suspect);
}

/// <summary>Reads and claims rows of the queue, each in one statement.</summary>
internal static class WorkRows
{
    public static Task<List<WorkHead>> LookAsync(this EntrepotDb db, CancellationToken ct) =>
        db.QueryAsync(WorkSql.Look, row => new WorkHead(row.GetString(0), row.GetString(1), row.GetString(2), Timestamps.FromStored(row.GetInt64(3))), ct, db.Tenant.Value);

    /// <summary>Call it in the unit of work that will remove them.</summary>
    public static Task<List<WorkItem>> NextAsync(this EntrepotDb db, string kind, string destination, DateTime now, int limit, CancellationToken ct) =>
        db.QueryAsync(db.PassingOver(WorkSql.Next), row => Read(db.Tenant, row), ct, db.Tenant.Value, kind, destination, Timestamps.ToStored(now), (long)limit);

    /// <summary>A commit of its own: the attempt is counted before anything leaves the house.</summary>
    public static async Task<List<WorkItem>> LeaseAsync(this EntrepotDb db, WorkState from, WorkHead head, DateTime now, DateTime until, ProcessName process, int limit, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var leased = await db.QueryAsync(db.PassingOver(WorkSql.Lease + (from == WorkState.Suspect ? WorkSql.UntriedFirst : WorkSql.OldestFirst)) + WorkSql.LeaseEnd, row => Read(db.Tenant, row), ct,
            db.Tenant.Value, from.ToString(), head.Kind, head.Destination, Timestamps.ToStored(now), (long)limit, Timestamps.ToStored(until), process.Value);
        await unit.CommitAsync(ct);
        return [.. leased.OrderBy(item => item.DueAt).ThenBy(item => item.Id)];
    }

    /// <summary>In the open unit of work.</summary>
    /// <returns>Whether the item was still ours.</returns>
    public static async Task<bool> RenewAsync(this EntrepotDb db, WorkItem item, DateTime until, CancellationToken ct) =>
        (await db.QueryAsync(WorkSql.Renew, row => row.GetInt64(0), ct, db.Tenant.Value, item.Id, item.LeaseToken, Timestamps.ToStored(until))).Count == 1;

    /// <summary>Which of the items are leased by us still. Call it first in the unit of work that writes their outcomes.</summary>
    public static async Task<HashSet<long>> OursAsync(this EntrepotDb db, IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var tokens = (await db.QueryAsync(WorkSql.Tokens + (db.Engine.IsSingleWriter ? "" : " FOR UPDATE"), row => (Id: row.GetInt64(0), Token: row.GetString(1)), ct,
            db.Tenant.Value, items.Select(item => item.Id).ToArray())).ToDictionary(row => row.Id, row => row.Token);
        return [.. items.Where(item => tokens.GetValueOrDefault(item.Id) is { } token && token == item.LeaseToken).Select(item => item.Id)];
    }

    /// <summary>In the open unit of work, whose turn nobody else has: what another process holds at this moment is passed over.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> SuspectAsync(this EntrepotDb db, string kind, DateTime now, CancellationToken ct) =>
        (await db.QueryAsync(db.PassingOver(WorkSql.Suspect) + WorkSql.SuspectEnd, row => row.GetInt64(0), ct, db.Tenant.Value, kind, Timestamps.ToStored(now), (long)WorkRunner.BatchMax)).Count;

    /// <summary>Call it in the unit of work that will remove them.</summary>
    public static Task<List<WorkItem>> UntriedAsync(this EntrepotDb db, string kind, DateTime now, int limit, CancellationToken ct) =>
        db.QueryAsync(db.PassingOver(WorkSql.Untried), row => Read(db.Tenant, row), ct, db.Tenant.Value, kind, Timestamps.ToStored(now), (long)limit);

    /// <returns>How many untried suspects there are, so many at most.</returns>
    public static async Task<long> CountUntriedAsync(this EntrepotDb db, string kind, DateTime now, int most, CancellationToken ct) =>
        (await db.QueryAsync(WorkSql.CountUntried, row => row.GetInt64(0), ct, db.Tenant.Value, kind, Timestamps.ToStored(now), (long)most))[0];

    /// <summary>Has the next so many untried suspects run alone, in the open unit of work.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> ApartAsync(this EntrepotDb db, string kind, DateTime now, int count, CancellationToken ct) =>
        (await db.QueryAsync(db.PassingOver(WorkSql.Apart) + WorkSql.ApartEnd, row => row.GetInt64(0), ct, db.Tenant.Value, kind, Timestamps.ToStored(now), (long)count)).Count;

    /// <param name="ended">Processes that are known to have ended, however long their leases last.</param>
    /// <returns>Their kinds, one for each.</returns>
    /// <param name="inside">The kinds of work that end with their process.</param>
    public static Task<List<string>> TakeOverAsync(this EntrepotDb db, DateTime now, string[] ended, string[] inside, CancellationToken ct) =>
        db.QueryAsync(WorkSql.TakeOver, row => row.GetString(0), ct, db.Tenant.Value, Timestamps.ToStored(now), ended, inside);

    private static string PassingOver(this EntrepotDb db, string claim) => db.Engine.IsSingleWriter ? claim : claim + WorkSql.PassOver;

    private static WorkItem Read(TenantId tenant, DbDataReader row) => new()
    {
        TenantId = tenant,
        Id = row.GetInt64(0),
        Kind = row.GetString(1),
        Key = row.GetString(2),
        Destination = row.GetString(3),
        Payload = row.GetString(4),
        CreatedAt = Timestamps.FromStored(row.GetInt64(5)),
        DueAt = Timestamps.FromStored(row.GetInt64(6)),
        Attempts = row.GetInt32(7),
        State = Enum.Parse<WorkState>(row.GetString(8)),
        LeaseNumber = row.GetInt64(9),
        LeaseToken = row.IsDBNull(10) ? null : row.GetString(10),
        Error = row.IsDBNull(11) ? null : row.GetString(11),
    };
}
