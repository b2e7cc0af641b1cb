using Entrepot.Catalog.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>
/// A person confirms a product's HS code and country of origin; every order that was held for want of them, whether it
/// sells the product or a bundle with it, runs its journey again. Each order's timeline says who decided what.
/// </summary>
internal sealed class ClassifyProduct(EntrepotDb db, ICatalogListing catalog, ICatalogEditing editing, IClassification classification, HeldOrders held)
{
    /// <summary>What a classification mends; other holds of the same orders are left alone.</summary>
    private static readonly string[] Mended = ["customs.unclassified", "customs.no_origin"];

    internal sealed record Request(string HsCode, string Origin);

    internal sealed record Answer(int Released);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/api/v1/products/{id:long}/classification", async (long id, Request request, ClassifyProduct classify, CancellationToken ct) => (await classify.RunAsync(new(id), request.HsCode, request.Origin, ct)).ToHttp())
            .RequireAuthorization("holds.decide").DisableAntiforgery()
            .WithSummary("Set a product's HS code and country of origin, and run the orders again that were held for want of them");
        routes.MapPost("/products/{id:long}/classify", async (long id, PostedForm form, ClassifyProduct classify, Text words, CancellationToken ct) => Say(await classify.FromFormAsync(new(id), form, ct), words))
            .RequireAuthorization("holds.decide");
    }

    private static PageResult Say(Result<Answer> answer, Text words) => answer.Problem is { } problem
        ? PageResult.Refused(problem)
        : PageResult.Back("/holds").Saying(words.Plural(answer.Value.Released, "Classified; {0} order runs its journey again", "Classified; {0} orders run their journey again"));

    /// <summary>A code that was typed goes before the suggestion that was marked.</summary>
    private Task<Result<Answer>> FromFormAsync(ProductId product, PostedForm form, CancellationToken ct)
    {
        var typed = form.Text("hsCode");
        return RunAsync(product, typed.Length > 0 ? typed : form.Text("suggested"), form.Text("origin"), ct);
    }

    public async Task<Result<Answer>> RunAsync(ProductId product, string hsCode, string origin, CancellationToken ct)
    {
        var code = string.Concat(hsCode.Where(char.IsAsciiLetterOrDigit)); // As it is printed, with dots or blanks, or without.
        if (classification.Validate(code).Problem is { } unknown) return unknown with { Field = "hsCode" };
        if (!Countries.IsKnown(origin)) return JourneyProblems.OriginMissing();

        await using var unit = await db.BeginAsync(ct);
        var all = await catalog.AllAsync(ct);
        if (all.FirstOrDefault(one => one.Id == product) is not { } known) return JourneyProblems.ProductNotFound(product);
        if ((await editing.ClassifyAsync(product, code, origin, ct)).Problem is { } refused) return refused;

        var orders = await held.ForAsync(product, all, Mended, ct);
        await held.RestartAsync(orders, "classified", $"{known.Sku}: HS {code}, {new CountryName(origin)}", ct);
        if ((await unit.CommitAsync(ct)).Problem is { } conflict) return conflict;
        return new Answer(orders.Count);
    }
}
