using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Inventory.Features;

/// <summary>Corrections of stock that a person or another program sends, by warehouse code and SKU.</summary>
internal sealed class PostAdjustments(EntrepotDb db, IStock stock, StockNames names)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/stock/adjustments", async (AdjustmentBody[] body, PostAdjustments post, StockNames names, CancellationToken ct) =>
            {
                var products = await names.ProductsAsync([.. body.Select(entry => entry.Sku ?? "")], ct);
                var known = body.Zip(products).Where(pair => pair.Second.IsOk)
                    .Select(pair => new AdjustmentEntry(pair.First.Warehouse ?? "", pair.Second.Value, pair.First.Difference, pair.First.Cause ?? "", pair.First.Reason ?? "")).ToList();
                var answers = await post.RunAsync(known, ct);
                return answers.Problem is { } problem ? problem.ToHttp() : Results.Ok(EntryAnswer.Of(products, answers.Value));
            })
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Correct on hand after counts; answers one entry each, a known cause is done already");

    public async Task<Result<IReadOnlyList<Result>>> RunAsync(IReadOnlyList<AdjustmentEntry> entries, CancellationToken ct)
    {
        if (entries.Count > StockNames.BatchMax) return InventoryProblems.TooMany(entries.Count, StockNames.BatchMax);

        await using var unit = await db.BeginAsync(ct);
        var sites = await names.WarehousesAsync(ct);
        var checks = entries.Select(entry => Check(entry, sites)).ToList();
        var done = new Queue<Result>(await stock.AdjustAsync([.. checks.Where(check => check.IsOk).Select(check => check.Value)], ct));
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return checks.ConvertAll(check => check.Problem is { } refused ? refused : done.Dequeue());
    }

    private static Result<StockAdjustment> Check(AdjustmentEntry entry, IReadOnlyDictionary<string, WarehouseId> sites)
    {
        if (!sites.TryGetValue(entry.Warehouse, out var warehouse)) return InventoryProblems.UnknownCode(entry.Warehouse);
        if (entry.Cause.Length == 0) return InventoryProblems.CauseMissing();
        return new StockAdjustment(warehouse, entry.Product, entry.Difference, entry.Cause, entry.Reason);
    }
}

internal sealed record AdjustmentEntry(string Warehouse, ProductId Product, long Difference, string Cause, string Reason);

/// <param name="Warehouse">The warehouse's code.</param>
/// <param name="Cause">The count behind it, e.g. <c>count/12</c>: sent again it is done already.</param>
internal sealed record AdjustmentBody(string? Warehouse, string? Sku, long Difference, string? Cause, string? Reason);
