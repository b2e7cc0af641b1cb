using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Catalog.Features;

/// <summary>Answers every question about products from the company's snapshot.</summary>
internal sealed class FindProducts(EntrepotDb db, CatalogSnapshots snapshots) : ICatalog, ICatalogListing
{
    public async Task<IReadOnlyList<Product?>> ResolveAsync(IReadOnlyList<SkuReference> codes, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var found = new Product?[codes.Count];
        for (var i = 0; i < found.Length; i++) found[i] = snapshot.Resolve(codes[i]);
        return found;
    }

    public async Task<IReadOnlyList<Product?>> FindAsync(IReadOnlyList<ProductId> ids, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var found = new Product?[ids.Count];
        for (var i = 0; i < found.Length; i++) found[i] = snapshot.Find(ids[i]);
        return found;
    }

    public async Task<IReadOnlyList<Product>> SearchAsync(string text, int limit, CancellationToken ct) =>
        (await snapshots.CurrentAsync(db, ct)).Search(text.Trim(), limit);

    public async Task<IReadOnlyList<Product>> AllAsync(CancellationToken ct) => (await snapshots.CurrentAsync(db, ct)).All();
}
