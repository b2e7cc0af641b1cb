using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Warehouse.Domain;

namespace Entrepot.Warehouse.Features;

/// <summary>Goods by what a scanner reads on them.</summary>
internal sealed class FloorGoods(ICatalog catalog)
{
    public async Task<Result<Product>> FindAsync(string code, CancellationToken ct) =>
        code.Length > 0 && (await catalog.ResolveAsync([new(default, code)], ct))[0] is { } product ? product : WarehouseProblems.UnknownGoods(code);

    public async Task<Product> OfAsync(ProductId id, CancellationToken ct) =>
        (await catalog.FindAsync([id], ct))[0] ?? throw new InvalidOperationException($"Product {id.Value} is gone from the catalogue.");
}
