using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Watching;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Insights.Features.Working;

/// <summary>The work queue for people: what waits, runs and is parked, and what to do about it.</summary>
internal sealed class WorkPages(EntrepotDb db, IServiceProvider services, WorkDesk desk, Destinations destinations, ChangeLog log, WorkClock clock)
{
    private const string Path = "/work";

    internal sealed record Answer(IReadOnlyList<WorkRow> Items, long Total);

    internal sealed record Discard(string? Reason);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/work", async (ListUrl url, WorkPages pages, CancellationToken ct) => await pages.AnswerAsync(url, ct))
            .RequireAuthorization("work.view").WithSummary("The company's work queue; filters state, kind, destination, q; 50 a page");
        routes.MapPost("/api/v1/work/{id:long}/retry", async (long id, WorkDesk desk, CancellationToken ct) => (await desk.RetryAsync(id, ct)).ToHttp())
            .RequireAuthorization("work.edit").DisableAntiforgery().WithSummary("Make work due now that waits or is parked");
        routes.MapPost("/api/v1/work/{id:long}/discard", async (long id, Discard discard, WorkDesk desk, CancellationToken ct) => (await desk.DiscardAsync(id, discard.Reason ?? "", ct)).ToHttp())
            .RequireAuthorization("work.edit").DisableAntiforgery().WithSummary("Give work up for good, with a reason");

