using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Scans that were taken, by the ids that scanners gave them: one that comes again has happened already.</summary>
internal sealed class ScanLog(EntrepotDb db, CurrentUser user, TimeProvider clock)
{
    private const int CodeMax = 128;
    private const int IdMax = 64;

    /// <summary>An empty id is a scanner's that gives none: every scan counts.</summary>
    public async Task<bool> KnowsAsync(string scan, CancellationToken ct)
    {
        var id = Cut(scan, IdMax);
        return id.Length > 0 && await db.Set<ScanRecord>().AnyAsync(row => row.Scan == id, ct);
    }

    /// <summary>In the unit of work that does what the scan says: both stand, or neither does.</summary>
    public void Take(string scan, long task, string code, long quantity)
    {
        if (scan.Length == 0) return;
        db.Writes.Insert(new ScanRecord
        {
            TenantId = db.Tenant,
            Scan = Cut(scan, IdMax),
            TaskId = task,
            Code = Cut(code, CodeMax),
            Quantity = quantity,
            By = user.Name,
            At = clock.GetUtcNow().UtcDateTime,
        });
    }

    private static string Cut(string text, int longest) => text.Length > longest ? text[..longest] : text;
}

/// <summary>Forgets scans that no scanner has waiting any more, once a day.</summary>
internal sealed class ForgetScans(EntrepotDb db, TimeProvider clock) : IWorkHandler
{
    public const string WorkKind = "warehouse.forget_scans";

    public static readonly Cadence Cadence = Cadence.Every(TimeSpan.FromDays(1));

    public string Kind => WorkKind;

    public Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.Writes.Execute(PlaceSql.ForgetScans, false, db.Tenant.Value, Timestamps.ToStored(now.AddDays(-FloorRules.On(now).ScansKeptDays)));
        return Task.CompletedTask;
    }
}
