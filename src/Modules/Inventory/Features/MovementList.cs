using System.Globalization;
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

/// <summary>Every change of stock: what, where, by which document, who, and how many pieces there were before and after.</summary>
internal sealed class MovementList(EntrepotDb db, ICatalog catalog, IWarehouses warehouses)
{
    /// <summary>Products that a search looks at: the house limit of a page.</summary>
    private const int ProductsMax = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stock/movements", async (ListUrl url, MovementList list, CancellationToken ct) => PageResult.Show<MovementListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("stock.view");
        routes.MapGet("/stock/movements.csv", (ListUrl url, MovementList list) => Results.Stream(body => list.WriteAsync(url, body), "text/csv; charset=utf-8", "movements.csv"))
            .RequireAuthorization("stock.view");
        routes.MapGet("/api/v1/stock/movements", async (ListUrl url, MovementList list, CancellationToken ct) =>
            {
                var found = await list.RunAsync(url, ct);
                return TypedResults.Ok(new { found.Total, found.Url.Page, found.Rows });
            })
            .RequireAuthorization("stock.view")
            .WithSummary("Movements of stock, the newest first; q finds products, cause is a document, kind, warehouse, from and to narrow it down, page counts from 1");
    }

    public async Task<MovementListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);
        var movements = await FilterAsync(url, sites, ct);
        var page = await movements.OrderByDescending(row => row.Id).Skip((url.Page - 1) * MovementListView.PageSize).Take(MovementListView.PageSize).ToListAsync(ct);
        return new(url, await RowsAsync(page, sites, ct), await movements.LongCountAsync(ct), [.. sites.Values.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Movements as people read them, with how many pieces were on hand before and after each.</summary>
    public async Task<IReadOnlyList<MovementRow>> RowsAsync(IReadOnlyList<StockMovement> page, IReadOnlyDictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        if (page.Count == 0) return [];

        var ids = page.Select(row => row.ProductId).Distinct().ToList();
        var products = ids.Zip(await catalog.FindAsync(ids, ct)).ToDictionary(pair => pair.First, pair => pair.Second);
        var after = (await db.QueryAsync(
            StockSql.OnHandAfter, row => (Id: row.GetInt64(0), OnHand: row.GetInt64(1)), ct, db.Tenant.Value, page.Select(row => row.Id).ToArray(), Keys.Of(ids))).ToDictionary(row => row.Id, row => row.OnHand);
        return [.. page.Select(row => new MovementRow(
            row.At, sites.GetValueOrDefault(row.WarehouseId, ""), row.Kind.ToString(), row.OnHandChange, row.ReservedChange, row.Cause ?? row.Note, row.Cause is null ? "" : row.Note,
            row.ProductId.Value, products[row.ProductId]?.Sku ?? "", after[row.Id] - row.OnHandChange, after[row.Id], row.By))];
    }

    private async Task<IQueryable<StockMovement>> FilterAsync(ListUrl url, Dictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        IQueryable<StockMovement> movements = db.Set<StockMovement>();
        if (url.Choice<MovementKind>("kind") is { } kind) movements = movements.Where(row => row.Kind == kind);
        if (sites.FirstOrDefault(site => site.Value == url["warehouse"]) is { Value: not null } chosen) movements = movements.Where(row => row.WarehouseId == chosen.Key);
        if (url["cause"] is { } cause) movements = movements.Where(row => row.Cause == cause || row.Note == cause);
        if (url.Day("from") is { } from) movements = movements.Where(row => row.At >= from.ToDateTime(default, DateTimeKind.Utc));
        if (url.Day("to") is { } to) movements = movements.Where(row => row.At < to.AddDays(1).ToDateTime(default, DateTimeKind.Utc));
        if (url["q"] is { } text)
        {
            var products = (await catalog.SearchAsync(text, ProductsMax, ct)).Select(product => product.Id).ToList();
            movements = movements.Where(row => products.Contains(row.ProductId));
        }

        return movements;
    }

    /// <summary>Streamed, a batch of products at a time.</summary>
    private async Task WriteAsync(ListUrl url, Stream body)
    {
        var sites = (await warehouses.AllAsync(CancellationToken.None)).ToDictionary(site => site.Id, site => site.Code);
        var movements = await FilterAsync(url, sites, CancellationToken.None);
        await using var text = new StreamWriter(body, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = CsvWriter.Create(text, CsvWriterOptions.Default with { Injection = CsvInjection.Escape }, leaveOpen: true);
        foreach (var title in new[] { "at", "sku", "warehouse", "kind", "on_hand_change", "reserved_change", "before", "after", "cause", "note", "by" }) csv.WriteField(title);
        await csv.EndRecordAsync();

        for (long? last = null; ;)
        {
            var before = last;
            var batch = await movements.Where(row => before == null || row.Id < before).OrderByDescending(row => row.Id).Take(StockNames.BatchMax).ToListAsync();
            foreach (var row in await RowsAsync(batch, sites, CancellationToken.None)) await WriteRowAsync(csv, row);
            if (batch.Count < StockNames.BatchMax) return;
            last = batch[^1].Id;
        }
    }

    private static ValueTask WriteRowAsync(CsvWriter csv, MovementRow row)
    {
        csv.WriteField(row.At.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        csv.WriteField(row.Sku);
        csv.WriteField(row.Warehouse);
        csv.WriteField(row.Kind);
        csv.WriteField<long>(row.OnHandChange, default);
        csv.WriteField<long>(row.ReservedChange, default);
        csv.WriteField<long>(row.Before, default);
        csv.WriteField<long>(row.After, default);
        csv.WriteField(row.Because);
        csv.WriteField(row.Note);
        csv.WriteField(row.By ?? "");
        return csv.EndRecordAsync();
    }
}
