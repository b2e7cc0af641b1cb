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

/// <summary>Teaches a channel's unknown code which product it means, once for all its orders, and sends the held order on.</summary>
internal sealed class MapSku(EntrepotDb db, ICatalog products, ICatalogEditing catalog, IOrderBook book, TimeProvider clock)
{
    internal sealed record Request(string Code, long ProductId);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/orders/{id:long}/map-sku", async (long id, Request request, MapSku map, CancellationToken ct) => (await map.RunAsync(new(id), request.Code, new(request.ProductId), ct)).ToHttp())
            .RequireAuthorization("holds.decide").DisableAntiforgery()
            .WithSummary("Map a channel's code to a product and release the order");
        routes.MapPost("/orders/{id:long}/map-sku", async (long id, PostedForm form, MapSku map, Text words, CancellationToken ct) =>
                PageResult.After(await map.FromFormAsync(new(id), form, ct), words["Code mapped; the order runs its journey again"], $"/orders/{id}"))
            .RequireAuthorization("holds.decide");
    }

    /// <summary>From the page: a suggested product by its id, or another by its SKU.</summary>
    private async Task<Result> FromFormAsync(OrderId id, PostedForm form, CancellationToken ct)
    {
        if (form.Whole("product") is { } product) return await RunAsync(id, form.Text("code"), new(product), ct);

        var sku = form.Text("sku");
        var found = (await products.ResolveAsync([new(default, sku)], ct))[0];
        return found is null ? JourneyProblems.SkuNotFound(sku) : await RunAsync(id, form.Text("code"), found.Id, ct);
    }

    public async Task<Result> RunAsync(OrderId id, string code, ProductId product, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return JourneyProblems.OrderNotFound(id);
        if ((await catalog.MapAsync(new(found[0].Channel.Id, code), product, ct)).Problem is { } refused) return refused;
        if ((await book.RestartAsync([new(id, "sku_mapped", $"{code}", Change: null, Waive: null)], clock.GetUtcNow().UtcDateTime, ct))[0].Problem is { } illegal) return illegal;
        return await unit.CommitAsync(ct);
    }
}
