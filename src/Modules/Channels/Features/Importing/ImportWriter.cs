using System.Diagnostics;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Platform.Data;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Stores what an import reads: orders through the front door, then their cancellations, notes and progress in one transaction.</summary>
internal sealed class ImportWriter(EntrepotDb db, IdBlocks ids, IOrderIntake intake, ITestWorld world, WorkClock clock, Signals signals, UploadedFiles uploads)
{
    /// <summary>A file of nothing but faults must not fill the database; the rest is counted.</summary>
    public const int NotesMax = 100_000;

    /// <summary>How often progress is written when nothing else is.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(500);

    public async Task WriteAsync(ImportRun run, IReadOnlyList<Delivery> batch, CancellationToken ct)
    {
        var orders = batch.Where(delivery => delivery.Order is not null).ToList();
        var found = batch.SelectMany(delivery => delivery.Notes).ToList();
        if (orders.Count > 0)
        {
            if (run.Complete) await CompleteAsync(run, orders, ct);
            var answers = await intake.AcceptAsync(run.Channel.Id, orders.ConvertAll(delivery => delivery.Order!), orders.ConvertAll(delivery => delivery.Raw), ct);
            for (var i = 0; i < answers.Count; i++)
            {
                run.Tally.Answered(orders[i], answers[i].Outcome);
                if (answers[i] is { Outcome: IntakeOutcome.Refused, Problem: { } problem })
                    found.Add(new(RowKind.Refused, orders[i].File, orders[i].Line, answers[i].ExternalNumber, problem.Field ?? "", problem.Message, "Correct the order and import it again.", orders[i].OrderAmount));
            }
        }

        foreach (var note in batch.SelectMany(delivery => delivery.Notes)) run.Tally.Noted(note);
        await WriteRestAsync(run, batch, found, ct);
    }

    private async Task CompleteAsync(ImportRun run, List<Delivery> orders, CancellationToken ct)
    {
        var complete = world.Complete(orders.ConvertAll(delivery => delivery.Order!));
        for (var i = 0; i < orders.Count; i++) orders[i].Order = complete[i];
        await world.AddProductsAsync(run.Channel, complete, run.HsCodeOf, ct);
    }

    /// <summary>Lists the files that were refused as a whole among the rows that were set aside; none of their rows was counted.</summary>
    public async Task WriteRefusedFilesAsync(ImportRun run, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        foreach (var file in run.RefusedFiles) Add(run, new(RowKind.Refused, file.File, file.Row, "", file.Problem.Field ?? "", file.Problem.Message, "Mend the file and import it again.", null));
        await CommitAsync(run, unit, ct);
    }

    /// <summary>Writes how far the run is, whatever the last time was.</summary>
    public async Task WriteProgressAsync(ImportRun run, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        await CommitAsync(run, unit, ct);
    }

    private async Task WriteRestAsync(ImportRun run, IReadOnlyList<Delivery> batch, List<RowNote> found, CancellationToken ct)
    {
        var cancelled = batch.SelectMany(delivery => delivery.Cancelled).ToList();
        if (cancelled.Count == 0 && found.Count == 0 && Stopwatch.GetElapsedTime(run.ProgressWritten) < ProgressEvery) return;

        await using var unit = await db.BeginAsync(ct);
        if (cancelled.Count > 0) await AddCancelledAsync(run, cancelled, ct);
        foreach (var note in found.Where(_ => run.Notes++ < NotesMax)) Add(run, note);
        await CommitAsync(run, unit, ct);
    }

    private async Task AddCancelledAsync(ImportRun run, List<CancelledRow> cancelled, CancellationToken ct)
    {
        var known = await CancellationSql.KnownAsync(db, run.Channel.Id, cancelled.Select(row => row.Reference).Distinct(), ct);
        var now = clock.Now;
        foreach (var row in cancelled)
        {
            run.Tally.Cancelled(row);
            if (known.TryGetValue((row.Reference, row.LineKey), out var state))
            {
                if (state == CancellationState.Matched) run.Tally.MatchedCancellations++;
                if (state == CancellationState.Pending) db.Writes.Execute(CancellationSql.Adopt, false, db.Tenant.Value, run.Channel.Id.Value, row.Reference, row.LineKey, run.Id);
                continue;
            }

            known[(row.Reference, row.LineKey)] = CancellationState.Unmatched;
            db.Writes.Insert(new CancellationRow
            {
                TenantId = db.Tenant,
                Id = ids.Next(),
                ChannelId = run.Channel.Id,
                Reference = row.Reference,
                LineKey = row.LineKey,
                PlacedAt = row.PlacedAt,
                ReceivedAt = now,
                ExternalNumber = row.ExternalNumber,
                BuyerId = row.BuyerId,
                Code = row.Code,
                Description = row.Description,
                UnitPriceMicros = row.UnitPriceMicros,
                Quantity = row.Quantity,
                State = CancellationState.Pending,
                ImportId = run.Id,
            });
        }
    }

    private void Add(ImportRun run, RowNote note) => db.Writes.Insert(new ImportNoteRow
    {
        TenantId = db.Tenant,
        Id = ids.Next(),
        ImportId = run.Id,
        Kind = note.Kind,
        File = note.File,
        Line = note.Line,
        Number = Short(note.Number, 100),
        Field = note.Field,
        Why = note.Why,
        WhatToDo = note.WhatToDo,
        AmountMicros = note.Amount is { } amount ? ImportSql.Micros(amount) : null,
    });

    private async Task CommitAsync(ImportRun run, UnitOfWork unit, CancellationToken ct)
    {
        ImportSql.Note(db, run, clock.Now);
        if (run.IsOver && run.IsResumed) uploads.Forget(run.Id);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        run.ProgressWritten = Stopwatch.GetTimestamp();
        Count(run);
    }

    /// <summary>What has come since the last time; a row that is refused later than it was read is counted when it is.</summary>
    private void Count(ImportRun run)
    {
        var (goods, service, cancelled, refused) = run.RowsCounted;
        run.RowsCounted = (run.Tally.GoodsRows, run.Tally.ServiceRows, run.Tally.CancelledRows, run.Tally.RefusedRows);
        signals.RowsImported(db.Tenant, "goods", run.RowsCounted.Goods - goods);
        signals.RowsImported(db.Tenant, "service", run.RowsCounted.Service - service);
        signals.RowsImported(db.Tenant, "cancelled", run.RowsCounted.Cancelled - cancelled);
        signals.RowsImported(db.Tenant, "refused", run.RowsCounted.Refused - refused);
    }

    private static string Short(string text, int max) => text.Length > max ? text[..max] + "…" : text;
}
