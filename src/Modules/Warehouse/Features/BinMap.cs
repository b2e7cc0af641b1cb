using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>A hall from above: aisles with their racks, and which bins hold goods.</summary>
internal sealed class BinMap(EntrepotDb db, WarehouseCodes codes, Places places)
{
    /// <summary>A page that a browser draws without a pause; a larger hall is looked at zone by zone.</summary>
    private const int BinsMax = 6_000;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/warehouse/map", async (ListUrl url, BinMap map, CancellationToken ct) => PageResult.Show<BinMapPage>(new { Found = await map.RunAsync(url, ct) }))
            .RequireAuthorization("warehouse.view");

    public async Task<BinMapView> RunAsync(ListUrl url, CancellationToken ct)
    {
        var sites = (await codes.AllAsync(ct)).OrderBy(site => site.Value, StringComparer.Ordinal).ToList();
        if (sites.Count == 0) return new(url, null, null, [], [], []);

        var chosen = sites.Find(site => site.Value == url["warehouse"]) is { Value: not null } asked ? asked : sites[0];
        var here = db.Set<BinRecord>().Where(bin => bin.WarehouseId == chosen.Key);
        var zones = await here.Select(bin => bin.Zone).Distinct().OrderBy(zone => zone).ToListAsync(ct);
        var zone = zones.Contains(url["zone"] ?? "") ? url["zone"] : null;
        var bins = await here.Where(bin => zone == null || bin.Zone == zone).OrderBy(bin => bin.Code).Take(BinsMax).ToListAsync(ct);
        var pieces = await PiecesAsync(chosen.Key, ct);
        var assigned = (await db.Set<ProductBin>().Where(row => row.WarehouseId == chosen.Key).Select(row => row.BinId).ToListAsync(ct)).ToHashSet();

        var rows = bins.GroupBy(bin => (bin.Zone, bin.Row)).Select(row => new MapRow(row.Key.Zone, row.Key.Row, [.. row.GroupBy(bin => bin.Rack).OrderBy(rack => rack.Key).Select(rack => new MapRack(
            rack.Key, [.. rack.OrderBy(bin => bin.Slot).Select(bin => new MapBin(bin.Id.Value, bin.Code, bin.Kind, bin.IsActive, pieces.GetValueOrDefault(bin.Id), assigned.Contains(bin.Id)))]))]));
        return new(url, chosen.Value, zone, sites.ConvertAll(site => site.Value), zones, [.. rows]);
    }

    private async Task<Dictionary<Contracts.BinId, long>> PiecesAsync(WarehouseId warehouse, CancellationToken ct)
    {
        var pieces = await db.Set<BinStock>().Where(row => row.WarehouseId == warehouse && row.Quantity > 0).GroupBy(row => row.BinId)
            .Select(rows => new { Bin = rows.Key, Pieces = rows.Sum(row => row.Quantity) }).ToDictionaryAsync(row => row.Bin, row => row.Pieces, ct);
        var picked = await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse).Select(row => new { row.BinId, row.ProductId }).ToListAsync(ct);
        var rest = await places.InPickBinsAsync(warehouse, picked.ConvertAll(row => row.ProductId), ct);
        foreach (var row in picked) pieces[row.BinId] = pieces.GetValueOrDefault(row.BinId) + rest.GetValueOrDefault(row.ProductId);
        return pieces;
    }
}
