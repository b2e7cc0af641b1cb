using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Catalog.Domain;

/// <summary>One company's whole catalogue in memory, as it stood at <see cref="Version"/>. Never changed; a newer one replaces it.</summary>
internal sealed class CatalogSnapshot
{
    public static readonly CatalogSnapshot Empty = new(0, [], [], [], []);

    private readonly Dictionary<ProductId, Product> plain;
    private readonly Dictionary<ProductId, IReadOnlyList<PartOf>> parts;
    private readonly Dictionary<SkuReference, ProductId> mappings;
    private readonly Dictionary<string, ProductId> barcodes;
    private readonly Dictionary<ProductId, Product> byId;
    private readonly Dictionary<string, Product> bySku;
    private readonly Lazy<ILookup<ProductId, string>> codesOf;
    private readonly Lazy<ILookup<ProductId, ProductId>> bundlesOf;

    private CatalogSnapshot(
        long version, Dictionary<ProductId, Product> plain, Dictionary<ProductId, IReadOnlyList<PartOf>> parts,
        Dictionary<SkuReference, ProductId> mappings, Dictionary<string, ProductId> barcodes)
    {
        (Version, this.plain, this.parts, this.mappings, this.barcodes) = (version, plain, parts, mappings, barcodes);
        byId = parts.Count == 0 ? plain : WithParts();
        bySku = new(byId.Count, StringComparer.Ordinal);
        foreach (var product in byId.Values) bySku[product.Sku] = product;
        codesOf = new(() => barcodes.ToLookup(barcode => barcode.Value, barcode => barcode.Key));
        bundlesOf = new(() => parts.SelectMany(bundle => bundle.Value.Select(part => (bundle.Key, part.Part))).ToLookup(pair => pair.Part, pair => pair.Key));
    }

    public long Version { get; }
    public int Count => byId.Count;

    public IReadOnlyList<Product> All() => [.. byId.Values.OrderBy(product => product.Id.Value)];

    public Product? Find(ProductId id) => byId.GetValueOrDefault(id);
    public Product? FindSku(string sku) => bySku.GetValueOrDefault(sku);
    public Product? FindBarcode(string barcode) => barcodes.TryGetValue(barcode, out var id) ? Find(id) : null;
    public Product? FindMapped(SkuReference code) => mappings.TryGetValue(code, out var id) ? Find(id) : null;

    /// <summary>What scanners may read on a product, the one that labels show first.</summary>
    public IReadOnlyList<string> BarcodesOf(Product product) =>
        [.. codesOf.Value[product.Id].OrderBy(code => code != product.Gtin).ThenBy(code => code, StringComparer.Ordinal)];

    /// <summary>The bundles that a product is a part of.</summary>
    public IEnumerable<ProductId> BundlesWith(ProductId part) => bundlesOf.Value[part];

    /// <summary>The channel's mapping, then the SKU, then the barcode. Codes are compared letter by letter: a guess ships the wrong goods.</summary>
    public Product? Resolve(SkuReference code) => FindMapped(code) ?? FindSku(code.Code) ?? FindBarcode(code.Code);

    /// <summary>A snapshot with what has changed since: as cheap as copying the tables of references.</summary>
    public CatalogSnapshot With(CatalogChange change)
    {
        var products = new Dictionary<ProductId, Product>(plain);
        foreach (var product in change.Products) products[product.Id] = product;

        var bundles = new Dictionary<ProductId, IReadOnlyList<PartOf>>(parts);
        foreach (var group in change.Parts.GroupBy(part => part.Bundle)) bundles[group.Key] = [.. group.Where(part => part.Quantity > 0)]; // Zero was taken out.

        var codes = new Dictionary<SkuReference, ProductId>(mappings);
        foreach (var (code, product) in change.Mappings) codes[code] = product;

        var scans = new Dictionary<string, ProductId>(barcodes, StringComparer.Ordinal);
        foreach (var (code, product) in change.Barcodes)
            if (product is { } id) scans[code] = id;
            else scans.Remove(code);
        return new(change.Version, products, bundles, codes, scans);
    }

    public IReadOnlyList<Product> Search(string text, int limit)
    {
        if (text.Length == 0) return [.. byId.Values.OrderBy(product => product.Sku, StringComparer.Ordinal).Take(limit)];
        var found = new List<(int Rank, Product Product)>();
        foreach (var product in byId.Values)
            if (Rank(product, text) is { } rank) found.Add((rank, product));
        return [.. found.OrderBy(match => match.Rank).ThenBy(match => match.Product.Sku, StringComparer.Ordinal).Take(limit).Select(match => match.Product)];
    }

    private static int? Rank(Product product, string text)
    {
        if (product.Sku.Equals(text, StringComparison.OrdinalIgnoreCase) || product.Gtin.Equals(text, StringComparison.Ordinal)) return 0;
        if (product.Sku.StartsWith(text, StringComparison.OrdinalIgnoreCase)) return 1;
        if (product.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)) return 2;
        var contained = product.Sku.Contains(text, StringComparison.OrdinalIgnoreCase) || product.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
            || product.NameChinese.Contains(text, StringComparison.Ordinal) || product.Gtin.Contains(text, StringComparison.Ordinal);
        return contained ? 3 : null;
    }

    private Dictionary<ProductId, Product> WithParts()
    {
        var all = new Dictionary<ProductId, Product>(plain);
        foreach (var (bundle, needed) in parts)
            if (needed.Count > 0 && all.TryGetValue(bundle, out var product)) all[bundle] = product with { Parts = [.. needed.Select(part => new BundlePart(plain[part.Part], part.Quantity))] };
        return all;
    }
}

/// <summary><paramref name="Quantity"/> pieces of <paramref name="Part"/> in one <paramref name="Bundle"/>.</summary>
internal readonly record struct PartOf(ProductId Bundle, ProductId Part, long Quantity);

/// <summary>Everything that was written after one version of the catalogue, up to and with <paramref name="Version"/>.</summary>
/// <param name="Barcodes">Null for a code that means nothing any more.</param>
internal sealed record CatalogChange(
    long Version, IReadOnlyList<Product> Products, IReadOnlyList<PartOf> Parts,
    IReadOnlyList<(SkuReference Code, ProductId Product)> Mappings, IReadOnlyList<(string Code, ProductId? Product)> Barcodes);
