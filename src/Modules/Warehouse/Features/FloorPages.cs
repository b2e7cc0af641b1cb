using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>The floor on a phone or hand scanner: choose a job, then one thing to do at a time.</summary>
internal sealed class FloorPages(FloorTaskQueries tasks, WarehouseCodes codes)
{
    /// <summary>Where this scanner is used: it stays in one hall for longer than in one hand.</summary>
    private const string HallCookie = "hall";
    private static readonly TimeSpan HallKept = TimeSpan.FromDays(365);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/floor", async (HttpContext http, ListUrl url, FloorPages pages, CancellationToken ct) => await pages.HubAsync(http, url, ct)).RequireAuthorization("warehouse.floor");
        routes.MapPost("/warehouse/floor/start", async (PostedForm form, WarehouseCodes codes, StartTask start, CancellationToken ct) =>
            {
                var site = await codes.FindAsync(form.Text("warehouse"), ct);
                if (site.Problem is { } unknown) return PageResult.Refused(unknown);
                if (form.Choice<FloorTaskKind>("kind", required: true) is not { } kind) return PageResult.Refused(FloorTaskProblems.UnknownKind(form.Text("kind")));
                var started = await start.RunAsync(kind, site.Value, form.Text("reference", longest: 128), form.Whole("bin") is { } bin ? new BinId(bin) : null, ct);
                return started.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go($"/warehouse/floor/{started.Value}");
            })
            .RequireAuthorization("warehouse.floor");
        routes.MapGet("/warehouse/receive", async (HttpContext http, ListUrl url, FloorPages pages, CancellationToken ct) => await pages.ReceiveAsync(http, url, ct)).RequireAuthorization("warehouse.floor");
        routes.MapGet("/warehouse/floor/{id:long}", async (long id, FloorPages pages, CancellationToken ct) => await pages.ShowAsync(id, null, null, ct)).RequireAuthorization("warehouse.floor");
        routes.MapPost("/warehouse/floor/{id:long}", async (long id, PostedForm form, ScanOnTask scan, FloorPages pages, Text words, CancellationToken ct) =>
            {
                var said = await scan.RunAsync(id, new(form.Text("code", longest: 200), form.Whole("quantity") ?? 1, form.Ticked("damaged"), form.Text("scan", longest: 64)), ct);
                return await pages.ShowAsync(id, said.IsOk, said.Problem is { } problem ? words.OfProblem(problem) : words[said.Value], ct);
            })
            .RequireAuthorization("warehouse.floor");
        routes.MapGet("/warehouse/floor/{id:long}/close", async (long id, FloorPages pages, CancellationToken ct) => await pages.ShowCloseAsync(id, PostedForm.Blank, ct)).RequireAuthorization("warehouse.floor");
        routes.MapPost("/warehouse/floor/{id:long}/close", async (long id, PostedForm form, CloseReceipt receipt, CloseCount count, FloorPages pages, Text words, CancellationToken ct) => await pages.CloseAsync(id, form, receipt, count, words, ct))
            .RequireAuthorization("warehouse.floor");
        routes.MapPost("/warehouse/floor/{id:long}/drop", async (long id, DropTask drop, Text words, CancellationToken ct) =>
            {
                var dropped = await drop.RunAsync(id, ct);
                return dropped.Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go("/warehouse/floor").Saying(words["Dropped: nothing was booked."], Tone.Warn);
            })
            .RequireAuthorization("warehouse.floor");
        routes.MapGet("/warehouse/counts", async (ListUrl url, FloorTaskQueries tasks, CancellationToken ct) => PageResult.Show<CountListPage>(new { Found = await tasks.CountsAsync(url, ct) })).RequireAuthorization("warehouse.view");
        routes.MapPost("/warehouse/counts/{id:long}", async (long id, PostedForm form, DecideCount decide, Text words, CancellationToken ct) =>
                PageResult.After(await decide.RunAsync(id, form.Text("approve") == "true", ct), form.Text("approve") == "true" ? words["The count is booked."] : words["The count is thrown away."], "/warehouse/counts"))
            .RequireAuthorization("stock.approve");
    }

    private async Task<PageResult> HubAsync(HttpContext http, ListUrl url, CancellationToken ct) =>
        await HallAsync(http, url, ct) is { } hall ? PageResult.Show<FloorHubPage>(new { Found = await tasks.HubAsync(hall, ct) }) : PageResult.Refused(WarehouseProblems.UnknownWarehouse(""));

    private async Task<PageResult> ReceiveAsync(HttpContext http, ListUrl url, CancellationToken ct)
    {
        if (await HallAsync(http, url, ct) is not { } hall) return PageResult.Refused(WarehouseProblems.UnknownWarehouse(""));
        return PageResult.Show<ReceivePage>(new { Found = new ReceiveView((await codes.AllAsync(ct)).GetValueOrDefault(hall, ""), await tasks.AnnouncedAsync(hall, ct)) });
    }

    private async Task<PageResult> ShowAsync(long id, bool? result, string? said, CancellationToken ct) =>
        await tasks.FindAsync(id, ct) is { } task ? PageResult.Show<FloorTaskPage>(new { Found = task, Result = result, Said = said }) : PageResult.Refused(FloorTaskProblems.Unknown(id));

    private async Task<PageResult> ShowCloseAsync(long id, PostedForm form, CancellationToken ct)
    {
        if (await tasks.FindAsync(id, ct) is not { } task) return PageResult.Refused(FloorTaskProblems.Unknown(id));
        return form.HasProblems ? PageResult.Invalid<FloorClosePage>(new { Found = task, Posted = form }) : PageResult.Show<FloorClosePage>(new { Found = task });
    }

    private async Task<PageResult> CloseAsync(long id, PostedForm form, CloseReceipt receipt, CloseCount count, Text words, CancellationToken ct)
    {
        if (await tasks.FindAsync(id, ct) is not { } task) return PageResult.Refused(FloorTaskProblems.Unknown(id));
        if (task.Kind == FloorTaskKind.Receive)
        {
            var booked = await receipt.RunAsync(id, form.Ticked("nothingMore"), ct);
            return booked.Problem is { } refused ? await ShowCloseAsync(id, form.With(refused), ct) : PageResult.Go("/warehouse/floor").Saying(words["The receipt is booked. Put the goods away next."]);
        }

        var ended = await count.RunAsync(id, ct);
        if (ended.Problem is { } problem) return await ShowCloseAsync(id, form.With(problem), ct);
        return ended.Value switch
        {
            FloorTaskState.Recount => PageResult.Go($"/warehouse/floor/{id}").Saying(words["The count differs from the books. Count the bin once more."], Tone.Warn),
            FloorTaskState.Waiting => PageResult.Go("/warehouse/floor").Saying(words["It differs again: another person decides."], Tone.Warn),
            _ => PageResult.Go("/warehouse/floor").Saying(words["The count agrees with the books."]),
        };
    }

    /// <summary>The hall that is asked for, the one this scanner was last used in, or the first.</summary>
    private async Task<WarehouseId?> HallAsync(HttpContext http, ListUrl url, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        if (sites.Count == 0) return null;
        if (url["warehouse"] is { } asked) http.Response.Cookies.Append(HallCookie, asked, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = HallKept, IsEssential = true });
        var wanted = url["warehouse"] ?? http.Request.Cookies[HallCookie];
        return sites.FirstOrDefault(site => site.Value == wanted) is { Value: not null } known ? known.Key : sites.MinBy(site => site.Value, StringComparer.Ordinal).Key;
    }
}
