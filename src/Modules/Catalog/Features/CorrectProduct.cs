using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <summary>What is to be true of a product; null leaves a fact as it is.</summary>
/// <param name="Barcodes">All of them, the one that labels show first.</param>
internal sealed record ProductChange(
    string? Name = null, string? NameChinese = null, long? WeightGrams = null, long? LengthMillimetres = null, long? WidthMillimetres = null, long? HeightMillimetres = null,
    string? Battery = null, bool? IsLiquid = null, bool? IsAlcohol = null, bool? KeepUpright = null, string? Category = null,
    string? HsCode = null, string? Origin = null, string? CustomsDescription = null, IReadOnlyList<string>? Barcodes = null);

/// <summary>A product with all its barcodes and its last changes.</summary>
internal sealed record ProductDetail(ProductAnswer Product, IReadOnlyList<string> Barcodes, IReadOnlyList<ChangeRecord> Changes);

/// <summary>Corrects what is on file of a product, and says so: orders that waited for it are decided anew.</summary>
internal sealed class CorrectProduct(EntrepotDb db, CatalogSnapshots snapshots, ICatalogEditing editing, IHsCodes codes, ChangeLog log, WorkQueue queue, CurrentUser user)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/products/{id:long}", async (long id, CorrectProduct correct, CancellationToken ct) => (await correct.FindAsync(new(id), ct)).ToHttp())
            .RequireAuthorization("catalog.view").DisableAntiforgery().WithSummary("One product with all its barcodes and its last changes");
        routes.MapPut("/api/v1/products/{id:long}", async (long id, ProductChange change, CorrectProduct correct, CancellationToken ct) => (await correct.ForProgramAsync(new(id), change, ct)).ToHttp())
            .RequireAuthorization("catalog.edit").DisableAntiforgery().WithSummary("Correct facts of a product; what is left out stays. Orders that were held for it run again");
    }

    public async Task<Result<ProductDetail>> FindAsync(ProductId id, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        if (snapshot.Find(id) is not { } product) return CatalogProblems.ProductNotFound(id);
        return new ProductDetail(ProductList.ToAnswer(product), snapshot.BarcodesOf(product), await log.OfAsync(ProductHistory.Subject(id), ct));
    }

    /// <returns>What was changed of it.</returns>
    public async Task<Result<ProductAspects>> RunAsync(ProductId id, ProductChange change, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var snapshot = await snapshots.CurrentAsync(db, ct);
        if (snapshot.Find(id) is not { } known) return CatalogProblems.ProductNotFound(id);

        var asked = With(known, change);
        if (asked.Problem is { } wrong) return wrong;
        var product = asked.Value;
        // Only a code that comes new is looked up: an old one may have been valid when it was given.
        if (product.HsCode.Length > 0 && product.HsCode != known.HsCode && codes.Check(product.HsCode).Problem is { } unknown) return unknown with { Field = "hsCode" };

        var before = snapshot.BarcodesOf(known);
        var barcodes = change.Barcodes ?? before;
        var corrected = await editing.CorrectAsync(product, barcodes, ct);
        if (corrected.Problem is { } refused) return refused;
        if (corrected.Value == ProductAspects.None) return ProductAspects.None;

        queue.Publish(known.Sku, new ProductCorrected(id, known.Sku, corrected.Value, [.. barcodes.Except(before)], user.Name));
        return (await unit.CommitAsync(ct)).Problem is { } conflict ? conflict : corrected;
    }

    private async Task<Result> ForProgramAsync(ProductId id, ProductChange change, CancellationToken ct) =>
        (await RunAsync(id, change, ct)).Problem is { } problem ? problem : Result.Ok;

    private static Result<Product> With(Product known, ProductChange change)
    {
        if (change.Battery is { } named && !(Enum.TryParse<BatteryKind>(named, out var kind) && Enum.IsDefined(kind))) return CatalogProblems.BatteryUnknown(named);
        long[] sides = [change.LengthMillimetres ?? known.Size.LengthMillimetres, change.WidthMillimetres ?? known.Size.WidthMillimetres, change.HeightMillimetres ?? known.Size.HeightMillimetres];
        if (sides.Any(side => side is < 0)) return CatalogProblems.NegativeMeasure("size");
        if (sides.Any(side => side > int.MaxValue)) return CatalogProblems.MeasureTooLarge("size");

        return known with
        {
            Name = (change.Name ?? known.Name).Trim(),
            NameChinese = (change.NameChinese ?? known.NameChinese).Trim(),
            WeightGrams = change.WeightGrams ?? known.WeightGrams,
            Size = new((int)sides[0], (int)sides[1], (int)sides[2]),
            Battery = change.Battery is { } battery ? Enum.Parse<BatteryKind>(battery) : known.Battery,
            IsLiquid = change.IsLiquid ?? known.IsLiquid,
            IsAlcohol = change.IsAlcohol ?? known.IsAlcohol,
            KeepUpright = change.KeepUpright ?? known.KeepUpright,
            Category = (change.Category ?? known.Category).Trim().ToLowerInvariant(),
            HsCode = change.HsCode is { } code ? string.Concat(code.Where(char.IsAsciiLetterOrDigit)) : known.HsCode, // As it is printed, with dots or blanks, or without.
            Origin = (change.Origin ?? known.Origin).Trim().ToUpperInvariant(),
            CustomsDescription = (change.CustomsDescription ?? known.CustomsDescription).Trim(),
        };
    }
}
