using Entrepot.Kernel;

namespace Entrepot.Catalog.Contracts;

/// <summary>A product as the journey needs it: everything a warehouse, a carrier and a customs office ask about it.</summary>
public sealed record Product(ProductId Id, string Sku, string Name)
{
    public string NameChinese { get; init; } = "";

    /// <summary>Net weight of one piece; zero when it was never weighed.</summary>
    public long WeightGrams { get; init; }
    public Dimensions Size { get; init; }

    /// <summary>Where it was made, ISO 3166-1 alpha-2; empty when not known yet.</summary>
    public string Origin { get; init; } = "";

    /// <summary>6 to 10 digits without dots; empty when not classified yet. Only the first six mean the same everywhere.</summary>
    public string HsCode { get; init; } = "";

    /// <summary>The full code of 8 to 10 digits by customs territory (<c>US</c>, <c>EU</c>, <c>GB</c>), where a person chose one.</summary>
    public NationalCodes NationalCodes { get; init; } = NationalCodes.None;

    /// <summary>
    /// The code to declare in a customs territory: its own line where one was chosen, else the world-wide six digits. Further
    /// digits of <see cref="HsCode"/> are left out: the same ten digits name other goods in another country's tariff.
    /// </summary>
    public string HsCodeIn(string territory) => NationalCodes.In(territory) ?? (HsCode.Length > 6 ? HsCode[..6] : HsCode);

    /// <summary>What customs reads: plain, specific English.</summary>
    public string CustomsDescription { get; init; } = "";

    /// <summary>The merchant's product line, lower case, e.g. <c>electronics</c>, <c>spirits</c>.</summary>
    public string Category { get; init; } = "";
    public BatteryKind Battery { get; init; }
    public bool IsLiquid { get; init; }
    public bool IsAlcohol { get; init; }

    /// <summary>Must not be turned on its side when packed.</summary>
    public bool KeepUpright { get; init; }

    /// <summary>What one piece cost to buy; the cost of goods sold until first-leg costs are allocated.</summary>
    public Money Cost { get; init; }

    /// <summary>GTIN or other barcode that a scanner reads on the piece; empty when it has none.</summary>
    public string Gtin { get; init; } = "";

    /// <summary>What a bundle is made of; empty for a plain product. Parts are plain products.</summary>
    public IReadOnlyList<BundlePart> Parts { get; init; } = [];

    public bool IsBundle => Parts.Count > 0;

    /// <summary>Weighed and measured, so that a parcel can be planned; of a bundle its parts are asked instead.</summary>
    public bool IsMeasured => IsBundle || (WeightGrams > 0 && Size.IsKnown);

    /// <summary>Has what a declaration cannot do without; of a bundle its parts are asked instead.</summary>
    public bool IsClassified => IsBundle || (HsCode.Length > 0 && Origin.Length > 0);
}

/// <summary><paramref name="Quantity"/> pieces of a product in one bundle.</summary>
public sealed record BundlePart(Product Product, long Quantity);

/// <summary>A code as a sales channel writes it.</summary>
public readonly record struct SkuReference(SalesChannelId Channel, string Code);

/// <summary>The merchant's products: found by the channel's own code, the SKU or a barcode.</summary>
public interface ICatalog
{
    /// <summary>
    /// The product behind each code, in the same order: first by the channel's mapping, then as a SKU, then as a GTIN;
    /// null where the code is unknown. Never a guess.
    /// </summary>
    Task<IReadOnlyList<Product?>> ResolveAsync(IReadOnlyList<SkuReference> codes, CancellationToken ct);

    /// <summary>Products by id, in the same order; null where there is none.</summary>
    Task<IReadOnlyList<Product?>> FindAsync(IReadOnlyList<ProductId> ids, CancellationToken ct);

    /// <summary>Products whose SKU, name or barcode contains the text, best match first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<Product>> SearchAsync(string text, int limit, CancellationToken ct);
}

/// <summary>Changes to the catalogue that other modules ask for; each runs in the caller's unit of work.</summary>
public interface ICatalogEditing
{
    /// <summary>Adds products in one batch. A product with a known SKU is refused, the others are added; answers in the same order.</summary>
    Task<IReadOnlyList<Result<ProductId>>> AddAsync(IReadOnlyList<NewProduct> products, CancellationToken ct);

    /// <summary>From now on the channel's code means this product.</summary>
    /// <returns>Refused when the product does not exist or the code already means another.</returns>
    Task<Result> MapAsync(SkuReference code, ProductId product, CancellationToken ct);

    /// <summary>Sets HS code and origin after a person confirmed them. National codes that do not begin with the new code's six digits fall away.</summary>
    Task<Result> ClassifyAsync(ProductId product, string hsCode, string origin, CancellationToken ct);

    /// <summary>Sets the words that the product is declared with. Refused with <c>catalog.bad_description</c> when there are none or more than a declaration takes.</summary>
    Task<Result> DescribeAsync(ProductId product, string description, CancellationToken ct);

    /// <summary>Sets the tariff line of 8 to 10 digits that the product is declared under in one customs territory; an empty code removes it.</summary>
    /// <returns>Refused with <c>catalog.national_code_malformed</c> when it does not go on from the product's own six digits.</returns>
    Task<Result> SetNationalCodeAsync(ProductId product, string territory, string code, CancellationToken ct);

    /// <summary>
    /// Puts what is true of a product in place of what is on file. Its SKU, parts and cost stay; national codes that do not
    /// begin with the new six digits fall away. What was changed stands in the product's history.
    /// </summary>
    /// <param name="barcodes">All that scanners may read on it, the one that labels show first; others of it mean nothing any more.</param>
    /// <returns>What was changed of it, <see cref="ProductAspects.None"/> where nothing was; refused as <see cref="AddAsync"/> refuses.</returns>
    Task<Result<ProductAspects>> CorrectAsync(Product corrected, IReadOnlyList<string> barcodes, CancellationToken ct);

    /// <summary>Says what a bundle is made of; without parts it becomes a plain product. Orders that were allocated keep what they have.</summary>
    /// <param name="parts">SKUs of plain products with the pieces of each in one bundle.</param>
    /// <returns>What was changed; refused where a part is unknown, a bundle or the product itself, and where the product is a part of another bundle.</returns>
    Task<Result<ProductAspects>> ComposeAsync(ProductId bundle, IReadOnlyList<(string Sku, long Quantity)> parts, CancellationToken ct);
}

/// <summary>A product to add; its <see cref="Product.Id"/> is given by the catalogue and its <see cref="Product.Parts"/> name existing SKUs in <paramref name="Parts"/>.</summary>
public sealed record NewProduct(Product Product, IReadOnlyList<(string Sku, long Quantity)> Parts);
