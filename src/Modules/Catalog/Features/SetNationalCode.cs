using Entrepot.Catalog.Contracts;
using Entrepot.Catalog.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Catalog.Features;

/// <summary>A person chooses the tariff line that a product is declared under in one customs territory.</summary>
internal sealed class SetNationalCode(EntrepotDb db, ICatalog catalog, ICatalogEditing editing)
{
    internal sealed record Request(string Territory, string Code);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/products/{sku}/national-codes", async (string sku, Request request, SetNationalCode set, CancellationToken ct) => (await set.RunAsync(sku, request.Territory, request.Code, ct)).ToHttp())
            .RequireAuthorization("catalog.edit").DisableAntiforgery()
            .WithSummary("Set the tariff line that a product is declared under in one customs territory; an empty code removes it");
        routes.MapPost("/products/national-code", async (PostedForm form, SetNationalCode set, Text words, CancellationToken ct) =>
            {
                var (sku, territory, code) = (form.Text("sku"), form.Text("territory"), form.Text("code"));
                return (await set.RunAsync(sku, territory, code, ct)).Problem is { } problem
                    ? PageResult.Refused(problem)
                    : PageResult.Back("/holds").Saying(words["{0} is declared as {1} in {2}. Release the orders that waited for it.", sku, code, territory]);
            })
            .RequireAuthorization("catalog.edit");
    }

    public async Task<Result> RunAsync(string sku, string territory, string code, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var found = await catalog.SearchAsync(sku, 1, ct); // An equal SKU stands first.
        if (found.Count == 0 || found[0].Sku != sku) return CatalogProblems.SkuUnknown(sku);
        if ((await editing.SetNationalCodeAsync(found[0].Id, territory, code, ct)).Problem is { } problem) return problem;
        return await unit.CommitAsync(ct);
    }
}
