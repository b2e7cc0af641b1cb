using CsvHelper;
using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>What is where: on hand, reserved, available and on its way, by product and warehouse.</summary>
internal sealed class StockList(EntrepotDb db, StockReader reader, ICatalog catalog, IWarehouses warehouses)
{
    /// <summary>Products that a search looks at: the house limit of a page. More is a narrower search.</summary>
    private const int ProductsMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stock", async (ListUrl url, StockList list, CancellationToken ct) => PageResult.Show<StockListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("stock.view");
        routes.MapGet("/stock/export.csv", (ListUrl url, StockList list) => Results.Stream(body => list.WriteAsync(url, body), "text/csv; charset=utf-8", "stock.csv"))
            .RequireAuthorization("stock.view");
        routes.MapGet("/api/v1/stock", async (ListUrl url, StockList list, CancellationToken ct) =>
            {
                var found = await list.RunAsync(url, ct);
                return TypedResults.Ok(new { found.Total, found.Url.Page, found.Rows });
            })
            .RequireAuthorization("stock.view")
            .WithSummary("Stock by product and warehouse; q finds SKUs, names and barcodes, warehouse is a code, page counts from 1");
    }

    public async Task<StockListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);
        var records = await FilterAsync(url, sites, ct);
        var page = await records.OrderBy(record => record.ProductId).ThenBy(record => record.WarehouseId)
            .Skip((url.Page - 1) * StockListView.PageSize).Take(StockListView.PageSize).ToListAsync(ct);
        return new(url, await RowsAsync(page, sites, ct), await records.LongCountAsync(ct), [.. sites.Values.Order(StringComparer.Ordinal)]);
    }

    private async Task<IQueryable<StockRecord>> FilterAsync(ListUrl url, Dictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        IQueryable<StockRecord> records = db.Set<StockRecord>();
        if (url.View == "low")
        {
            var open = db.Set<Domain.Inbound>().Where(row => !row.IsCancelled && row.Received < row.Quantity);
            records = records.Where(record => db.Set<ReorderPoint>().Any(point => point.ProductId == record.ProductId && point.WarehouseId == record.WarehouseId
                && record.OnHand - record.Reserved + open.Where(row => row.ProductId == record.ProductId && row.WarehouseId == record.WarehouseId).Sum(row => row.Quantity - row.Received) <= point.Quantity));
        }

        if (url.View == "out") records = records.Where(record => record.OnHand <= record.Reserved);
        if (sites.FirstOrDefault(site => site.Value == url["warehouse"]) is { Value: not null } chosen) records = records.Where(record => record.WarehouseId == chosen.Key);
        if (url["q"] is { } text)
        {
            var products = (await catalog.SearchAsync(text, ProductsMax, ct)).Select(product => product.Id).ToList();
            records = records.Where(record => products.Contains(record.ProductId));
        }

        return records;
    }

    private async Task<IReadOnlyList<StockRow>> RowsAsync(List<StockRecord> page, Dictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        var ids = page.Select(record => record.ProductId).Distinct().ToList();
        var products = ids.Zip(await catalog.FindAsync(ids, ct)).ToDictionary(pair => pair.First, pair => pair.Second);
        var inbound = (await reader.LevelsAsync(ids, ct)).ToDictionary(level => (level.Product, level.Warehouse), level => level.Inbound);
        var points = await db.Set<ReorderPoint>().Where(point => ids.Contains(point.ProductId)).ToDictionaryAsync(point => (point.ProductId, point.WarehouseId), point => (long?)point.Quantity, ct);
        return page.ConvertAll(record => new StockRow(
            record.ProductId.Value, products[record.ProductId]?.Sku ?? "", products[record.ProductId]?.Name ?? "", sites.GetValueOrDefault(record.WarehouseId, ""),
            record.OnHand, record.Reserved, inbound.GetValueOrDefault((record.ProductId, record.WarehouseId)), points.GetValueOrDefault((record.ProductId, record.WarehouseId))));
    }

    /// <summary>What the list shows, all pages of it, streamed.</summary>
    private async Task WriteAsync(ListUrl url, Stream body)
    {
        var sites = (await warehouses.AllAsync(CancellationToken.None)).ToDictionary(site => site.Id, site => site.Code);
        var records = (await FilterAsync(url, sites, CancellationToken.None)).OrderBy(record => record.ProductId).ThenBy(record => record.WarehouseId);
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "sku", "name", "warehouse", "on_hand", "reserved", "available", "inbound", "reorder_at" }) csv.WriteField(title);
        await csv.EndRecordAsync();
        for (var done = 0; ; done += StockNames.BatchMax)
        {
            var batch = await records.Skip(done).Take(StockNames.BatchMax).ToListAsync();
            foreach (var row in await RowsAsync(batch, sites, CancellationToken.None)) await WriteRowAsync(csv, row);
            if (batch.Count < StockNames.BatchMax) return;
        }
    }

    private static ValueTask WriteRowAsync(CsvWriter csv, StockRow row)
    {
        csv.WriteField(row.Sku);
        csv.WriteField(row.Name);
        csv.WriteField(row.Warehouse);
        csv.WriteField<long>(row.OnHand, default);
        csv.WriteField<long>(row.Reserved, default);
        csv.WriteField<long>(row.Available, default);
        csv.WriteField<long>(row.Inbound, default);
        if (row.ReorderAt is { } point) csv.WriteField<long>(point, default);
        else csv.WriteField("");
        return csv.EndRecordAsync();
    }
}
