using System.Globalization;
using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Data;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Platform.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <param name="Parts">All of them; none makes a plain product of a bundle.</param>
internal sealed record ProductParts(IReadOnlyList<PartAnswer> Parts);

/// <summary>Says what a bundle is made of. Orders that were held for what a part lacked run again.</summary>
internal sealed class ComposeProduct(EntrepotDb db, CatalogSnapshots snapshots, ICatalogEditing editing, IPieces pieces, WorkQueue queue, CurrentUser user)
{
    /// <summary>Rows of the form that are empty: whoever needs more saves in between.</summary>
    public const int BlankRows = 4;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/products/{id:long}/parts", async (long id, PostedForm form, ComposeProduct compose, ProductPages pages, Text words, CancellationToken ct) => await compose.PostAsync(new(id), form, pages, words, ct))
            .RequireAuthorization("catalog.edit");
        routes.MapPut("/api/v1/products/{id:long}/parts", async (long id, ProductParts asked, ComposeProduct compose, CancellationToken ct) =>
                ((await compose.RunAsync(new(id), [.. asked.Parts.Select(part => (part.Sku, part.Quantity))], ct)).Problem is { } problem ? problem : Result.Ok).ToHttp())
            .RequireAuthorization("catalog.edit").DisableAntiforgery().WithSummary("Say what a bundle is made of; without parts it becomes a plain product");
    }

    /// <returns>What was changed of it.</returns>
    public async Task<Result<ProductAspects>> RunAsync(ProductId id, IReadOnlyList<(string Sku, long Quantity)> parts, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var snapshot = await snapshots.CurrentAsync(db, ct);
        if (snapshot.Find(id) is not { } known) return CatalogProblems.ProductNotFound(id);

        // A bundle is shipped as its parts: pieces of its own could never leave the warehouse again.
        if (!known.IsBundle && parts.Count > 0 && (await pieces.CountAsync([id], ct))[0].Held is > 0 and var held) return CatalogProblems.BundleHasStock(known.Sku, held);
        var composed = await editing.ComposeAsync(id, parts, ct);
        if (composed.Problem is { } refused) return refused;
        if (composed.Value == ProductAspects.None) return composed;

        queue.Publish(known.Sku, new ProductCorrected(id, known.Sku, composed.Value, [], user.Name));
        return (await unit.CommitAsync(ct)).Problem is { } conflict ? conflict : composed;
    }

    private async Task<PageResult> PostAsync(ProductId id, PostedForm form, ProductPages pages, Text words, CancellationToken ct)
    {
        var parts = Read(form);
        if (form.HasProblems) return await pages.ShowAsync(id, form, ct);

        var composed = await RunAsync(id, parts, ct);
        if (composed.Problem is { } problem) return await pages.ShowAsync(id, form.With(problem with { Field = null }), ct);
        return PageResult.Go($"/products/{id.Value.ToString(CultureInfo.InvariantCulture)}")
            .Saying(composed.Value == ProductAspects.None ? words["Nothing was changed."] : words["Saved. Orders that waited for this run their journey again."]);
    }

    /// <summary>Rows without an SKU are left out; one piece where nothing else is said.</summary>
    private static List<(string Sku, long Quantity)> Read(PostedForm form)
    {
        var parts = new List<(string, long)>();
        for (var row = 0; row < ProductRules.PartsMax + BlankRows && form.Has($"part{row}"); row++)
        {
            var sku = form.Text($"part{row}", longest: ProductRules.CodeLengthMax);
            var quantity = form.Whole($"pieces{row}") ?? 1;
            if (sku.Length > 0) parts.Add((sku, quantity));
        }

        return parts;
    }
}
