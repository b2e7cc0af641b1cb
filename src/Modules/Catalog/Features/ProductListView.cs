using Entrepot.Catalog.Contracts;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Ui;

namespace Entrepot.Catalog.Features;

/// <summary>One page of the products, and how many lack something that orders wait for.</summary>
public sealed record ProductListView(ListUrl Url, IReadOnlyList<Product> Rows, long Total, long Unmeasured, long Unclassified, IReadOnlyList<string> Categories)
{
    public const int PageSize = 50;

    /// <summary>What a product lacks, the gravest first: an unmeasured one cannot be shipped at all.</summary>
    public static StatusWord Word(Product product) => product switch
    {
        { IsMeasured: false } => new(Tone.Warn, "Unmeasured"),
        { IsClassified: false } => new(Tone.Warn, "Unclassified"),
        { IsBundle: true } => new(Tone.Rest, "Bundle"),
        _ => new(Tone.Go, "Complete|product"),
    };
}

/// <summary>A part of a bundle.</summary>
/// <param name="Available">Pieces on hand that nobody has reserved, over all warehouses.</param>
/// <param name="EnoughFor">So many bundles, if there were enough of all other parts.</param>
/// <param name="IsScarce">It is the part that decides how many bundles there are.</param>
public sealed record BundlePartLine(Product Part, long Quantity, long Available, long EnoughFor, bool IsScarce);

/// <summary>One product with everything that is known of it and how it came to be known.</summary>
/// <param name="Barcodes">The one that labels show first.</param>
/// <param name="Bundles">Those it is a part of.</param>
/// <param name="Parts">Of a bundle, by SKU.</param>
/// <param name="Proposals">HS codes that its words may mean; empty where it has one.</param>
/// <param name="Seen">Tells whether somebody else changed it since this page was made.</param>
public sealed record ProductPageView(
    Product Product, IReadOnlyList<string> Barcodes, IReadOnlyList<Product> Bundles, IReadOnlyList<BundlePartLine> Parts, IReadOnlyList<HsProposal> Proposals, IReadOnlyList<ChangeRecord> Changes, string Seen)
{
    /// <summary>How many bundles its parts make: as many as the scarcest part is enough for.</summary>
    public long Bundleable => Parts.Count == 0 ? 0 : Parts.Min(part => part.EnoughFor);

    internal static IReadOnlyList<BundlePartLine> PartsOf(Product bundle, IReadOnlyList<PieceCount> counts)
    {
        var all = bundle.Parts.Zip(counts, (part, count) => (part.Product, part.Quantity, Available: Math.Max(0, count.Available), EnoughFor: Math.Max(0, count.Available) / part.Quantity)).ToList();
        var least = all.Count == 0 ? 0 : all.Min(part => part.EnoughFor);
        return [.. all.OrderBy(part => part.Product.Sku, StringComparer.Ordinal).Select(part => new BundlePartLine(part.Product, part.Quantity, part.Available, part.EnoughFor, part.EnoughFor == least))];
    }
}
