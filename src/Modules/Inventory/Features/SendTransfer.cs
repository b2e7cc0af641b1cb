using Entrepot.Inventory.Contracts;
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

/// <summary>Sends goods from one warehouse to another, all lines or none. What is on its way may be promised there by its day.</summary>
internal sealed class SendTransfer(EntrepotDb db, IdBlocks ids, StockNames names, StockReader reader, StockWriter writer, IInbound inbound, CurrentUser user)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/stock/transfers", async (TransferBody body, SendTransfer send, CancellationToken ct) => (await send.RunAsync(body, ct)).ToHttp())
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Send goods to another warehouse; a known key is sent already. Answers the cause under which they are received there");

    public async Task<Result<TransferSent>> RunAsync(TransferBody body, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        var key = body.Key ?? "";
        if (key.Length == 0) return InventoryProblems.CauseMissing();
        if (await db.Set<Transfer>().SingleOrDefaultAsync(known => known.Key == key, ct) is { } sent) return new TransferSent(sent.Id, sent.Cause);

        var sites = await names.WarehousesAsync(ct);
        if (!sites.TryGetValue(body.From ?? "", out var from)) return InventoryProblems.UnknownCode(body.From ?? "");
        if (!sites.TryGetValue(body.To ?? "", out var to)) return InventoryProblems.UnknownCode(body.To ?? "");
        if (from == to) return InventoryProblems.SameWarehouse(body.To ?? "");
        if (body.ExpectedOn is not { } day) return InventoryProblems.DayMissing();

        var lines = await LinesAsync(body.Lines ?? [], from, ct);
        if (lines.Problem is { } wrong) return wrong;

        var transfer = new Transfer { TenantId = db.Tenant, Id = ids.Next(), Key = key, FromWarehouseId = from, ToWarehouseId = to, ExpectedOn = day, Note = body.Note ?? "", SentBy = user.Name, SentAt = writer.Now };
        await WriteAsync(transfer, lines.Value, ct);
        if ((await unit.CommitAsync(ct)).Problem is { } problem) return problem;
        return new TransferSent(transfer.Id, transfer.Cause);
    }

    /// <summary>Pieces by product; refused where the catalogue does not know a SKU or not enough is free.</summary>
    private async Task<Result<Dictionary<ProductId, long>>> LinesAsync(IReadOnlyList<TransferBody.Goods> goods, WarehouseId from, CancellationToken ct)
    {
        if (goods.Count == 0) return InventoryProblems.NothingToSend();
        if (goods.Count > StockNames.BatchMax) return InventoryProblems.TooMany(goods.Count, StockNames.BatchMax);

        var products = await names.ProductsAsync([.. goods.Select(line => line.Sku ?? "")], ct);
        var wanted = new Dictionary<ProductId, long>();
        foreach (var (line, product) in goods.Zip(products))
        {
            if (product.Problem is { } unknown) return unknown;
            if (line.Quantity <= 0) return InventoryProblems.QuantityNotPositive();
            wanted[product.Value] = wanted.GetValueOrDefault(product.Value) + line.Quantity;
        }

        var free = (await reader.LevelsAsync(wanted.Keys, ct)).Where(level => level.Warehouse == from).ToDictionary(level => level.Product, level => level.Available);
        foreach (var (line, product) in goods.Zip(products))
            if (free.GetValueOrDefault(product.Value) < wanted[product.Value]) return InventoryProblems.NotAvailable(line.Sku ?? "", free.GetValueOrDefault(product.Value), wanted[product.Value]);
        return wanted;
    }

    private async Task WriteAsync(Transfer transfer, Dictionary<ProductId, long> lines, CancellationToken ct)
    {
        var changes = new StockChanges();
        var expected = new List<ExpectedReceipt>(lines.Count);
        db.Writes.Insert(transfer);
        foreach (var (product, quantity) in lines)
        {
            var receipt = new ExpectedReceipt(new(ids.Next()), transfer.ToWarehouseId, product, quantity, transfer.ExpectedOn, transfer.Cause);
            expected.Add(receipt);
            db.Writes.Insert(new TransferLine { TenantId = db.Tenant, TransferId = transfer.Id, ProductId = product, Quantity = quantity, InboundId = receipt.Id });
            changes.Add(product, transfer.FromWarehouseId, -quantity, 0);
            writer.Append(MovementKind.Transferred, product, transfer.FromWarehouseId, -quantity, 0, transfer.SentAt, cause: transfer.Cause, note: transfer.Note);
        }

        await inbound.ExpectAsync(expected, ct);
        changes.Write(writer);
    }
}

/// <param name="Key">Yours, for this transfer: sent again it is done already.</param>
/// <param name="From">The warehouse's code.</param>
/// <param name="ExpectedOn">The day the goods can be shipped from the other warehouse.</param>
internal sealed record TransferBody(string? Key, string? From, string? To, DateOnly? ExpectedOn, string? Note, IReadOnlyList<TransferBody.Goods>? Lines)
{
    internal sealed record Goods(string? Sku, long Quantity);
}

/// <param name="Cause">Under this the other warehouse receives them.</param>
internal sealed record TransferSent(long Id, string Cause);
