using System.Globalization;
using CsvHelper;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Rules.Features;

/// <summary>The blacklist for people: look through it, add somebody with a reason, take an entry off with a reason, export it.</summary>
internal sealed class BlacklistPages(EntrepotDb db, BlacklistList list, EditBlacklist edit)
{
    private const string Path = "/blacklist";

    /// <summary>An e-mail address has at most 254 characters (RFC 5321); names and streets are shorter.</summary>
    private const int ValueLengthMax = 254;

    private const int ReasonLengthMax = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, BlacklistPages pages, CancellationToken ct) => await pages.ShowAsync(url, PostedForm.Blank, ct)).RequireAuthorization("rules.view");
        routes.MapPost(Path, async (PostedForm form, BlacklistPages pages, Text words, CancellationToken ct) => await pages.AddAsync(form, words, ct)).RequireAuthorization("rules.edit");
        routes.MapGet(Path + "/{id:long}/remove", async (long id, BlacklistPages pages, CancellationToken ct) => await pages.AskAsync(id, PostedForm.Blank, ct)).RequireAuthorization("rules.edit");
        routes.MapPost(Path + "/{id:long}/remove", async (long id, PostedForm form, BlacklistPages pages, Text words, CancellationToken ct) => await pages.RemoveAsync(id, form, words, ct)).RequireAuthorization("rules.edit");
        routes.MapGet(Path + "/export.csv", (ListUrl url, BlacklistPages pages) => Results.Stream(body => pages.WriteAsync(url, body), "text/csv; charset=utf-8", "blacklist.csv")).RequireAuthorization("rules.view");
    }

    private async Task<PageResult> ShowAsync(ListUrl url, PostedForm form, CancellationToken ct)
    {
        var view = await list.RunAsync(url, ct);
        return form.HasProblems ? PageResult.Invalid<BlacklistPage>(new { View = view, Posted = form }) : PageResult.Show<BlacklistPage>(new { View = view });
    }

    private async Task<PageResult> AddAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var kind = form.Choice<BlacklistKind>("kind", required: true) ?? BlacklistKind.Email;
        var isAddress = kind == BlacklistKind.Address;
        var value = form.Text("value", required: !isAddress, longest: ValueLengthMax);
        var address = isAddress ? AddressOf(form) : null;
        var entry = new NewBlacklistEntry(kind, isAddress ? "" : value, address, form.Text("reason", required: true, longest: ReasonLengthMax), form.Day("until"));
        if (!form.HasProblems && (await edit.AddAsync(entry, ct)).Problem is { } refused) form.With(refused.Code == "rules.blacklist_entry_empty" && isAddress ? refused with { Field = "line1" } : refused);
        return form.HasProblems ? await ShowAsync(new(Path, []), form, ct) : PageResult.Go(Path).Saying(words["On the blacklist from now on"]);
    }

    private static Address AddressOf(PostedForm form) => new()
    {
        Line1 = form.Text("line1", required: true, longest: ValueLengthMax),
        Postcode = form.Text("postcode", required: true, longest: 16),
        City = form.Text("city", longest: ValueLengthMax),
        Country = form.Text("country", required: true, longest: 2),
    };

    private async Task<PageResult> AskAsync(long id, PostedForm form, CancellationToken ct)
    {
        if (await db.Set<BlacklistEntry>().SingleOrDefaultAsync(entry => entry.Id == new BlacklistEntryId(id), ct) is not { } entry) return PageResult.Refused(RulesProblems.BlacklistEntryNotFound(id));

        var view = await list.RunAsync(new(Path, []), ct) with { Removing = list.Row(entry) };
        return form.HasProblems ? PageResult.Invalid<BlacklistPage>(new { View = view, Posted = form }) : PageResult.Show<BlacklistPage>(new { View = view });
    }

    private async Task<PageResult> RemoveAsync(long id, PostedForm form, Text words, CancellationToken ct)
    {
        var reason = form.Text("why", required: true, longest: ReasonLengthMax);
        if (form.HasProblems) return await AskAsync(id, form, ct);
        return (await edit.RemoveAsync(id, reason, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(Path).Saying(words["Taken off the blacklist|done"]);
    }

    private async Task WriteAsync(ListUrl url, Stream body)
    {
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "kind", "value", "reason", "until", "added_at", "added_by" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        await foreach (var entry in list.Filter(url).OrderByDescending(entry => entry.Id).AsAsyncEnumerable())
        {
            csv.WriteField(entry.Kind.ToString());
            csv.WriteField(entry.Shown);
            csv.WriteField(entry.Reason);
            csv.WriteField(entry.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "");
            csv.WriteField(entry.AddedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            csv.WriteField(entry.AddedBy);
            await csv.EndRecordAsync();
        }
    }
}
