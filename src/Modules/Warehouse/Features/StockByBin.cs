using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>Where products lie, bin by bin; all places of a product in a warehouse add up to what is on hand there, quarantine aside.</summary>
internal sealed class StockByBin(ICatalog catalog, WarehouseCodes codes, BinContents contents)
{
    /// <summary>Products of one search; a narrower one finds the rest.</summary>
    private const int ProductsMax = 40;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/stock", async (ListUrl url, StockByBin list, CancellationToken ct) => PageResult.Show<StockByBinPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("warehouse.view");
        routes.MapGet("/api/v1/warehouse/stock", async (ListUrl url, StockByBin list, CancellationToken ct) =>
                TypedResults.Ok((await list.RunAsync(url, ct)).Rows.Select(row => new { row.Sku, row.Warehouse, Bin = row.Place.Code, Kind = row.Place.Kind.ToString(), row.Place.Quantity, row.Place.IsPicked }).ToList()))
            .RequireAuthorization("warehouse.view")
            .WithSummary("Places of the products that q finds, by warehouse and bin; kind Packing without a bin is with the pickers and packers");
    }

    public async Task<StockByBinView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var warehouses = sites.Values.Order(StringComparer.Ordinal).ToList();
        if (url["q"] is not { } text) return new(url, [], warehouses);

        var rows = new List<StockByBinRow>();
        var products = await catalog.SearchAsync(text, ProductsMax, ct);
        foreach (var (warehouse, code) in sites.Where(site => url["warehouse"] is not { } asked || site.Value == asked).OrderBy(site => site.Value, StringComparer.Ordinal))
        {
            var places = await contents.PlacesAsync(warehouse, [.. products.Select(product => product.Id)], ct);
            rows.AddRange(products.SelectMany(product => places[product.Id].Select(place => new StockByBinRow(product.Id.Value, product.Sku, product.Name, code, place))));
        }

        return new(url, [.. rows.OrderBy(row => row.Sku, StringComparer.Ordinal).ThenBy(row => row.Warehouse, StringComparer.Ordinal)], warehouses);
    }
}
