using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>Goods that arrived or are on their way, as another program reports them, by warehouse code and SKU.</summary>
internal sealed class PostReceipts(EntrepotDb db, IdBlocks ids, IStock stock, IInbound inbound, StockNames names)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/stock/receipts", async (ReceiptBody[] body, PostReceipts post, CancellationToken ct) => ToHttp(await post.ReceiveAsync(body, ct)))
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Book goods in; answers one entry each, a known cause is done already");
        routes.MapPost("/api/v1/stock/inbound", async (ReceiptBody[] body, PostReceipts post, CancellationToken ct) => ToHttp(await post.ExpectAsync(body, ct)))
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Announce goods with the day they are expected on; answers one entry each");
    }

    public Task<Result<IReadOnlyList<Result>>> ReceiveAsync(IReadOnlyList<ReceiptBody> entries, CancellationToken ct) => InUnitAsync(entries, async checks =>
    {
        var causes = checks.Select(check => check.Body.Inbound).OfType<string>().Distinct().ToList();
        var expected = (await db.Set<Domain.Inbound>().Where(row => causes.Contains(row.Cause)).ToListAsync(ct)).ToDictionary(row => (row.Cause, row.ProductId, row.WarehouseId), row => row.Id);
        await stock.ReceiveAsync(
            [.. checks.Select(check => new StockReceipt(
                check.Warehouse, check.Product, check.Body.Quantity, check.Body.Cause ?? "",
                expected.TryGetValue((check.Body.Inbound ?? "", check.Product, check.Warehouse), out var announced) ? announced : null))], ct);
    }, ct);

    public Task<Result<IReadOnlyList<Result>>> ExpectAsync(IReadOnlyList<ReceiptBody> entries, CancellationToken ct) => InUnitAsync(entries, checks => inbound.ExpectAsync(
        [.. checks.Select(check => new ExpectedReceipt(new(ids.Next()), check.Warehouse, check.Product, check.Body.Quantity, check.Body.ExpectedOn ?? default, check.Body.Cause ?? ""))], ct), ct, needsDay: true);

    private async Task<Result<IReadOnlyList<Result>>> InUnitAsync(IReadOnlyList<ReceiptBody> entries, Func<IReadOnlyList<Checked>, Task> act, CancellationToken ct, bool needsDay = false)
    {
        if (entries.Count > StockNames.BatchMax) return InventoryProblems.TooMany(entries.Count, StockNames.BatchMax);

        await using var unit = await db.BeginAsync(ct);
        var sites = await names.WarehousesAsync(ct);
        var products = await names.ProductsAsync([.. entries.Select(entry => entry.Sku ?? "")], ct);
        var checks = entries.Zip(products, (entry, product) => Check(entry, product, sites, needsDay)).ToList();
        await act([.. checks.Where(check => check.IsOk).Select(check => check.Value)]);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return checks.ConvertAll(check => new Result(check.Problem));
    }

    private static Result<Checked> Check(ReceiptBody entry, Result<ProductId> product, IReadOnlyDictionary<string, WarehouseId> sites, bool needsDay)
    {
        if (product.Problem is { } unknown) return unknown;
        if (!sites.TryGetValue(entry.Warehouse ?? "", out var warehouse)) return InventoryProblems.UnknownCode(entry.Warehouse ?? "");
        if (entry.Quantity <= 0) return InventoryProblems.QuantityNotPositive();
        if (string.IsNullOrWhiteSpace(entry.Cause)) return InventoryProblems.CauseMissing();
        if (needsDay && entry.ExpectedOn is null) return InventoryProblems.DayMissing();
        return new Checked(entry, product.Value, warehouse);
    }

    private static IResult ToHttp(Result<IReadOnlyList<Result>> answers) =>
        answers.Problem is { } problem ? problem.ToHttp() : Results.Ok(answers.Value.Select(answer => new EntryAnswer(answer.Problem?.Code, answer.Problem?.Message.ToString())).ToList());

    private sealed record Checked(ReceiptBody Body, ProductId Product, WarehouseId Warehouse);
}

/// <param name="Warehouse">The warehouse's code.</param>
/// <param name="Cause">What brought or will bring the goods, e.g. <c>receipt/55</c>: sent again it is done already.</param>
/// <param name="Inbound">The cause under which the goods were announced; null when nobody did.</param>
/// <param name="ExpectedOn">Needed for an announcement.</param>
internal sealed record ReceiptBody(string? Warehouse, string? Sku, long Quantity, string? Cause, string? Inbound = null, DateOnly? ExpectedOn = null);
