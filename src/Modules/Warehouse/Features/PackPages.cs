using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>The packing table: choose a picked order, scan its pieces into a parcel, weigh and close it.</summary>
internal sealed class PackPages(EntrepotDb db, WarehouseCodes codes)
{
    /// <summary>Orders shown at the table; whoever wants another scans its number.</summary>
    private const int WaitingMax = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/pack", async (PackPages pages, CancellationToken ct) => PageResult.Show<PackTablePage>(new { Found = await pages.WaitingAsync(ct) }))
            .RequireAuthorization("warehouse.pack");
        routes.MapPost("/warehouse/pack", async (PostedForm form, PackPages pages, CancellationToken ct) => await pages.OpenAsync(form, ct))
            .RequireAuthorization("warehouse.pack");
        routes.MapGet("/warehouse/pack/{id:long}", async (long id, FulfilmentDetail detail, CancellationToken ct) => await ShowAsync(new(id), detail, null, null, ct))
            .RequireAuthorization("warehouse.pack");
        routes.MapPost("/warehouse/pack/{id:long}", async (long id, PostedForm form, ScanIntoParcel scan, FulfilmentDetail detail, Text words, CancellationToken ct) =>
            {
                var answer = await scan.RunAsync(new(id), form.Text("code"), 1, form.Text("scan"), ct);
                return await ShowAsync(new(id), detail, answer.IsOk, answer.Problem is { } problem ? words.OfProblem(problem) : words["Right"], ct);
            })
            .RequireAuthorization("warehouse.pack");
        routes.MapGet("/warehouse/pack/{id:long}/close", async (long id, FulfilmentDetail detail, CancellationToken ct) => await ShowCloseAsync(new(id), detail, PostedForm.Blank, ct))
            .RequireAuthorization("warehouse.pack");
        routes.MapPost("/warehouse/pack/{id:long}/close", async (long id, PostedForm form, CloseParcel close, FulfilmentDetail detail, Text words, CancellationToken ct) =>
            {
                var parcel = new WeighedParcel(
                    form.Text("carton", required: true, longest: 32),
                    new((int)(form.Whole("length", required: true) ?? 0), (int)(form.Whole("width", required: true) ?? 0), (int)(form.Whole("height", required: true) ?? 0)),
                    form.Whole("weight", required: true) ?? 0);
                if (form.HasProblems) return await ShowCloseAsync(new(id), detail, form, ct);
                var answer = await close.RunAsync(new(id), parcel, form.Ticked("accept"), ct);
                return answer.Problem is { } problem ? await ShowCloseAsync(new(id), detail, form.With(problem), ct) : PageResult.Go($"/warehouse/pack/{id}").Saying(words["The parcel is closed."]);
            })
            .RequireAuthorization("warehouse.pack");
    }

    private async Task<PackTableView> WaitingAsync(CancellationToken ct)
    {
        var picked = db.Set<FulfilmentOrder>().Where(order => order.Status == FulfilmentStatus.Picked);
        var rows = await FulfilmentRows.Shown(FloorReader.MostUrgent(picked).Take(WaitingMax)).ToListAsync(ct);
        return new(FulfilmentRows.Of(rows, await codes.AllAsync(ct)), await picked.LongCountAsync(ct));
    }

    /// <summary>From the number on the pick list (F…) or the order's own number to its packing page.</summary>
    private async Task<PageResult> OpenAsync(PostedForm form, CancellationToken ct)
    {
        var number = form.Text("number", required: true, longest: 64);
        var id = new FulfilmentOrderId(number.StartsWith('F') && long.TryParse(number[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0);
        var found = await db.Set<FulfilmentOrder>().Where(order => order.Id == id || order.OrderNumber == number)
            .OrderBy(order => order.Status != FulfilmentStatus.Picked).ThenBy(order => order.Id).Select(order => (FulfilmentOrderId?)order.Id).FirstOrDefaultAsync(ct);
        if (found is { } open) return PageResult.Go($"/warehouse/pack/{open.Value}");

        if (!form.HasProblems) form.With(WarehouseProblems.NotFound(number) with { Field = "number" });
        return PageResult.Invalid<PackTablePage>(new { Found = await WaitingAsync(ct), Posted = form });
    }

    private static async Task<PageResult> ShowAsync(FulfilmentOrderId id, FulfilmentDetail detail, bool? result, string? said, CancellationToken ct) =>
        await detail.RunAsync(id, ct) is { } order ? PageResult.Show<PackPage>(new { Found = order, Result = result, Said = said }) : PageResult.Refused(WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id)));

    private static async Task<PageResult> ShowCloseAsync(FulfilmentOrderId id, FulfilmentDetail detail, PostedForm form, CancellationToken ct)
    {
        if (await detail.RunAsync(id, ct) is not { } order) return PageResult.Refused(WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(id)));
        if (!order.HasOpenParcel) return PageResult.Go($"/warehouse/pack/{id.Value}");

        return form.HasProblems ? PageResult.Invalid<PackClosePage>(new { Found = order, Posted = form }) : PageResult.Show<PackClosePage>(new { Found = order });
    }
}
