using Entrepot.Catalog.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;

namespace Entrepot.Inventory.Features;

/// <summary>Warehouses and products by the codes that people and other programs write.</summary>
internal sealed class StockNames(ICatalog catalog, IWarehouses warehouses)
{
    /// <summary>The house limit of a batch.</summary>
    public const int BatchMax = 512;

    public async Task<IReadOnlyDictionary<string, WarehouseId>> WarehousesAsync(CancellationToken ct) =>
        (await warehouses.AllAsync(ct)).ToDictionary(site => site.Code, site => site.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>In the same order; refused where the catalogue does not know the SKU or barcode.</summary>
    public async Task<IReadOnlyList<Result<ProductId>>> ProductsAsync(IReadOnlyList<string> skus, CancellationToken ct)
    {
        var found = await catalog.ResolveAsync([.. skus.Select(sku => new SkuReference(default, sku))], ct);
        return [.. skus.Zip(found, (sku, product) => product is null ? InventoryProblems.UnknownSku(sku) : new Result<ProductId>(product.Id))];
    }
}

/// <summary>One entry's outcome in the answer to a list: no code means done.</summary>
internal sealed record EntryAnswer(string? Code, string? Message)
{
    /// <summary>Puts the answers of the entries that could be tried back to their places.</summary>
    public static IReadOnlyList<EntryAnswer> Of<T>(IReadOnlyList<Result<T>> checks, IReadOnlyList<Result> tried)
    {
        var next = 0;
        return [.. checks.Select(check => check.Problem ?? tried[next++].Problem).Select(problem => new EntryAnswer(problem?.Code, problem?.Message.ToString()))];
    }
}
