using System.Globalization;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features.Importing;

/// <summary>Files of products for people: send one, look at what it would change and what is wrong with it, then accept or discard it.</summary>
internal sealed class ProductImportPages(ProductImports imports)
{
    private const string Path = "/products/imports";

    /// <summary>The file, and what a form adds around it.</summary>
    private const long FormBytesMax = ProductFile.BytesMax + (1 << 20);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ProductImportPages pages, CancellationToken ct) => PageResult.Show<ProductImportsPage>(new { Imports = await pages.ListAsync(ct) })).RequireAuthorization("catalog.edit");
        routes.MapPost(Path, async (PostedForm form, ProductImportPages pages, CancellationToken ct) => await pages.SendAsync(form, ct))
            .RequireAuthorization("catalog.edit").WithFormOptions(multipartBodyLengthLimit: FormBytesMax);
        routes.MapGet(Path + "/{id:long}", async (long id, ListUrl url, ProductImportPages pages, CancellationToken ct) => await pages.ShowAsync(id, url, ct)).RequireAuthorization("catalog.edit");
        routes.MapPost(Path + "/{id:long}/accept", async (long id, ProductImportPages pages, CancellationToken ct) => await pages.AcceptAsync(id, ct)).RequireAuthorization("catalog.edit");
        routes.MapPost(Path + "/{id:long}/discard", async (long id, ProductImportPages pages, Text words, CancellationToken ct) => await pages.DiscardAsync(id, words, ct)).RequireAuthorization("catalog.edit");
    }

    private Task<IReadOnlyList<ProductImportLine>> ListAsync(CancellationToken ct) => imports.ListAsync(ct);

    private async Task<PageResult> ShowAsync(long id, ListUrl url, CancellationToken ct) =>
        await imports.FindAsync(id, url.View, url.Page, ct) is { } view ? PageResult.Show<ProductImportPage>(new { View = view }) : PageResult.Refused(CatalogProblems.ImportNotFound(id));

    private async Task<PageResult> SendAsync(PostedForm form, CancellationToken ct)
    {
        var file = form.Files.GetFile("file");
        Result<long> sent = file is not { Length: > 0 } ? CatalogProblems.FileMissing() : file.Length > ProductFile.BytesMax ? CatalogProblems.FileTooLarge() : await imports.ProposeAsync(file.FileName, await BytesAsync(file, ct), ct);
        return sent.Problem is { } problem
            ? PageResult.Invalid<ProductImportsPage>(new { Imports = await imports.ListAsync(ct), Posted = form.With(problem) })
            : PageResult.Go(Of(sent.Value));
    }

    private async Task<PageResult> AcceptAsync(long id, CancellationToken ct) =>
        (await imports.AcceptAsync(id, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(Of(id));

    private async Task<PageResult> DiscardAsync(long id, Text words, CancellationToken ct) =>
        (await imports.DiscardAsync(id, ct)).Problem is { } problem ? PageResult.Refused(problem) : PageResult.Go(Path).Saying(words["Discarded. Nothing was changed."]);

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return content.ToArray();
    }

    private static string Of(long id) => string.Create(CultureInfo.InvariantCulture, $"{Path}/{id}");
}