        routes.MapGet(Path, async (ListUrl url, WorkPages pages, CancellationToken ct) => PageResult.Show<WorkListPage>(new { Found = await pages.ListAsync(url, null, ct) })).RequireAuthorization("work.view");
        routes.MapPost(Path + "/retry", async (BulkSelection selection, WorkDesk desk, Text words, CancellationToken ct) => Say(await desk.RetryAllAsync(Meant(selection), ct), words)).RequireAuthorization("work.edit");
        routes.MapPost(Path + "/discard", async (BulkSelection selection, PostedForm form, WorkPages pages, Text words, CancellationToken ct) => await pages.DiscardAsync(selection, form, words, ct)).RequireAuthorization("work.edit");
        routes.MapGet(Path + "/{id:long}", async (long id, WorkPages pages, CancellationToken ct) => await pages.ShowAsync(id, PostedForm.Blank, ct)).RequireAuthorization("work.view");
        routes.MapPost(Path + "/{id:long}/retry", async (long id, WorkDesk desk, Text words, CancellationToken ct) => PageResult.After(await desk.RetryAsync(id, ct), words["It is tried again now"], Path)).RequireAuthorization("work.edit");
        routes.MapPost(Path + "/{id:long}/discard", async (long id, PostedForm form, WorkPages pages, Text words, CancellationToken ct) => await pages.DiscardAsync(id, form, words, ct)).RequireAuthorization("work.edit");
    }

    private async Task<Answer> AnswerAsync(ListUrl url, CancellationToken ct)
    {
        var found = desk.Find(FilterOf(url));
        return new(await RowsAsync(found, url, ct), await found.LongCountAsync(ct));
    }

    private async Task<WorkListView> ListAsync(ListUrl url, BulkSelection? discarding, CancellationToken ct)
    {
        var found = desk.Find(FilterOf(url));
        var all = db.Set<WorkItem>();
        var byState = await all.GroupBy(item => item.State).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, ct);
        var pairs = await all.Select(item => new { item.Kind, item.Destination }).Distinct().ToListAsync(ct);
        var called = pairs.Select(pair => pair.Destination.Length > 0 ? pair.Destination : pair.Kind).ToHashSet(StringComparer.Ordinal); // No other company's.
        return new(
            url, await RowsAsync(found, url, ct), await found.LongCountAsync(ct), byState,
            [.. pairs.Select(pair => pair.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. pairs.Select(pair => pair.Destination).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. (await Backlogs.ReadAsync(services, ct)).Where(queue => queue.Due > 0 || queue.Parked > 0)], await SchedulesAsync(all, ct),
            [.. destinations.States.Where(one => called.Contains(one.Name))], await log.OfAsync(WorkDesk.Subject, ct), clock.Now, discarding);
    }

    /// <summary>Their items are numbered below zero.</summary>
    private static async Task<List<ScheduleRow>> SchedulesAsync(IQueryable<WorkItem> all, CancellationToken ct) =>
        await all.Where(item => item.Id < 0).OrderBy(item => item.DueAt).ThenBy(item => item.Kind).Select(item => new ScheduleRow(item.Id, item.Kind, item.State, item.RanAt, item.DueAt, item.Error)).ToListAsync(ct);

    private static async Task<List<WorkRow>> RowsAsync(IQueryable<WorkItem> found, ListUrl url, CancellationToken ct) =>
        await (url.Sort == "-due" ? found.OrderByDescending(item => item.DueAt).ThenByDescending(item => item.Id) : found.OrderBy(item => item.DueAt).ThenBy(item => item.Id))
            .Skip((url.Page - 1) * WorkListView.PageSize).Take(WorkListView.PageSize)
            .Select(item => new WorkRow(item.Id, item.Kind, item.Key, item.Destination, item.State, item.Attempts, item.CreatedAt, item.DueAt, item.Error)).ToListAsync(ct);

    private async Task<PageResult> ShowAsync(long id, PostedForm form, CancellationToken ct)
    {
        if (await db.Set<WorkItem>().SingleOrDefaultAsync(item => item.Id == id, ct) is not { } item) return PageResult.Go(Path);
        var view = WorkItemView.Of(item);
        return form.HasProblems ? PageResult.Invalid<WorkItemPage>(new { View = view, Posted = form }) : PageResult.Show<WorkItemPage>(new { View = view });
    }

    private async Task<PageResult> DiscardAsync(long id, PostedForm form, Text words, CancellationToken ct)
    {
        var reason = form.Text("reason", required: true, longest: 500);
        if (!form.HasProblems && (await desk.DiscardAsync(id, reason, ct)).Problem is { } problem) return PageResult.Refused(problem);
        return form.HasProblems ? await ShowAsync(id, form, ct) : PageResult.Go(Path).Saying(words["It is discarded"]);
    }

    /// <summary>Asked without a reason, by a button of the list, it shows what would be discarded and asks for one.</summary>
    private async Task<PageResult> DiscardAsync(BulkSelection selection, PostedForm form, Text words, CancellationToken ct)
    {
        if (!form.Has("reason") && selection is { Ids.Count: 0, Found: null }) return Say((await desk.DiscardAllAsync(Meant(selection), "-", ct)).Problem is { } nothing ? nothing : 0, words);
        var reason = form.Has("reason") ? form.Text("reason", required: true, longest: 500) : "";
        if (reason.Length > 0 && !form.HasProblems) return Say(await desk.DiscardAllAsync(Meant(selection), reason, ct), words, "{0} item discarded", "{0} items discarded");

        var view = await ListAsync(selection.Found?.On(Path) ?? new(Path, []), selection, ct);
        return form.HasProblems ? PageResult.Invalid<WorkListPage>(new { Found = view, Posted = form }) : PageResult.Show<WorkListPage>(new { Found = view });
    }

    private static PageResult Say(Result<int> answer, Text words, string one = "{0} item is tried again now", string many = "{0} items are tried again now") =>
        answer.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(Path).Saying(words.Plural(answer.Value, one, many));

    private static WorkFilter Meant(BulkSelection selection) => selection.Found is { } url ? FilterOf(url) : new(Ids: selection.Ids);

    private static WorkFilter FilterOf(ListUrl url) => new(url.Choice<WorkState>("view") ?? url.Choice<WorkState>("state"), url["kind"], url["destination"], url["q"]);
}

/// <summary>How much work waits for a person, beside the side bar's entry.</summary>
internal sealed class WorkNavCounts(EntrepotDb db) : INavCounts
{
    public async Task<IReadOnlyDictionary<string, (int Count, bool Late)>> CountAsync(CancellationToken ct) =>
        new Dictionary<string, (int, bool)> { ["/work"] = (await db.Set<WorkItem>().CountAsync(item => item.State == WorkState.Parked, ct), false) };
}
