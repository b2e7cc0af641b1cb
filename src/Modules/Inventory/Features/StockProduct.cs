using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>One product: where it is, what is on its way, and every movement with its cause. A count is corrected here.</summary>
internal sealed class StockProduct(EntrepotDb db, IdBlocks ids, StockReader reader, ICatalog catalog, IWarehouses warehouses, PostAdjustments adjustments, MovementList history)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stock/{product:long}", async (long product, ListUrl url, StockProduct page, CancellationToken ct) => await page.ShowAsync(new(product), url, PostedForm.Blank, ct))
            .RequireAuthorization("stock.view");
        routes.MapPost("/stock/{product:long}/adjust", async (long product, ListUrl url, PostedForm form, StockProduct page, Text words, CancellationToken ct) => await page.AdjustAsync(new(product), url, form, words, ct))
            .RequireAuthorization("stock.adjust");
        routes.MapPost("/stock/{product:long}/reorder", async (long product, PostedForm form, SetReorderPoints set, ICatalog catalog, Text words, CancellationToken ct) =>
            {
                if ((await catalog.FindAsync([new(product)], ct))[0] is not { } known) return PageResult.Refused(InventoryProblems.UnknownSku(product.ToString(CultureInfo.InvariantCulture)));
                var point = form.Whole("quantity", required: true);
                if (point is null) return PageResult.Refused(InventoryProblems.NegativePoint());
                var answer = await set.RunAsync([new(form.Text("warehouse"), known.Sku, point.Value)], ct);
                return PageResult.After(answer.Problem is { } problem ? problem : answer.Value[0], words["The reorder point is set."], $"/stock/{product}");
            })
            .RequireAuthorization("stock.adjust");
    }

    private async Task<PageResult> ShowAsync(ProductId id, ListUrl url, PostedForm form, CancellationToken ct)
    {
        if (await RunAsync(id, url, ct) is not { } found) return PageResult.Refused(InventoryProblems.UnknownSku(id.Value.ToString(CultureInfo.InvariantCulture)));
        return form.HasProblems ? PageResult.Invalid<StockProductPage>(new { Found = found, Posted = form }) : PageResult.Show<StockProductPage>(new { Found = found });
    }

    private async Task<PageResult> AdjustAsync(ProductId id, ListUrl url, PostedForm form, Text words, CancellationToken ct)
    {
        var warehouse = form.Text("warehouse", required: true);
        var difference = form.Whole("difference", required: true) ?? 0;
        var reason = form.Text("reason", required: true, longest: 200);
        var cause = form.Text("cause", required: true, longest: 64);
        if (form.HasProblems) return await ShowAsync(id, url, form, ct);

        var answer = await adjustments.RunAsync([new(warehouse, id, difference, cause, reason)], ct);
        if (answer.Problem is { } failed) return await ShowAsync(id, url, form.With(failed), ct);
        return answer.Value[0].Problem is { } refused
            ? await ShowAsync(id, url, form.With(refused with { Field = "difference" }), ct)
            : PageResult.Go($"/stock/{id.Value}").Saying(words["The stock is adjusted."]);
    }

    /// <returns>Null when the catalogue has no such product.</returns>
    public async Task<StockProductView?> RunAsync(ProductId id, ListUrl url, CancellationToken ct)
    {
        if ((await catalog.FindAsync([id], ct))[0] is not { } product) return null;

        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);
        var points = await db.Set<ReorderPoint>().Where(point => point.ProductId == id).ToDictionaryAsync(point => point.WarehouseId, point => (long?)point.Quantity, ct);
        var levels = (await reader.LevelsAsync([id], ct))
            .Select(level => new StockRow(id.Value, product.Sku, product.Name, sites.GetValueOrDefault(level.Warehouse, ""), level.OnHand, level.Reserved, level.Inbound, points.GetValueOrDefault(level.Warehouse))).ToList();
        var inbound = await db.Set<Domain.Inbound>().Where(row => row.ProductId == id && !row.IsCancelled && row.Received < row.Quantity).OrderBy(row => row.ExpectedOn).ToListAsync(ct);
        var movements = db.Set<StockMovement>().Where(movement => movement.ProductId == id);
        var page = await movements.OrderByDescending(movement => movement.Id).Skip((url.Page - 1) * StockProductView.PageSize).Take(StockProductView.PageSize).ToListAsync(ct);
        return new(
            ListUrl.Of($"/stock/{id.Value}", url.Query), id.Value, product.Sku, product.Name, levels,
            inbound.ConvertAll(row => new InboundRow(sites.GetValueOrDefault(row.WarehouseId, ""), row.Quantity, row.Received, row.ExpectedOn, row.Cause)),
            await history.RowsAsync(page, sites, ct),
            await movements.LongCountAsync(ct), [.. sites.Values.Order(StringComparer.Ordinal)], $"adjustment/{ids.Next()}");
    }
}
