using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Domain;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Warehouse.Features;

/// <summary>What lies in bins: rows of their own, and in pick bins what is on hand and lies nowhere else.</summary>
internal sealed class BinContents(EntrepotDb db, Places places, ICatalog catalog)
{
    /// <summary>In the same bin by SKU; bins without goods are absent. A product's pick bin is there also when it is empty.</summary>
    public async Task<ILookup<BinId, BinContentRow>> OfAsync(WarehouseId warehouse, IReadOnlyCollection<BinId> bins, CancellationToken ct)
    {
        var rows = await db.Set<BinStock>().Where(row => bins.Contains(row.BinId) && row.Quantity > 0).Select(row => new { row.BinId, row.ProductId, row.Quantity }).ToListAsync(ct);
        var picked = await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse && bins.Contains(row.BinId)).Select(row => new { row.BinId, row.ProductId }).ToListAsync(ct);
        var rest = await places.InPickBinsAsync(warehouse, [.. picked.Select(row => row.ProductId)], ct);

        var all = rows.Select(row => (Bin: row.BinId, Product: row.ProductId, row.Quantity, IsPicked: false))
            .Concat(picked.Select(row => (Bin: row.BinId, Product: row.ProductId, Quantity: rest.GetValueOrDefault(row.ProductId), IsPicked: true))).ToList();
        var products = await NamesAsync([.. all.Select(row => row.Product)], ct);
        return all.Select(row => (row.Bin, Content: new BinContentRow(
                row.Product.Value, products.GetValueOrDefault(row.Product)?.Sku ?? "", products.GetValueOrDefault(row.Product)?.Name ?? "", products.GetValueOrDefault(row.Product)?.NameChinese ?? "", row.Quantity, row.IsPicked)))
            .OrderBy(row => row.Content.Sku, StringComparer.Ordinal).ToLookup(row => row.Bin, row => row.Content);
    }

    /// <summary>Every place of products in one warehouse, the pick bin first.</summary>
    public async Task<ILookup<ProductId, PlaceRow>> PlacesAsync(WarehouseId warehouse, IReadOnlyCollection<ProductId> products, CancellationToken ct)
    {
        var rest = await places.InPickBinsAsync(warehouse, products, ct);
        var underWay = await places.UnderWayAsync(warehouse, products, ct);
        var pickBins = await db.Set<ProductBin>().Where(row => row.WarehouseId == warehouse && products.Contains(row.ProductId))
            .Join(db.Set<BinRecord>(), row => row.BinId, bin => bin.Id, (row, bin) => new { row.ProductId, bin.Id, bin.Code, bin.Kind }).ToDictionaryAsync(row => row.ProductId, ct);
        var elsewhere = await db.Set<BinStock>().Where(row => row.WarehouseId == warehouse && products.Contains(row.ProductId) && row.Quantity > 0)
            .Join(db.Set<BinRecord>(), row => row.BinId, bin => bin.Id, (row, bin) => new { row.ProductId, bin.Id, bin.Code, bin.Kind, row.Quantity }).OrderBy(row => row.Code).ToListAsync(ct);

        var found = new List<(ProductId Product, PlaceRow Place)>();
        foreach (var product in products.Distinct())
        {
            var there = rest.GetValueOrDefault(product);
            if (pickBins.TryGetValue(product, out var own)) found.Add((product, new(own.Id.Value, own.Code, own.Kind, there, true)));
            else if (there != 0) found.Add((product, new(null, "", BinKind.PickFace, there, true)));
        }

        found.AddRange(elsewhere.Select(row => (row.ProductId, new PlaceRow(row.Id.Value, row.Code, row.Kind, row.Quantity, false))));
        found.AddRange(underWay.Where(row => row.Value > 0).Select(row => (row.Key, new PlaceRow(null, "", BinKind.Packing, row.Value, false))));
        return found.ToLookup(row => row.Product, row => row.Place);
    }

    public async Task<Dictionary<ProductId, Product>> NamesAsync(IReadOnlyCollection<ProductId> products, CancellationToken ct)
    {
        var wanted = products.Distinct().ToList();
        return (await catalog.FindAsync(wanted, ct)).OfType<Product>().ToDictionary(product => product.Id);
    }
}
