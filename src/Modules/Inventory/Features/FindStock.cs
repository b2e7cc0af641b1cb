using Entrepot.Catalog.Contracts;
using Entrepot.Platform.Ui;

namespace Entrepot.Inventory.Features;

/// <summary>Products in the top bar's search, by SKU, name or barcode; each leads to its stock.</summary>
internal sealed class FindStock(ICatalog catalog) : ISearch
{
    public string Title => "Products";
    public string Permission => "stock.view";
    public int Order => 30;

    public async Task<IReadOnlyList<Hit>> FindAsync(string text, int limit, CancellationToken ct) =>
        [.. (await catalog.SearchAsync(text, limit, ct)).Select(product => new Hit(
            product.Sku, $"{product.Name}", $"/stock/{product.Id.Value}",
            string.Equals(product.Sku, text, StringComparison.OrdinalIgnoreCase) || product.Gtin == text))];
}
