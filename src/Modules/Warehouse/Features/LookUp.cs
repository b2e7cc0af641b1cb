using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>Scan anything: a bin, goods, a parcel, an order, a walk. What it is, where it is, and what can be done with it.</summary>
internal sealed class LookUp(EntrepotDb db, WarehouseCodes codes, BinContents contents, ICatalog catalog, IEnumerable<ISearch> searches, CurrentUser user)
{
    private const int HitsMax = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/warehouse/look", async (HttpContext http, ListUrl url, LookUp look, CancellationToken ct) =>
                PageResult.Show<LookPage>(new { Found = url["code"] is { } code ? await look.RunAsync(code, http.Request.Cookies["hall"], ct) : null }))
            .RequireAuthorization("warehouse.view");
        routes.MapPost("/warehouse/look", async (HttpContext http, PostedForm form, LookUp look, CancellationToken ct) =>
                PageResult.Show<LookPage>(new { Found = await look.RunAsync(form.Text("code", longest: 200), http.Request.Cookies["hall"], ct) }))
            .RequireAuthorization("warehouse.view");
    }

    /// <param name="hall">The warehouse to look in first, by its code: bins of two halls may have the same code.</param>
    public async Task<LookView> RunAsync(string scanned, string? hall, CancellationToken ct)
    {
        var code = scanned.Trim();
        var sites = await codes.AllAsync(ct);
        var here = sites.FirstOrDefault(site => site.Value == hall) is { Value: not null } known ? known.Key : sites.OrderBy(site => site.Value, StringComparer.Ordinal).Select(site => site.Key).FirstOrDefault();
        var product = (await catalog.ResolveAsync([new(default, code)], ct))[0];
        return new(
            code, await BinAsync(code, here, sites, ct),
            product is null ? null : new FloorLineRow(product.Id.Value, product.Sku, product.Gtin, product.Name, product.NameChinese, null, 0, 0, null),
            product is null ? [] : [.. (await contents.PlacesAsync(here, [product.Id], ct))[product.Id]],
            await OrdersAsync(code, sites, ct), await OthersAsync(code, ct));
    }

    private async Task<BinRow?> BinAsync(string code, WarehouseId here, IReadOnlyDictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        var written = code.ToUpperInvariant();
        var bin = await db.Set<BinRecord>().Where(row => row.Code == written).OrderByDescending(row => row.WarehouseId == here).ThenBy(row => row.Id).FirstOrDefaultAsync(ct);
        return bin is null ? null : new BinRow(bin.Id.Value, bin.Code, sites.GetValueOrDefault(bin.WarehouseId, ""), bin.Kind, bin.IsActive, [.. (await contents.OfAsync(bin.WarehouseId, [bin.Id], ct))[bin.Id]]);
    }

    private async Task<IReadOnlyList<FulfilmentRow>> OrdersAsync(string code, IReadOnlyDictionary<WarehouseId, string> sites, CancellationToken ct)
    {
        var id = new FulfilmentOrderId(code.StartsWith('F') && long.TryParse(code[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0);
        return FulfilmentRows.Of(await FulfilmentRows.Shown(db.Set<FulfilmentOrder>().Where(order => order.Id == id || order.OrderNumber == code).OrderByDescending(order => order.Id).Take(HitsMax)).ToListAsync(ct), sites);
    }

    /// <summary>What other modules know by exactly this number: parcels by their tracking number, orders of shops.</summary>
    private async Task<IReadOnlyList<(string, string, Sentence, string)>> OthersAsync(string code, CancellationToken ct)
    {
        var found = new List<(string, string, Sentence, string)>();
        if (code.Length == 0) return found;
        foreach (var search in searches.Where(search => user.Can(search.Permission)).OrderBy(search => search.Order)) // One after the other: they share a database session.
            found.AddRange((await search.FindAsync(code, HitsMax, ct)).Where(hit => hit.IsExact).Select(hit => (search.Title, hit.Name, hit.Note, hit.Href)));
        return found;
    }
}
