using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Work;

namespace Entrepot.Journey.Following;

/// <summary>
/// A product was corrected: orders on hold for what was wrong with it run their journey again, whether they sell the
/// product or a bundle with it. Holds of other kinds are left alone.
/// </summary>
internal sealed class OnProductCorrected(IOrderBook book, ICatalogListing catalog, HeldOrders held) : IWorkHandler
{
    public const string Subscription = "journey.on_product_corrected";

    /// <summary>Which reasons a correction may remove. Whether it did is for the journey to find out.</summary>
    private static readonly (ProductAspects Aspect, string[] Holds)[] Mended =
    [
        (ProductAspects.Measures, ["orders.product_unmeasured", "customs.no_weight", "transport.no_service"]),
        (ProductAspects.Classification, ["customs.unclassified", "customs.no_origin", "customs.tariff_line_needed", "customs.no_rate", "customs.excise_unknown", "customs.restricted_goods"]),
        (ProductAspects.Nature, ["customs.restricted_goods", "transport.no_service"]),
        (ProductAspects.Parts, ["orders.product_unmeasured", "customs.no_weight", "customs.unclassified", "customs.no_origin", "transport.no_service"]),
        (ProductAspects.Words, ["customs.vague_description"]),
    ];

    public string Kind => Subscription;

    public async Task HandleAsync(IReadOnlyList<WorkItem> items, CancellationToken ct)
    {
        var all = await catalog.AllAsync(ct);
        foreach (var item in items) await RestartAsync(item.Read<ProductCorrected>(), all, ct);
    }

    private async Task RestartAsync(ProductCorrected corrected, IReadOnlyList<Product> all, CancellationToken ct)
    {
        var orders = new HashSet<OrderId>();
        if (HoldsOf(corrected.Changed) is { Count: > 0 } holds) orders.UnionWith(await held.ForAsync(corrected.Product, all, holds, ct));
        if (corrected.Barcodes.Count > 0) orders.UnionWith(await book.HeldForCodesAsync(corrected.Barcodes, ct));
        await held.RestartAsync(orders, "product_corrected", $"{corrected.Sku} ({corrected.By})", ct);
    }

    private static List<string> HoldsOf(ProductAspects changed) => [.. Mended.Where(mended => changed.HasFlag(mended.Aspect)).SelectMany(mended => mended.Holds).Distinct()];
}
