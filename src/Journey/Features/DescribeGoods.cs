using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>Gives a product words that customs accept, once for all orders, and sends the held order on.</summary>
internal sealed class DescribeGoods(EntrepotDb db, ICatalog products, ICatalogEditing catalog, IOrderBook book, TimeProvider clock)
{
    internal sealed record Request(string Sku, string Description);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id:long}/describe", async (long id, Request request, DescribeGoods describe, CancellationToken ct) => (await describe.RunAsync(new(id), request.Sku, request.Description, ct)).ToHttp())
            .RequireAuthorization("holds.decide").DisableAntiforgery()
            .WithSummary("Describe a product of an order for customs and release the order");
        routes.MapPost("/orders/{id:long}/describe", async (long id, PostedForm form, DescribeGoods describe, Text words, CancellationToken ct) =>
                PageResult.After(await describe.RunAsync(new(id), form.Text("sku"), form.Text("description", longest: 256), ct), words["Goods described; the order runs its journey again"], $"/orders/{id}"))
            .RequireAuthorization("holds.decide");
    }

    public async Task<Result> RunAsync(OrderId id, string sku, string description, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if ((await products.ResolveAsync([new(default, sku)], ct))[0] is not { } product) return JourneyProblems.SkuNotFound(sku);
        if ((await catalog.DescribeAsync(product.Id, description, ct)).Problem is { } refused) return refused;
        if ((await book.RestartAsync([new(id, "goods_described", $"{sku}: {description.Trim()}", Change: null, Waive: null)], clock.GetUtcNow().UtcDateTime, ct))[0].Problem is { } illegal) return illegal;
        return await unit.CommitAsync(ct);
    }
}
