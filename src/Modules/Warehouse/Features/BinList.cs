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

/// <summary>The bins of the warehouses by code, kind and contents.</summary>
internal sealed class BinList(EntrepotDb db, WarehouseCodes codes, BinContents contents)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/bins", async (ListUrl url, BinList list, CancellationToken ct) => PageResult.Show<BinListPage>(new { Found = await list.RunAsync(url, ct) }))
            .RequireAuthorization("warehouse.view");
        routes.MapGet("/api/v1/warehouse/bins", async (ListUrl url, BinList list, CancellationToken ct) =>
            {
                var found = await list.RunAsync(url, ct);
                return TypedResults.Ok(new { found.Total, found.Url.Page, Rows = found.Rows.Select(BinAnswer.Of).ToList() });
            })
            .RequireAuthorization("warehouse.view")
            .WithSummary("Bins with what lies in them; warehouse is a code, q the beginning of bins' codes, kind a kind of bin, page counts from 1");
    }

    public async Task<BinListView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = await codes.AllAsync(ct);
        var bins = Filter(url, sites);
        var page = await bins.OrderBy(bin => bin.WarehouseId).ThenBy(bin => bin.Code).Skip((url.Page - 1) * BinListView.PageSize).Take(BinListView.PageSize).ToListAsync(ct);
        var rows = new List<BinRow>(page.Count);
        foreach (var there in page.GroupBy(bin => bin.WarehouseId))
        {
            var found = await contents.OfAsync(there.Key, [.. there.Select(bin => bin.Id)], ct);
            rows.AddRange(there.Select(bin => new BinRow(bin.Id.Value, bin.Code, sites.GetValueOrDefault(bin.WarehouseId, ""), bin.Kind, bin.IsActive, [.. found[bin.Id]])));
        }

        return new(url, rows, await bins.LongCountAsync(ct), [.. sites.Values.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The bins that a list shows; labels are printed of the same.</summary>
    public IQueryable<BinRecord> Filter(ListUrl url, IReadOnlyDictionary<WarehouseId, string> sites)
    {
        IQueryable<BinRecord> bins = db.Set<BinRecord>();
        if (sites.FirstOrDefault(site => site.Value == url["warehouse"]) is { Value: not null } chosen) bins = bins.Where(bin => bin.WarehouseId == chosen.Key);
        if (url.Choice<BinKind>("kind") is { } kind) bins = bins.Where(bin => bin.Kind == kind);
        if (url["zone"] is { } zone) bins = bins.Where(bin => bin.Zone == zone);
        if (url.Whole("id") is { } one) bins = bins.Where(bin => bin.Id == new BinId(one));
        if (url.View == "off") bins = bins.Where(bin => !bin.IsActive);
        if (url.View == "free")
            bins = bins.Where(bin => bin.IsActive && !db.Set<BinStock>().Any(row => row.BinId == bin.Id && row.Quantity > 0) && !db.Set<ProductBin>().Any(row => row.BinId == bin.Id));
        if (url["q"]?.ToUpperInvariant() is { } start) bins = bins.Where(bin => bin.Code.StartsWith(start));
        return bins;
    }
}

internal sealed record BinAnswer(long Id, string Code, string Warehouse, string Kind, bool IsActive, IReadOnlyList<BinAnswer.Goods> Contents)
{
    /// <param name="IsPicked">Pickers take it from here.</param>
    internal sealed record Goods(string Sku, long Quantity, bool IsPicked);

    public static BinAnswer Of(BinRow row) => new(row.Id, row.Code, row.Warehouse, row.Kind.ToString(), row.IsActive, [.. row.Contents.Select(goods => new Goods(goods.Sku, goods.Quantity, goods.IsPicked))]);
}
