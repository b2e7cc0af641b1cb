using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Journey.Features;

/// <summary>Teaches a channel's unknown code which product it means, once for all its orders, and sends the held order on.</summary>
internal sealed class MapSku(EntrepotDb db, ICatalogEditing catalog, IOrderBook book, TimeProvider clock)
{
    internal sealed record Request(string Code, long ProductId);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/orders/{id:long}/map-sku", async (long id, Request request, MapSku map, CancellationToken ct) => (await map.RunAsync(new(id), request.Code, new(request.ProductId), ct)).ToHttp())
            .RequireAuthorization("holds.decide").DisableAntiforgery()
            .WithSummary("Map a channel's code to a product and release the order");

    public async Task<Result> RunAsync(OrderId id, string code, ProductId product, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var found = await book.FindAsync([id], ct);
        if (found.Count == 0) return Problem.NotFound("orders.not_found", $"There is no order {id.Value}.");
        if ((await catalog.MapAsync(new(found[0].Channel.Id, code), product, ct)).Problem is { } refused) return refused;
        if ((await book.RestartAsync([new(id, "sku_mapped", code, Change: null, Waive: null)], clock.GetUtcNow().UtcDateTime, ct))[0].Problem is { } illegal) return illegal;
        return await unit.CommitAsync(ct);
    }
}
