using Entrepot.Catalog.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <summary>Finds products by SKU, name or barcode, for other programs.</summary>
internal sealed class ProductList(ICatalog catalog)
{
    /// <summary>The house limit of a page; more is a narrower search.</summary>
    private const int PageMax = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/products", async (string? q, int? limit, ProductList list, CancellationToken ct) =>
                TypedResults.Ok(await list.RunAsync(q ?? "", limit ?? 50, ct)))
            .RequireAuthorization("catalog.view")
            .DisableAntiforgery()
            .WithSummary("Find products by SKU, name or barcode, best match first");

    public async Task<ProductsFound> RunAsync(string text, int limit, CancellationToken ct) =>
        new([.. (await catalog.SearchAsync(text, Math.Clamp(limit, 1, PageMax), ct)).Select(ToAnswer)]);

    public static ProductAnswer ToAnswer(Product product) => new(
        product.Id.Value, product.Sku, product.Name, product.NameChinese, product.WeightGrams,
        product.Size.LengthMillimetres, product.Size.WidthMillimetres, product.Size.HeightMillimetres,
        product.Origin, product.HsCode, [.. product.NationalCodes.All.Select(known => new NationalCodeAnswer(known.Territory, known.Code))], product.CustomsDescription, product.Category, product.Battery.ToString(), product.Gtin,
        product.Cost.Minor, product.Cost.Currency ?? "", [.. product.Parts.Select(part => new PartAnswer(part.Product.Sku, part.Quantity))]);
}

internal sealed record ProductsFound(IReadOnlyList<ProductAnswer> Products);

internal sealed record ProductAnswer(
    long Id, string Sku, string Name, string NameChinese, long WeightGrams, int LengthMillimetres, int WidthMillimetres, int HeightMillimetres,
    string Origin, string HsCode, IReadOnlyList<NationalCodeAnswer> NationalCodes, string CustomsDescription, string Category, string Battery, string Gtin, long CostMinor, string CostCurrency,
    IReadOnlyList<PartAnswer> Parts);

internal sealed record NationalCodeAnswer(string Territory, string Code);

internal sealed record PartAnswer(string Sku, long Quantity);
