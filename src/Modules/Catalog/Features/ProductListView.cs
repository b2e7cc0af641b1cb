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

/// <summary>One product with everything that is known of it and how it came to be known.</summary>
/// <param name="Barcodes">The one that labels show first.</param>
/// <param name="Bundles">Those it is a part of.</param>
/// <param name="Proposals">HS codes that its words may mean; empty where it has one.</param>
/// <param name="Seen">Tells whether somebody else changed it since this page was made.</param>
public sealed record ProductPageView(
    Product Product, IReadOnlyList<string> Barcodes, IReadOnlyList<Product> Bundles, IReadOnlyList<HsProposal> Proposals, IReadOnlyList<ChangeRecord> Changes, string Seen);
