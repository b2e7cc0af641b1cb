using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Importing;

/// <summary>
/// Stops an import. A running one learns of it within a second, in whichever process it runs; what it has accepted stays,
/// and importing the same file again goes on from there.
/// </summary>
internal sealed class StopImport(EntrepotDb db, CurrentUser user, WorkClock clock, UploadedFiles uploads)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/imports/{id:long}/stop", async (long id, StopImport stop, Text words, CancellationToken ct) =>
                PageResult.After(await stop.RunAsync(id, ct), words["The import is being stopped"], $"/imports/{id}"))
            .RequireAuthorization("imports.run");

    public async Task<Result> RunAsync(long id, CancellationToken ct)
    {
        if (await db.Set<ImportRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return ChannelsProblems.ImportNotFound(id);

        var now = clock.Now;
        var silentSince = now - ImportWorker.SilentFor;
        var why = ImportProblems.Stopped(user.Name).Message;
        await using var unit = await db.BeginAsync(ct);
        var own = db.Set<ImportRow>().Where(row => row.Id == id);

        // Nobody works on it yet, or nobody does any more: there is no process to tell.
        var ended = await own.Where(row => row.State == ImportState.Queued || (row.State == ImportState.Running && row.ProgressAt < silentSince)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ImportState.Stopped).SetProperty(row => row.Phase, "finished").SetProperty(row => row.FinishedAt, now)
                .SetProperty(row => row.StopAskedBy, user.Name).SetProperty(row => row.Error, why), ct);
        if (ended == 0 && await own.Where(row => row.State == ImportState.Running).ExecuteUpdateAsync(set => set.SetProperty(row => row.StopAskedBy, user.Name), ct) == 0)
            return ChannelsProblems.ImportNotRunning();

        if (ended > 0) uploads.Forget(id);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        if (ended > 0 && import.SpoolPath is { } spool) File.Delete(spool);
        return Result.Ok;
    }
}
