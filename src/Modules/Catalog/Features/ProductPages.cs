using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Audit;
using Entrepot.Platform.Data;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <summary>The products for people: looked for, those that lack something, and each with a form to correct it.</summary>
internal sealed class ProductPages(EntrepotDb db, CatalogSnapshots snapshots, CorrectProduct correct, IHsCodes codes, IPieces pieces, ChangeLog log)
{
    private const string Path = "/products";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, ProductPages pages, CancellationToken ct) => PageResult.Show<ProductListPage>(new { Found = await pages.ListAsync(url, ct) })).RequireAuthorization("catalog.view");
        routes.MapGet(Path + "/{id:long}", async (long id, ProductPages pages, CancellationToken ct) => await pages.ShowAsync(new(id), PostedForm.Blank, ct)).RequireAuthorization("catalog.view");
        routes.MapPost(Path + "/{id:long}", async (long id, PostedForm form, ProductPages pages, Text words, CancellationToken ct) => await pages.SaveAsync(new(id), form, words, ct)).RequireAuthorization("catalog.edit");
    }

    public async Task<ProductListView> ListAsync(ListUrl url, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var all = snapshot.Search("", int.MaxValue);
        var rows = Filter(snapshot, url).ToList();
        return new(
            url, [.. rows.Skip((url.Page - 1) * ProductListView.PageSize).Take(ProductListView.PageSize)], rows.Count,
            all.Count(product => !product.IsMeasured), all.Count(product => !product.IsClassified),
            [.. all.Select(product => product.Category).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal)]);
    }

    /// <summary>What a list's address names, in the list's order.</summary>
    internal static IEnumerable<Product> Filter(CatalogSnapshot snapshot, ListUrl url)
    {
        IEnumerable<Product> found = snapshot.Search(url["q"] ?? "", int.MaxValue);
        if (url["category"] is { } category) found = found.Where(product => product.Category == category);
        return url.View switch
        {
            "unmeasured" => found.Where(product => !product.IsMeasured),
            "unclassified" => found.Where(product => !product.IsClassified),
            "bundles" => found.Where(product => product.IsBundle),
            _ => found,
        };
    }

    internal async Task<PageResult> ShowAsync(ProductId id, PostedForm form, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        if (snapshot.Find(id) is not { } product) return PageResult.Refused(CatalogProblems.ProductNotFound(id));

        var barcodes = snapshot.BarcodesOf(product);
        var view = new ProductPageView(
            product, barcodes, [.. snapshot.BundlesWith(id).Select(snapshot.Find).OfType<Product>()],
            product.IsBundle ? ProductPageView.PartsOf(product, await pieces.CountAsync([.. product.Parts.Select(part => part.Product.Id)], ct)) : [],
            product is { IsBundle: false, HsCode.Length: 0 } ? codes.Propose(product) : [],
            await log.OfAsync(ProductHistory.Subject(id), ct), ProductDifference.Seen(product, barcodes));
        return form.HasProblems ? PageResult.Invalid<ProductPage>(new { View = view, Posted = form }) : PageResult.Show<ProductPage>(new { View = view });
    }

    private async Task<PageResult> SaveAsync(ProductId id, PostedForm form, Text words, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        if (snapshot.Find(id) is not { } known) return PageResult.Refused(CatalogProblems.ProductNotFound(id));
        if (form.Raw("seen") is { Length: > 0 } seen && seen != ProductDifference.Seen(known, snapshot.BarcodesOf(known))) return await ShowAsync(id, form.With(CatalogProblems.ChangedMeanwhile()), ct);

        var change = ProductForm.Read(form);
        if (form.HasProblems) return await ShowAsync(id, form, ct);

        var saved = await correct.RunAsync(id, change, ct);
        if (saved.Problem is { } problem) return await ShowAsync(id, form.With(ProductForm.At(problem)), ct);
        return PageResult.Go($"{Path}/{id.Value}").Saying(saved.Value == ProductAspects.None ? words["Nothing was changed."] : words["Saved. Orders that waited for this run their journey again."]);
    }
}
