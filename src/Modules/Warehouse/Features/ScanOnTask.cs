using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>One scan of a floor job, in a unit of work of its own: it is taken once, whole or not at all.</summary>
internal sealed class ScanOnTask(EntrepotDb db, ScanLog log, IEnumerable<IFloorStep> steps)
{
    /// <summary>A slip of the thumb is more likely than a pallet of more.</summary>
    private const long QuantityMax = 100_000;

    private readonly IFloorStep[] steps = [.. steps];

    public async Task<Result<Sentence>> RunAsync(long id, FloorScan scan, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await log.KnowsAsync(scan.Id, ct)) return (Sentence)"This scan was taken already.";
        if (await db.Set<FloorTask>().AsTracking().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } task) return FloorTaskProblems.Unknown(id);
        if (!task.IsOpen) return FloorTaskProblems.Closed(task.Number);
        if (scan.Quantity is < 1 or > QuantityMax) return FloorTaskProblems.BadPieces(QuantityMax);

        var said = await StepOf(task.Kind).ScanAsync(task, scan with { Code = scan.Code.Trim() }, ct);
        if (said.Problem is not null) return said;

        log.Take(scan.Id, task.Id, scan.Code, scan.Quantity);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return said;
    }

    private IFloorStep StepOf(FloorTaskKind kind) => Array.Find(steps, step => step.Kind == kind) ?? throw new InvalidOperationException($"Nobody knows what a scan means when {kind} is done.");
}
