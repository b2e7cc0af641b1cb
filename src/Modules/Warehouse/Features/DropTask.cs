using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Throws a floor job away. What was moved stays moved; what was only counted is forgotten.</summary>
internal sealed class DropTask(EntrepotDb db, CurrentUser user, TimeProvider clock)
{
    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<FloorTask>().AsTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } task) return FloorTaskProblems.Unknown(id);
        if (task.State == FloorTaskState.Dropped) return Result.Ok;
        if (!task.IsOpen) return FloorTaskProblems.Closed(task.Number);

        task.Close(FloorTaskState.Dropped, user.Name, clock.GetUtcNow().UtcDateTime);
        return await unit.CommitAsync(ct);
    }
}
