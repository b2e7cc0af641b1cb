using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain.Papers;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Customs.Features;

/// <summary>The company's numbers with the authorities for people: list, add with the first day, end with the last.</summary>
internal sealed class TraderNumberPages(EntrepotDb db, EditTraderNumbers edit, ChangeLog log, TimeProvider clock)
{
    private const string Path = "/customs/numbers";
    private const int ValueLengthMax = 40;
    private const int ReasonLengthMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, TraderNumberPages pages, CancellationToken ct) => await pages.ShowAsync(url, PostedForm.Blank, null, ct)).RequireAuthorization("customs.view");
        routes.MapPost(Path, async (PostedForm form, TraderNumberPages pages, Text words, CancellationToken ct) => await pages.AddAsync(form, words, ct)).RequireAuthorization("customs.edit");
        routes.MapGet(Path + "/{id:long}/end", async (long id, TraderNumberPages pages, CancellationToken ct) => await pages.ShowAsync(new(Path, []), PostedForm.Blank, id, ct)).RequireAuthorization("customs.edit");
        routes.MapPost(Path + "/{id:long}/end", async (long id, PostedForm form, TraderNumberPages pages, Text words, CancellationToken ct) => await pages.EndAsync(id, form, words, ct)).RequireAuthorization("customs.edit");
    }

    private async Task<PageResult> ShowAsync(ListUrl url, PostedForm form, long? ending, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        // A company has a few dozen of them in its life: one page holds all.
        var all = (await db.Set<TraderNumberRow>().OrderBy(row => row.Territory).ThenBy(row => row.Kind).ThenByDescending(row => row.ValidFrom).ToListAsync(ct))
            .ConvertAll(row => new TraderNumberLine(row.Id.Value, row.Territory, row.Kind, row.Value, row.ValidFrom, row.ValidTo, row.AddedAt, row.AddedBy, today));
        var asked = all.Find(row => row.Id == ending);
        if (ending is { } id && asked is null) return PageResult.Refused(PaperProblems.NumberNotFound(id));

        var view = new TraderNumbersView(url, url.View == "all" ? all : all.FindAll(row => !row.HasEnded), await log.OfAsync(EditTraderNumbers.Subject, ct), today, asked);
        return form.HasProblems ? PageResult.Invalid<TraderNumbersPage>(new { View = view, Posted = form }) : PageResult.Show<TraderNumbersPage>(new { View = view });
    }

    private async Task<PageResult> AddAsync(PostedForm form, Text words, CancellationToken ct)
    {
        var territory = form.Text("territory", required: true, longest: 2);
        var kind = form.Choice<TraderNumberKind>("kind", required: true) ?? TraderNumberKind.Other;
        var value = form.Text("value", required: true, longest: ValueLengthMax);
        var (from, to) = (form.Day("validFrom", required: true) ?? default, form.Day("validTo"));
        if (!form.HasProblems && (await edit.AddAsync(new(territory, kind, value, from, to), ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(new(Path, []), form, null, ct) : PageResult.Go(Path).Saying(words["Kept. Papers that are made from that day on show it."]);
    }

    private async Task<PageResult> EndAsync(long id, PostedForm form, Text words, CancellationToken ct)
    {
        var lastDay = form.Day("lastDay", required: true) ?? default;
        var reason = form.Text("why", required: true, longest: ReasonLengthMax);
        if (!form.HasProblems && (await edit.EndAsync(id, lastDay, reason, ct)).Problem is { } refused) form.With(refused);
        return form.HasProblems ? await ShowAsync(new(Path, []), form, id, ct) : PageResult.Go(Path).Saying(words["The number ends on that day."]);
    }
}
