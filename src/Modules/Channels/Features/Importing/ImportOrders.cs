using System.Globalization;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Faults;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Imports files of orders from start to end.</summary>
internal sealed class ImportOrders(EntrepotDb db, IdBlocks ids, WorkClock clock, CurrentUser user, Profiles profiles, ISalesChannels channels, ImportPipeline pipeline, UploadedFiles uploads) : IOrderImport
{
    public async Task<Result<ImportSummary>> RunAsync(ImportRequest request, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        if (request.Content is not { } content) return await RunFilesAsync(request, request.Paths, progress, ct);

        // A stream is read twice, so it is laid down first.
        var spool = Path.GetTempFileName();
        try
        {
            await using (var file = File.Create(spool)) await content.CopyToAsync(file, ct);
            return await RunFilesAsync(request, [spool], progress, ct);
        }
        finally
        {
            File.Delete(spool);
        }
    }

    /// <summary>
    /// An upload whose row stands in the database already, like its file, which goes with the end: whoever takes the import
    /// up after a crash, or when the database is back, reads it again.
    /// </summary>
    public async Task RunQueuedAsync(ImportRow row, CancellationToken ct)
    {
        var channel = (await channels.AllAsync(ct)).Single(channel => channel.Id == row.ChannelId);
        var profile = await profiles.FindAsync(row.Profile, ct);
        using var run = new ImportRun(row.Id, channel, profile.Problem is null && (row.Complete ?? profile.Value.Complete)) { IsResumed = true };
        var spool = row.SpoolPath;
        try
        {
            if (profile.Problem is { } problem)
            {
                run.End(ImportState.Refused, problem.Message);
                await pipeline.EndAsync(run, ct);
            }
            else
            {
                spool ??= await uploads.LayDownAsync(row.Id, row.UploadBytes ?? 0, ct);
                using var source = OrderSources.For(profile.Value);
                await pipeline.RunAsync(run, source, [(row.Name, SourceFile.In(spool, row.Name, profile.Value.Format != "csv"))], null, ct);
            }
        }
        catch (InvalidDataException broken)
        {
            run.End(ImportState.Failed, $"{broken.Message}");
            await pipeline.EndAsync(run, ct);
        }
        finally
        {
            CrashPoints.Pass(nameof(ImportOrders), "before", "delete");
            if (spool is not null && (row.SpoolPath is null || run.IsEndStored)) File.Delete(spool);
            CrashPoints.Pass(nameof(ImportOrders), "after", "delete");
        }
    }

    private async Task<Result<ImportSummary>> RunFilesAsync(ImportRequest request, IReadOnlyList<string> paths, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var found = await profiles.FindAsync(request.Profile, ct);
        if (found.Problem is { } unknown) return unknown;
        var unfolded = SourceFile.Unfold(paths);
        if (unfolded.Problem is { } missing) return missing;
        if ((await channels.AllAsync(ct)).FirstOrDefault(channel => channel.Id == request.Channel) is not { } channel)
            return ChannelsProblems.ChannelNotFound(request.Channel.Value.ToString(CultureInfo.InvariantCulture));

        var profile = found.Value;
        var files = unfolded.Value;
        List<(string, Result<IReadOnlyList<SourceFile>>)> inputs = [.. files.Select(path => Input(path, request, profile))];
        using var run = new ImportRun(ids.Next(), channel, request.Complete ?? profile.Complete, request.HsCodeOf);
        await AddAsync(run, request, inputs[0].Item1, inputs.Count, await profiles.VersionAsync(request.Profile, ct), ct);
        using var source = OrderSources.For(profile);
        await pipeline.RunAsync(run, source, inputs, progress, ct);

        if (run.StoppedBy is { } by) return ImportProblems.Stopped(by);
        if (run.State != ImportState.Refused) return run.Summary();
        var first = run.RefusedFiles[0];
        return first.Problem with { Message = $"{first.File}: {first.Problem.Message}" };
    }

    private static (string, Result<IReadOnlyList<SourceFile>>) Input(string path, ImportRequest request, MappingProfile profile)
    {
        var name = request.Content is null ? Path.GetFileName(path) : request.ContentName;
        return (name, SourceFile.In(path, name, profile.Format != "csv"));
    }

    private async Task AddAsync(ImportRun run, ImportRequest request, string first, int count, long version, CancellationToken ct)
    {
        var now = clock.Now;
        await using var unit = await db.BeginAsync(ct);
        db.Writes.Insert(new ImportRow
        {
            TenantId = db.Tenant,
            Id = run.Id,
            ChannelId = request.Channel,
            Profile = request.Profile,
            ProfileVersion = version,
            Name = count == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first} + {count - 1}"),
            State = ImportState.Running,
            Phase = run.Phase,
            RequestedBy = user.Name,
            RequestedAt = now,
            ProgressAt = now,
            Complete = run.Complete,
        });
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
    }
}
