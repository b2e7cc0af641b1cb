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
internal sealed class ImportPipeline(EntrepotDb db, ImportWriter writer, MatchCancellations match)
{
    /// <summary>Batches read ahead of the database: enough to keep both busy, few enough to hold in memory.</summary>
    private const int AheadMax = 3;

    /// <summary>Cancellations and notes in one batch; they are small, but a file may hold nothing else.</summary>
    private const int RestMax = 4_000;

    public async Task RunAsync(ImportRun run, IOrderSource source, IReadOnlyList<(string Name, Result<IReadOnlyList<SourceFile>> Files)> inputs, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        try
        {
            await Task.Run(() => Check(run, source, inputs, ct), ct);
            run.Phase = "reading";
            progress?.Report(run.Progress());
            if (run.Files.Count > 0) await ReadAndWriteAsync(run, source, progress, ct);

            run.Phase = "matching";
            progress?.Report(run.Progress());
            await match.RunAsync(run.Channel.Id, run.Id, ct);
            run.Tally.MatchedCancellations += await CancellationSql.MatchedAsync(db, run.Id, ct);
            if (run.Files.Count > 0) run.End(ImportState.Done);
            else run.End(ImportState.Refused, run.RefusedFiles[0].Problem.Message);
        }
        catch (Exception fault)
        {
            if (run.IsResumed && ct.IsCancellationRequested) run.PutBack();
            else run.End(ImportState.Failed, ct.IsCancellationRequested ? "It was stopped. Import the same files again; what is known already changes nothing." : fault.Message);
            await writer.WriteProgressAsync(run, CancellationToken.None);
            throw;
        }

        await writer.WriteProgressAsync(run, ct);
        progress?.Report(run.Progress());
    }

    /// <summary>Writes the end of a run that did not get as far as its files.</summary>
    public Task EndAsync(ImportRun run, CancellationToken ct) => writer.WriteProgressAsync(run, ct);

    private static void Check(ImportRun run, IOrderSource source, IReadOnlyList<(string Name, Result<IReadOnlyList<SourceFile>> Files)> inputs, CancellationToken ct)
    {
        foreach (var (name, files) in inputs)
        {
            if (files.Problem is { } unreadable)
            {
                run.RefusedFiles.Add(new(name, 0, unreadable));
                continue;
            }

            foreach (var file in files.Value)
            {
                ct.ThrowIfCancellationRequested();
                if (source.Check(file) is { } problem) run.RefusedFiles.Add(new(file.Name, 0, problem));
                else run.Files.Add(file);
            }
        }
    }

    private async Task ReadAndWriteAsync(ImportRun run, IOrderSource source, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Channel.CreateBounded<List<Delivery>>(AheadMax);
        var reading = Task.Run(() => ReadAsync(run, source, batches.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            {
                await writer.WriteAsync(run, batch, ct);
                progress?.Report(run.Progress());
            }
        }
        finally
        {
            await stop.CancelAsync(); // When storing failed, the reader must not wait for room for ever.
        }

        await reading;
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
