using System.Globalization;
using CsvHelper;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Insights.Features.Auditing;

/// <summary>Who changed what, over everything of the company; read only, and exported as it is filtered.</summary>
internal sealed class AuditPages(ChangeLog log, IEnumerable<Audited> kinds)
{
    private const string Path = "/audit";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, Web web, AuditPages pages, CancellationToken ct) => PageResult.Show<AuditPage>(new { Found = await pages.ListAsync(url, web, ct) })).RequireAuthorization("audit.view");
        routes.MapGet(Path + "/export.csv", (ListUrl url, Web web, AuditPages pages) => Results.Stream(body => pages.WriteAsync(url, web, body), "text/csv; charset=utf-8", "audit.csv")).RequireAuthorization("audit.view");
    }

    private async Task<AuditView> ListAsync(ListUrl url, Web web, CancellationToken ct)
    {
        var found = log.Find(FilterOf(url, web));
        return new(url, await found.Skip((url.Page - 1) * AuditView.PageSize).Take(AuditView.PageSize).ToListAsync(ct), await found.LongCountAsync(ct), await log.ActorsAsync(ct), [.. kinds.OrderBy(kind => kind.Word, StringComparer.Ordinal)]);
    }

    private async Task WriteAsync(ListUrl url, Web web, Stream body)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "at", "actor", "subject", "field", "before", "after", "reason" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        await foreach (var change in log.Find(FilterOf(url, web)).AsAsyncEnumerable())
        {
            csv.WriteField(change.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            foreach (var field in new[] { change.Actor, change.Subject, change.Field, change.Before, change.After, change.Reason }) csv.WriteField(field);
            await csv.EndRecordAsync();
        }
    }

    /// <summary>Days are those of the reader's zone.</summary>
    private static ChangeFilter FilterOf(ListUrl url, Web web) =>
        new(url["subject"], url["actor"], url["q"], Start(url.Day("from"), web.Zone), Start(url.Day("to")?.AddDays(1), web.Zone));

    private static DateTime? Start(DateOnly? day, TimeZoneInfo zone)
    {
        if (day is not { } there) return null;
        var midnight = there.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15); // Where clocks go forward at midnight, the day starts later.
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }
}
