using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Platform.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>What is announced and not here yet, the earliest first: what the dock looks at when a lorry stands before it.</summary>
internal sealed class InboundList(EntrepotDb db, ICatalog catalog, IWarehouses warehouses)
{
    /// <summary>More than a dock unloads in a day; what comes later is asked for later.</summary>
    private const int CountMax = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/stock/inbound", (InboundList list, CancellationToken ct) => list.RunAsync(ct))
            .RequireAuthorization("stock.view")
            .WithSummary("Goods that are announced and not here yet, the earliest first");

    public async Task<IReadOnlyList<OpenInbound>> RunAsync(CancellationToken ct)
    {
        var open = await db.Set<Domain.Inbound>().Where(row => !row.IsCancelled && row.Received < row.Quantity).OrderBy(row => row.ExpectedOn).ThenBy(row => row.Id).Take(CountMax).ToListAsync(ct);
        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);
        var products = await catalog.FindAsync(open.ConvertAll(row => row.ProductId), ct);
        return [.. open.Zip(products, (row, product) => new OpenInbound(sites[row.WarehouseId], product?.Sku ?? "", row.Quantity - row.Received, row.ExpectedOn, row.Cause))];
    }
}

/// <param name="Warehouse">The warehouse's code.</param>
/// <param name="Quantity">Pieces still to come.</param>
/// <param name="Cause">What will bring them: a receipt names it as <c>inbound</c>.</param>
internal sealed record OpenInbound(string Warehouse, string Sku, long Quantity, DateOnly ExpectedOn, string Cause);
