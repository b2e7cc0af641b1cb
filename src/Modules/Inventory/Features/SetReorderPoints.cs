using Entrepot.Inventory.Data;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>From how many pieces on a product is to be ordered again, for each warehouse. Zero takes the point away.</summary>
internal sealed class SetReorderPoints(EntrepotDb db, StockNames names, StockWriter writer, CurrentUser user)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/v1/stock/reorder-points", async (ReorderBody[] body, SetReorderPoints set, CancellationToken ct) =>
            {
                var answers = await set.RunAsync(body, ct);
                return answers.Problem is { } problem ? problem.ToHttp() : Results.Ok(answers.Value.Select(answer => new EntryAnswer(answer.Problem?.Code, answer.Problem?.Message.ToString())).ToList());
            })
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Set reorder points by SKU and warehouse; zero takes one away. Answers one entry each");

    public async Task<Result<IReadOnlyList<Result>>> RunAsync(IReadOnlyList<ReorderBody> entries, CancellationToken ct)
    {
        if (entries.Count > StockNames.BatchMax) return InventoryProblems.TooMany(entries.Count, StockNames.BatchMax);

        await using var unit = await db.BeginAsync(ct);
        var sites = await names.WarehousesAsync(ct);
        var products = await names.ProductsAsync([.. entries.Select(entry => entry.Sku ?? "")], ct);
        var wanted = products.Where(product => product.IsOk).Select(product => product.Value).Distinct().ToList();
        var known = await db.Set<ReorderPoint>().AsTracking().Where(point => wanted.Contains(point.ProductId)).ToDictionaryAsync(point => (point.ProductId, point.WarehouseId), ct);

        var answers = new List<Result>(entries.Count);
        foreach (var (entry, product) in entries.Zip(products))
        {
            if (product.Problem is { } unknown) answers.Add(unknown);
            else if (!sites.TryGetValue(entry.Warehouse ?? "", out var warehouse)) answers.Add(InventoryProblems.UnknownCode(entry.Warehouse ?? ""));
            else answers.Add(Set(product.Value, warehouse, entry.Quantity, known));
        }

        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return answers;
    }

    private Result Set(ProductId product, WarehouseId warehouse, long quantity, Dictionary<(ProductId, WarehouseId), ReorderPoint> known)
    {
        if (quantity < 0) return InventoryProblems.NegativePoint();

        if (!known.TryGetValue((product, warehouse), out var point))
        {
            if (quantity == 0) return Result.Ok;
            point = new ReorderPoint { TenantId = db.Tenant, ProductId = product, WarehouseId = warehouse };
            known[(product, warehouse)] = point;
            db.Add(point);
            writer.Receive(product, warehouse, 0); // So that goods which were never here stand in the list too.
        }
        else if (quantity == 0)
        {
            known.Remove((product, warehouse));
            db.Remove(point);
            return Result.Ok;
        }

        point.Set(quantity, user.Name, writer.Now);
        return Result.Ok;
    }
}

/// <param name="Warehouse">The warehouse's code.</param>
/// <param name="Quantity">Available and on its way together; at or below it the product is to be ordered again.</param>
internal sealed record ReorderBody(string? Warehouse, string? Sku, long Quantity);
