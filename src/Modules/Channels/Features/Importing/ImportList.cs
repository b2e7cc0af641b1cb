using Entrepot.Channels.Contracts;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Channels.Domain.Importing;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Importing;

/// <summary>The imports of the company: how far they are, and what every row came to.</summary>
internal sealed class ImportList(EntrepotDb db, ISalesChannels channels, WorkClock clock)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/imports", async (ListUrl url, ImportList list, CancellationToken ct) => PageResult.Show<ImportListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("imports.view");
        routes.MapGet("/imports/{id:long}", async (long id, ListUrl url, ImportList list, CancellationToken ct) =>
                await list.FindAsync(id, url, ct) is { } found ? PageResult.Show<ImportDetailPage>(new { Found = found }) : PageResult.Refused(ChannelsProblems.ImportNotFound(id)))
            .RequireAuthorization("imports.view");
    }

    private async Task<ImportListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var rows = await db.Set<ImportRow>().OrderByDescending(row => row.RequestedAt).ThenByDescending(row => row.Id).Skip((url.Page - 1) * ImportListView.PageSize).Take(ImportListView.PageSize).ToListAsync(ct);
        var names = await NamesAsync(ct);
        return new(url, rows.ConvertAll(row => Line(row, names)), await db.Set<ImportRow>().LongCountAsync(ct),
            await db.Set<IncomingRow>().LongCountAsync(row => row.State == IncomingState.Parked && row.State != IncomingState.Taken, ct), await db.Set<ConflictRow>().LongCountAsync(row => row.Decided == null, ct));
    }

    private async Task<ImportDetailView?> FindAsync(long id, ListUrl url, CancellationToken ct)
    {
        if (await db.Set<ImportRow>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return null;

        var notes = db.Set<ImportNoteRow>().Where(note => note.ImportId == id);
        var shown = await notes.OrderBy(note => note.Id).Skip((url.Page - 1) * ImportListView.PageSize).Take(ImportListView.PageSize).ToListAsync(ct);
        return new(url, Line(import, await NamesAsync(ct)),
            shown.ConvertAll(note => new NoteLine(note.Kind.ToString(), note.File, note.Line, note.Number, note.Field, note.Why, note.WhatToDo)), await notes.LongCountAsync(ct));
    }

    private async Task<Dictionary<SalesChannelId, string>> NamesAsync(CancellationToken ct) => (await channels.AllAsync(ct)).ToDictionary(channel => channel.Id, channel => channel.Name);

    private ImportLine Line(ImportRow row, Dictionary<SalesChannelId, string> names) => new(
        row.Id, row.Name, row.Profile, row.ProfileVersion, names.GetValueOrDefault(row.ChannelId, ""), Word(row), Phase(row.Phase), row.FinishedAt is not null, row.Complete == true, row.RequestedAt, row.RequestedBy, row.Error, row.Notice,
        row.Files, row.FilesDone, row.FilesRefused, row.Bytes, row.BytesDone, row.Rows, row.GoodsRows, row.ServiceRows, row.CancelledRows, row.MatchedCancellations,
        row.RefusedRows, row.StockAdjustmentRows, row.Orders, row.Duplicates, row.Conflicts, Major(row.AmountInMicros),
        Major(row.OrderAmountMicros + row.RoundingMicros + row.CancelledAmountMicros + row.AdjustedAmountMicros + row.RefusedAmountMicros), row.Milliseconds / 1000m);

    private static decimal Major(long micros) => micros / 1_000_000m;

    private StatusWord Word(ImportRow row) => row.State switch
    {
        ImportState.Queued => new(Tone.Rest, "Waiting"),
        ImportState.Running when row.ProgressAt < clock.Now - ImportWorker.SilentFor => new(Tone.Stop, "Broken off"),
        ImportState.Running when row.StopAskedBy is not null => new(Tone.Warn, "Stopping"),
        ImportState.Running => new(Tone.Run, "Running"),
        ImportState.Done => new(Tone.Go, "Done"),
        ImportState.Refused => new(Tone.Warn, "Refused"),
        ImportState.Failed => new(Tone.Stop, "Failed"),
        ImportState.Stopped => new(Tone.Warn, "Stopped"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Phase(string phase) => phase switch
    {
        ImportRun.Checking => "Checking the files from end to end",
        ImportRun.Reading => "Reading orders",
        ImportRun.Matching => "Matching cancellations",
        "waiting" => "Waiting for its turn",
        _ => "Finished",
    };
}
