using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Begins a floor job, or goes on with the one of its kind that this person has open: a scanner that was dropped loses nothing.</summary>
internal sealed class StartTask(EntrepotDb db, IdBlocks ids, IInbound inbound, CurrentUser user, TimeProvider clock)
{
    /// <summary>Products of one delivery.</summary>
    private const int LinesMax = 500;

    /// <param name="reference">For a receipt, what announced the goods; empty where nobody did.</param>
    /// <param name="bin">For a count, the bin where it is known already.</param>
    public async Task<Result<long>> RunAsync(FloorTaskKind kind, WarehouseId warehouse, string reference, BinId? bin, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var isShared = kind == FloorTaskKind.Receive && reference.Length > 0; // Two people may unload one lorry.
        var open = await db.Set<FloorTask>()
            .Where(task => task.Kind == kind && task.WarehouseId == warehouse && task.Reference == reference && (task.State == FloorTaskState.Open || task.State == FloorTaskState.Recount)
                && (isShared || task.StartedBy == user.Name) && (bin == null || task.BinId == bin))
            .OrderByDescending(task => task.Id).Select(task => (long?)task.Id).FirstOrDefaultAsync(ct);
        if (open is { } known) return known;

        var task = new FloorTask { TenantId = db.Tenant, Id = ids.Next(), Kind = kind, WarehouseId = warehouse, Reference = reference, StartedBy = user.Name, StartedAt = clock.GetUtcNow().UtcDateTime };
        if (bin is { } at) task.StandAt(at);
        if (kind == FloorTaskKind.Receive && reference.Length > 0)
        {
            var announced = await inbound.OpenAsync(warehouse, reference, LinesMax, ct);
            if (announced.Count == 0) return FloorTaskProblems.NothingAnnounced(reference);
            task.Lines.AddRange(announced.GroupBy(row => row.Product).Select(row => new FloorLine { TenantId = db.Tenant, FloorTaskId = task.Id, ProductId = row.Key, Expected = row.Sum(one => one.Quantity), InboundId = row.First().Id }));
        }

        db.Add(task);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return task.Id;
    }
}
