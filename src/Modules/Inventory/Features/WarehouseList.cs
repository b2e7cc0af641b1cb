using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>The company's warehouses with what lies in each.</summary>
internal sealed class WarehouseList(EntrepotDb db, IWarehouses warehouses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouses", async (ListUrl url, WarehouseList list, CancellationToken ct) => PageResult.Show<WarehouseListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("stock.view");
        routes.MapGet("/api/v1/warehouses", async (IWarehouses warehouses, CancellationToken ct) => TypedResults.Ok((await warehouses.AllAsync(ct)).Select(WarehouseBody.Of).ToList()))
            .RequireAuthorization("stock.view")
            .WithSummary("The company's warehouses: address, time zone, cut-off, and whether orders are shipped from there");
    }

    public async Task<WarehouseListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var stock = await db.Set<StockRecord>().GroupBy(record => record.WarehouseId)
            .Select(records => new { Warehouse = records.Key, Products = records.Count(record => record.OnHand > 0), OnHand = records.Sum(record => record.OnHand) }).ToDictionaryAsync(row => row.Warehouse, ct);
        return new(url, [.. (await warehouses.AllAsync(ct)).Select(site => new WarehouseRow(
            site.Id.Value, site.Code, site.Name, site.Address.City, site.Address.Country, site.TimeZone, site.CutOff, site.IsActive,
            stock.GetValueOrDefault(site.Id)?.Products ?? 0, stock.GetValueOrDefault(site.Id)?.OnHand ?? 0))]);
    }
}
