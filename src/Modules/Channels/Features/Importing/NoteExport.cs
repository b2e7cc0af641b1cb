using System.Globalization;
using CsvHelper;
using Entrepot.Channels.Data;
using Entrepot.Channels.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Channels.Features.Importing;

/// <summary>The rows that an import set aside, as CSV in the reader's language. Cells that a spreadsheet would run as a formula are made harmless.</summary>
internal sealed class NoteExport(EntrepotDb db, Text words)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/imports/{id:long}/refused.csv", async (long id, EntrepotDb db, NoteExport export, CancellationToken ct) => await db.Set<ImportRow>().AnyAsync(row => row.Id == id, ct)
                ? Results.Stream(body => export.WriteAsync(id, body), "text/csv; charset=utf-8", $"import-{id}-refused.csv") : PageResult.Refused(ChannelsProblems.ImportNotFound(id)))
            .RequireAuthorization("imports.view");

    internal async Task WriteAsync(long id, Stream body)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "kind", "file", "row", "order", "field", "why", "what_to_do" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        await foreach (var note in db.Set<ImportNoteRow>().Where(note => note.ImportId == id).OrderBy(note => note.Id).AsAsyncEnumerable())
        {
            csv.WriteField(note.Kind.ToString());
            csv.WriteField(note.File);
            csv.WriteField(note.Line.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(note.Number);
            csv.WriteField(note.Field);
            csv.WriteField(words[note.Why]);
            csv.WriteField(words[note.WhatToDo]);
            await csv.EndRecordAsync();
        }
    }
}
