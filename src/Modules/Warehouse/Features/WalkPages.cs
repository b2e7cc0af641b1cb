using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>The pages of waves and walks: the wave with its pick list, the open walks, and the walk for the hand scanner.</summary>
internal static class WalkPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/waves/{id:long}", async (long id, WalkQueries walks, CancellationToken ct) =>
                await walks.WaveAsync(new(id), ct) is { } wave ? PageResult.Show<WavePage>(new { Found = wave }) : PageResult.Refused(WarehouseProblems.UnknownWave(new(id))))
            .RequireAuthorization("warehouse.view");
        routes.MapGet("/warehouse/pick", async (WalkQueries walks, CancellationToken ct) => PageResult.Show<WalkListPage>(new { Found = await walks.OpenAsync(ct) }))
            .RequireAuthorization("warehouse.pick");
        routes.MapGet("/warehouse/pick/{id:long}", async (long id, WalkQueries walks, CancellationToken ct) => await ShowAsync(new(id), walks, null, null, ct))
            .RequireAuthorization("warehouse.pick");
        routes.MapPost("/warehouse/pick/{id:long}", async (long id, PostedForm form, ScanOnWalk scan, WalkQueries walks, Text words, CancellationToken ct) =>
            {
                var answer = await scan.RunAsync(new(id), form.Text("code"), form.Text("scan"), ct);
                return await ShowAsync(new(id), walks, answer.IsOk, answer.Problem is { } problem ? words.OfProblem(problem) : words["Right"], ct);
            })
            .RequireAuthorization("warehouse.pick");
        routes.MapGet("/warehouse/pick/{id:long}/short", async (long id, WalkQueries walks, CancellationToken ct) => await ShowShortAsync(new(id), walks, PostedForm.Blank, ct))
            .RequireAuthorization("warehouse.pick");
        routes.MapPost("/warehouse/pick/{id:long}/short", async (long id, PostedForm form, ScanOnWalk scan, WalkQueries walks, Text words, CancellationToken ct) =>
            {
                var quantity = form.Whole("quantity", required: true);
                if (form.HasProblems) return await ShowShortAsync(new(id), walks, form, ct);
                var answer = await scan.ShortAsync(new(id), form.Text("bin"), form.Text("sku"), quantity ?? 0, ct);
                return answer.Problem is { } problem ? await ShowShortAsync(new(id), walks, form.With(problem), ct) : PageResult.Go($"/warehouse/pick/{id}").Saying(words["The missing pieces are reported."], Tone.Warn);
            })
            .RequireAuthorization("warehouse.pick");
    }

    private static async Task<PageResult> ShowAsync(PickTaskId id, WalkQueries walks, bool? result, string? said, CancellationToken ct) =>
        await walks.WalkAsync(id, ct) is { } walk ? PageResult.Show<WalkPage>(new { Found = walk, Result = result, Said = said }) : PageResult.Refused(WarehouseProblems.UnknownTask(id));

    private static async Task<PageResult> ShowShortAsync(PickTaskId id, WalkQueries walks, PostedForm form, CancellationToken ct)
    {
        if (await walks.WalkAsync(id, ct) is not { } walk) return PageResult.Refused(WarehouseProblems.UnknownTask(id));
        if (walk.Next is null) return PageResult.Go($"/warehouse/pick/{id.Value}");

        var parameters = new { Found = walk, Stop = walk.Next, Posted = form };
        return form.HasProblems ? PageResult.Invalid<WalkShortPage>(parameters) : PageResult.Show<WalkShortPage>(parameters);
    }
}
