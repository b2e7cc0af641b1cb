using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features.Labels;

/// <summary>Labels for marked products: how many of each, on which sheet, as a file or at the label printer.</summary>
internal sealed class LabelPages(EntrepotDb db, CatalogSnapshots snapshots, ProductLabels labels)
{
    private const string Path = "/products/labels";

    /// <summary>Products of one page; as many as a list marks at once.</summary>
    private const int ProductsMax = BulkSelection.MostIds;

    private static readonly int[] Dpis = [203, 300];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Path, async (BulkSelection marked, LabelPages pages, CancellationToken ct) => await pages.ChooseAsync(marked, ct)).RequireAuthorization("catalog.view");
        routes.MapGet(Path, async (ListUrl url, LabelPages pages, CancellationToken ct) => PageResult.Show<LabelsPage>(new { View = await pages.ShowAsync(url, ct) })).RequireAuthorization("catalog.view");
        routes.MapPost(Path + "/pdf", async (PostedForm form, LabelPages pages, CancellationToken ct) => await pages.PdfAsync(form, ct)).RequireAuthorization("catalog.view");
        routes.MapPost(Path + "/zpl", async (PostedForm form, LabelPages pages, CancellationToken ct) => await pages.ZplAsync(form, ct)).RequireAuthorization("catalog.view");
        routes.MapPost(Path + "/print", async (PostedForm form, LabelPages pages, Text words, CancellationToken ct) => await pages.PrintAsync(form, words, ct)).RequireAuthorization("catalog.view");
    }

    private async Task<PageResult> ChooseAsync(BulkSelection marked, CancellationToken ct)
    {
        IEnumerable<long> ids = marked.Found is { } url ? ProductPages.Filter(await snapshots.CurrentAsync(db, ct), url).Select(product => product.Id.Value) : marked.Ids;
        var chosen = ids.Take(ProductsMax + 1).ToList();
        if (chosen.Count == 0) return PageResult.Refused(CatalogProblems.NoLabels());
        return chosen.Count > ProductsMax ? PageResult.Refused(CatalogProblems.TooManyLabels())
            : PageResult.Go($"{Path}?ids={string.Join('.', chosen.Select(id => id.ToString(CultureInfo.InvariantCulture)))}");
    }

    private async Task<LabelsView> ShowAsync(ListUrl url, CancellationToken ct)
    {
        var snapshot = await snapshots.CurrentAsync(db, ct);
        var code = url.Choice<LabelCode>("code") ?? LabelCode.Barcode;
        var products = (url["ids"] ?? "").Split('.').Select(Id).OfType<ProductId>().Distinct().Take(ProductsMax).Select(snapshot.Find).OfType<Product>();
        return new(url, code, [.. products.Select(product => new LabelLine(product, LabelWish.CodeOf(product, code), LabelWish.SymbologyOf(LabelWish.CodeOf(product, code)), LabelWish.Check(product, code)))]);
    }

    private async Task<IResult> PdfAsync(PostedForm form, CancellationToken ct)
    {
        var pdf = await labels.PdfAsync(Wishes(form), form.Raw("sheet") == nameof(PaperSheet.Label100x50) ? PaperSheet.Label100x50 : PaperSheet.A4, ct);
        return pdf.Problem is { } problem ? PageResult.Refused(problem) : Results.File(pdf.Value, "application/pdf");
    }

    private async Task<IResult> ZplAsync(PostedForm form, CancellationToken ct)
    {
        var dpi = form.Whole("dpi") is { } asked && Dpis.Contains((int)asked) ? (int)asked : Dpis[0];
        var zpl = await labels.ZplAsync(Wishes(form), PaperSheet.Label100x50, dpi, ct);
        return zpl.Problem is { } problem ? PageResult.Refused(problem) : Results.File(zpl.Value, "application/zpl", "labels.zpl");
    }

    private async Task<PageResult> PrintAsync(PostedForm form, Text words, CancellationToken ct) =>
        PageResult.After(await labels.PrintAsync(Wishes(form), ct), words["Sent to the label printer."], "/products");

    private static List<LabelWish> Wishes(PostedForm form)
    {
        var code = form.Choice<LabelCode>("code") ?? LabelCode.Barcode;
        return [.. form.All("ids").Select(Id).OfType<ProductId>().Distinct().Take(ProductsMax)
            .Select(id => new LabelWish(id, (int)Math.Clamp(form.Whole($"pieces{id.Value.ToString(CultureInfo.InvariantCulture)}") ?? 0, 0, int.MaxValue / ProductsMax), code))];
    }

    private static ProductId? Id(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new ProductId(id) : null;
}
