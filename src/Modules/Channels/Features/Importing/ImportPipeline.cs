using System.Diagnostics;
using System.Threading.Channels;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features.Importing;

/// <summary>
/// Runs one import: checks every file whole, then reads on one thread while the other stores, at most a few batches
/// apart, then matches cancellations.
/// </summary>
internal sealed class ImportPipeline(EntrepotDb db, DatabaseEngine engine, ImportWriter writer, MatchCancellations match)
{
    /// <summary>Batches read ahead of the database: enough to keep both busy, few enough to hold in memory.</summary>
    private const int AheadMax = 3;

    /// <summary>Cancellations and notes in one batch; they are small, but a file may hold nothing else.</summary>
    private const int RestMax = 4_000;

    /// <summary>How long a phase may run before it shows how far it is and asks whether it shall stop.</summary>
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(ImportRun run, IOrderSource source, IReadOnlyList<(string Name, Result<IReadOnlyList<SourceFile>> Files)> inputs, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, run.Stop);
        try
        {
            await CheckAsync(run, source, inputs, progress, either.Token);
            if (run.RefusedFiles.Count > 0) await writer.WriteRefusedFilesAsync(run, either.Token);
            run.Enter(ImportRun.Reading);
            if (run.Files.Count > 0) await ReadAndWriteAsync(run, source, progress, either.Token);

            run.Enter(ImportRun.Matching);
            await match.RunAsync(run.Channel.Id, run.Id, () => BeatAsync(run, progress, either.Token), either.Token);
            run.Tally.MatchedCancellations += await CancellationSql.MatchedAsync(db, run.Id, ct);
            if (run.Files.Count > 0) run.End(ImportState.Done);
            else run.End(ImportState.Refused, run.RefusedFiles[0].Problem.Message);
        }
        catch (OperationCanceledException) when (run.StoppedBy is not null && !ct.IsCancellationRequested)
        {
            run.End(ImportState.Stopped, ImportProblems.Stopped(run.StoppedBy).Message);
        }
        catch (Exception fault)
        {
            if (run.IsResumed && (ct.IsCancellationRequested || engine.IsOutage(fault) || engine.IsAway(fault))) run.PutBack(); // No fault of the file's: it is read again.
            else run.End(ImportState.Failed, ct.IsCancellationRequested ? (Sentence)"It was stopped. Import the same files again; what is known already changes nothing." : $"{fault.Message}");
            await EndAsync(run, CancellationToken.None);
            throw;
        }

        await EndAsync(run, ct);
        progress?.Report(run.Progress());
    }

    /// <summary>Writes how a run ended, or that it is to be taken up again; waits for a database that is away.</summary>
    public Task EndAsync(ImportRun run, CancellationToken ct) => Patience.WhileAwayAsync(engine, Patience.ForTakeover, async () =>
    {
        await writer.WriteProgressAsync(run, ct);
        return run.IsEndStored = run.IsOver;
    }, ct);

    private async Task CheckAsync(ImportRun run, IOrderSource source, IReadOnlyList<(string Name, Result<IReadOnlyList<SourceFile>> Files)> inputs, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var files = new List<SourceFile>();
        foreach (var (name, found) in inputs)
        {
            if (found.Problem is { } unreadable) run.RefusedFiles.Add(new(name, 0, unreadable));
            else files.AddRange(found.Value);
        }

        run.Begin(files, ct);
        await WithBeatAsync(Task.Run(() => Check(run, source, files), ct), run, progress, ct);
    }

    private static void Check(ImportRun run, IOrderSource source, List<SourceFile> files)
    {
        foreach (var file in files)
            if (source.Check(file) is { } problem) run.Refuse(file, problem);

        if (run.Files.Count > 0 && source.CheckTogether() is { } together)
            foreach (var file in run.Files) run.Refuse(file, together);
        run.MissingColumns = source.MissingColumns;
    }

    private async Task ReadAndWriteAsync(ImportRun run, IOrderSource source, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<List<Delivery>>(AheadMax);
        var reading = Task.Run(() => ReadAsync(run, source, batches.Writer, stop.Token), stop.Token);
        try
        {
            while (await WithBeatAsync(batches.Reader.WaitToReadAsync(ct).AsTask(), run, progress, ct))
            {
                while (batches.Reader.TryRead(out var batch))
                {
                    await writer.WriteAsync(run, batch, ct);
                    await BeatAsync(run, progress, ct);
                }
            }
        }
        finally
        {
            await stop.CancelAsync(); // When storing failed, the reader must not wait for room for ever.
        }

        await reading;
    }

    private async Task<T> WithBeatAsync<T>(Task<T> work, ImportRun run, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        await WithBeatAsync((Task)work, run, progress, ct);
        return await work;
    }

    private async Task WithBeatAsync(Task work, ImportRun run, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        while (!work.IsCompleted && await Task.WhenAny(work, Task.Delay(Beat, ct)) != work) await BeatAsync(run, progress, ct);
        await work;
    }

    /// <summary>Shows how far the run is; every half second also to other processes, and stops it when somebody has asked for that.</summary>
    private async Task BeatAsync(ImportRun run, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        progress?.Report(run.Progress());
        ct.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(run.Beaten) < Beat) return;
        run.Beaten = Stopwatch.GetTimestamp();
        await writer.WriteProgressAsync(run, ct);
        if (run.StoppedBy is null && await ImportSql.StopAskedByAsync(db, run.Id, ct) is { } user) run.StopFor(user);
        ct.ThrowIfCancellationRequested();
    }

    private static async Task ReadAsync(ImportRun run, IOrderSource source, ChannelWriter<List<Delivery>> batches, CancellationToken ct)
    {
        Exception? fault = null;
        try
        {
            var batch = new List<Delivery>();
            var (orders, rest) = (0, 0);
            foreach (var delivery in source.Read(run.Tally))
            {
                batch.Add(delivery);
                orders += delivery.Order is null ? 0 : 1;
                rest += delivery.Cancelled.Count + delivery.Notes.Count;
                if (orders < IOrderIntake.BatchMax && rest < RestMax) continue;
                await batches.WriteAsync(batch, ct);
                batch = [];
                (orders, rest) = (0, 0);
            }

            if (batch.Count > 0) await batches.WriteAsync(batch, ct);
        }
        catch (Exception exception)
        {
            fault = exception;
        }

        batches.Complete(fault);
    }
}
