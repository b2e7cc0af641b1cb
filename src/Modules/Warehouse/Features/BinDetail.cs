using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>One bin: what lies in it, what happened to it, what it is for.</summary>
internal sealed class BinDetail(EntrepotDb db, WarehouseCodes codes, BinContents contents)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/bins/{id:long}", async (long id, ListUrl url, BinDetail detail, CancellationToken ct) =>
                await detail.RunAsync(new(id), url, ct) is { } bin ? PageResult.Show<BinPage>(new { Found = bin }) : PageResult.Refused(Unknown(id)))
            .RequireAuthorization("warehouse.view");
        routes.MapPost("/warehouse/bins/{id:long}", async (long id, PostedForm form, EditBin edit, Text words, CancellationToken ct) =>
                PageResult.After(await edit.RunAsync(new(id), form.Choice<BinKind>("kind"), form.Text("active") is { Length: > 0 } on ? on == "true" : null, ct), words["The bin is changed."], $"/warehouse/bins/{id}"))
            .RequireAuthorization("warehouse.edit");
        routes.MapPost("/warehouse/bins/{id:long}/product", async (long id, PostedForm form, ListUrl url, EditBin edit, BinDetail detail, Text words, CancellationToken ct) =>
            {
                var answer = await edit.AssignAsync(new(id), form.Text("sku", required: true, longest: 64), ct);
                if (answer.Problem is { } problem && !form.HasProblems) form.With(problem);
                if (!form.HasProblems) return PageResult.Go($"/warehouse/bins/{id}").Saying(words["From now on it is picked here."]);
                return await detail.RunAsync(new(id), url, ct) is { } bin ? PageResult.Invalid<BinPage>(new { Found = bin, Posted = form }) : PageResult.Refused(Unknown(id));
            })
            .RequireAuthorization("warehouse.edit");
        routes.MapGet("/api/v1/warehouse/bins/{id:long}", async (long id, ListUrl url, BinDetail detail, CancellationToken ct) =>
                await detail.RunAsync(new(id), url, ct) is { } bin ? Results.Ok(BinAnswer.Of(bin.Bin)) : Unknown(id).ToHttp())
            .RequireAuthorization("warehouse.view")
            .WithSummary("One bin with what lies in it");
        routes.MapPost("/api/v1/warehouse/bins/{id:long}", async (long id, BinBody body, EditBin edit, CancellationToken ct) =>
                (await edit.RunAsync(new(id), Enum.TryParse<BinKind>(body.Kind, ignoreCase: true, out var kind) ? kind : null, body.IsActive, ct)).ToHttp())
            .RequireAuthorization("warehouse.edit")
            .DisableAntiforgery()
            .WithSummary("Make a bin another kind, or switch it off or on; refused while goods lie in it");
    }

    /// <returns>Null when there is no such bin.</returns>
    public async Task<BinDetailView?> RunAsync(BinId id, ListUrl url, CancellationToken ct)
    {
        if (await db.Set<BinRecord>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } bin) return null;

        var inside = (await contents.OfAsync(bin.WarehouseId, [id], ct))[id].ToList();
        var picked = inside.Where(row => row.IsPicked).Select(row => new ProductId(row.Product)).ToList();
        var movements = db.Set<BinMovement>().Where(row => row.BinId == id || (row.BinId == null && row.WarehouseId == bin.WarehouseId && picked.Contains(row.ProductId)));
        var page = await movements.OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Skip((url.Page - 1) * BinDetailView.PageSize).Take(BinDetailView.PageSize).ToListAsync(ct);
        var names = await contents.NamesAsync(page.ConvertAll(row => row.ProductId), ct);
        return new(
            ListUrl.Of($"/warehouse/bins/{id.Value}", url.Query),
            new(id.Value, bin.Code, (await codes.AllAsync(ct)).GetValueOrDefault(bin.WarehouseId, ""), bin.Kind, bin.IsActive, inside),
            page.ConvertAll(row => new BinMovementRow(row.At, row.Kind.ToString(), names.GetValueOrDefault(row.ProductId)?.Sku ?? "", row.ProductId.Value, row.Change, row.Before, row.After, row.Cause, row.By)),
            await movements.LongCountAsync(ct), inside.Count == 0);
    }

    private static Problem Unknown(long id) => WarehouseProblems.UnknownBin(id.ToString(CultureInfo.InvariantCulture));
}

/// <param name="Kind">Absent: it stays what it is.</param>
internal sealed record BinBody(string? Kind, bool? IsActive);
