using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>
/// A person chooses the tariff line that a product is declared under in one customs territory; every order that was held
/// because the lines differ, whether it sells the product or a bundle with it, runs its journey again.
/// </summary>
internal sealed class ChooseTariffLine(EntrepotDb db, ICatalogListing catalog, ICatalogEditing editing, HeldOrders held)
{
    private static readonly string[] Mended = ["customs.tariff_line_needed"];

    internal sealed record Request(string Territory, string Code);

    internal sealed record Answer(int Released);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/products/{sku}/national-codes", async (string sku, Request request, ChooseTariffLine choose, CancellationToken ct) => (await choose.RunAsync(sku, request.Territory, request.Code, ct)).ToHttp())
            .RequireAuthorization("catalog.edit").DisableAntiforgery()
            .WithSummary("Set the tariff line that a product is declared under in one customs territory (an empty code removes it), and run the orders again that were held for want of it");
        routes.MapPost("/products/national-code", async (PostedForm form, ChooseTariffLine choose, Text words, CancellationToken ct) =>
                (await choose.RunAsync(form.Text("sku"), form.Text("territory"), form.Text("code"), ct)) is { Problem: { } problem }
                    ? PageResult.Refused(problem)
                    : PageResult.Back("/holds").Saying(words["{0} is declared as {1} in {2}", form.Text("sku"), form.Text("code"), form.Text("territory")]))
            .RequireAuthorization("catalog.edit");
    }

    public async Task<Result<Answer>> RunAsync(string sku, string territory, string code, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var all = await catalog.AllAsync(ct);
        if (all.FirstOrDefault(one => one.Sku == sku) is not { } product) return JourneyProblems.SkuNotFound(sku);
        if ((await editing.SetNationalCodeAsync(product.Id, territory, code, ct)).Problem is { } refused) return refused;

        var orders = await held.ForAsync(product.Id, all, Mended, ct);
        await held.RestartAsync(orders, "classified", $"{sku}: {territory} {code}", ct);
        if ((await unit.CommitAsync(ct)).Problem is { } conflict) return conflict;
        return new Answer(orders.Count);
    }
}
