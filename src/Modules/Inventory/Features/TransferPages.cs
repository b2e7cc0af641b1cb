using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Domain;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Inventory.Features;

/// <summary>Transfers between warehouses: what is on its way, what arrived, what never will.</summary>
internal sealed class TransferPages(EntrepotDb db, IdBlocks ids, IInbound inbound, IWarehouses warehouses, Catalog.Contracts.ICatalog catalog)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/stock/transfers", async (ListUrl url, TransferPages pages, CancellationToken ct) => PageResult.Show<TransferListPage>(new { Found = await pages.ListAsync(url, ct) }))
            .RequireAuthorization("stock.view");
        routes.MapGet("/stock/transfers/new", async (ListUrl url, TransferPages pages, CancellationToken ct) => await pages.ShowFormAsync(url, PostedForm.Blank, ct))
            .RequireAuthorization("stock.adjust");
        routes.MapPost("/stock/transfers/new", async (ListUrl url, PostedForm form, TransferPages pages, SendTransfer send, Text words, CancellationToken ct) =>
            {
                var body = BodyOf(form);
                if (form.HasProblems) return await pages.ShowFormAsync(url, form, ct);
                var sent = await send.RunAsync(body, ct);
                return sent.Problem is { } problem
                    ? await pages.ShowFormAsync(url, form.With(problem with { Field = problem.Field ?? (problem.Code is "inventory.unknown_sku" or "inventory.not_available" ? "lines" : null) }), ct)
                    : PageResult.Go($"/stock/transfers/{sent.Value.Id}").Saying(words["The goods are on their way."]);
            })
            .RequireAuthorization("stock.adjust");
        routes.MapGet("/stock/transfers/{id:long}", async (long id, TransferPages pages, CancellationToken ct) =>
                await pages.FindAsync(id, ct) is { } found ? PageResult.Show<TransferPage>(new { Found = found }) : PageResult.Refused(InventoryProblems.UnknownTransfer(id)))
            .RequireAuthorization("stock.view");
        routes.MapPost("/stock/transfers/{id:long}/close", async (long id, TransferPages pages, Text words, CancellationToken ct) =>
                PageResult.After(await pages.CloseAsync(id, ct), words["Nothing more is expected of this transfer."], $"/stock/transfers/{id}"))
            .RequireAuthorization("stock.adjust");
        routes.MapPost("/api/v1/stock/transfers/{id:long}/close", async (long id, TransferPages pages, CancellationToken ct) => (await pages.CloseAsync(id, ct)).ToHttp())
            .RequireAuthorization("stock.adjust")
            .DisableAntiforgery()
            .WithSummary("Nothing more of a transfer will arrive; what is missing stays lost");
        routes.MapGet("/api/v1/stock/transfers", async (ListUrl url, TransferPages pages, CancellationToken ct) =>
            {
                var found = await pages.ListAsync(url, ct);
                return TypedResults.Ok(new { found.Total, found.Url.Page, found.Rows });
            })
            .RequireAuthorization("stock.view")
            .WithSummary("Transfers between warehouses, the newest first; view=open for those under way");
    }

    public async Task<TransferListView> ListAsync(ListUrl url, CancellationToken ct)
    {
        IQueryable<Transfer> transfers = db.Set<Transfer>();
        var open = db.Set<Domain.Inbound>().Where(row => !row.IsCancelled && row.Received < row.Quantity);
        if (url.View == "open") transfers = transfers.Where(row => row.Lines.Any(line => open.Any(inbound => inbound.Id == line.InboundId)));
        var page = await transfers.Include(row => row.Lines).OrderByDescending(row => row.Id).Skip((url.Page - 1) * TransferListView.PageSize).Take(TransferListView.PageSize).ToListAsync(ct);
        return new(url, await RowsAsync(page, ct), await transfers.LongCountAsync(ct));
    }

    public async Task<TransferDetailView?> FindAsync(long id, CancellationToken ct)
    {
        if (await db.Set<Transfer>().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } transfer) return null;

        var arrivals = await ArrivalsAsync([transfer], ct);
        var products = await catalog.FindAsync(transfer.Lines.ConvertAll(line => line.ProductId), ct);
        return new((await RowsAsync([transfer], ct))[0], [.. transfer.Lines.Zip(products, (line, product) => new TransferLineRow(
            line.ProductId.Value, product?.Sku ?? "", product?.Name ?? "", line.Quantity, arrivals[line.InboundId].Received, arrivals[line.InboundId].IsCancelled)).OrderBy(row => row.Sku, StringComparer.Ordinal)]);
    }

    private async Task<Result> CloseAsync(long id, CancellationToken ct)
    {
        await using var unit = await db.BeginAsync(ct);
        if (await db.Set<Transfer>().Include(row => row.Lines).SingleOrDefaultAsync(row => row.Id == id, ct) is not { } transfer) return InventoryProblems.UnknownTransfer(id);

        await inbound.CancelAsync(transfer.Lines.ConvertAll(line => line.InboundId), ct);
        return await unit.CommitAsync(ct);
    }

    private async Task<IReadOnlyList<TransferRow>> RowsAsync(List<Transfer> page, CancellationToken ct)
    {
        var sites = (await warehouses.AllAsync(ct)).ToDictionary(site => site.Id, site => site.Code);
        var arrivals = await ArrivalsAsync(page, ct);
        return page.ConvertAll(row => new TransferRow(
            row.Id, sites.GetValueOrDefault(row.FromWarehouseId, ""), sites.GetValueOrDefault(row.ToWarehouseId, ""), row.Lines.Sum(line => line.Quantity), row.Lines.Sum(line => arrivals[line.InboundId].Received),
            row.Lines.Exists(line => arrivals[line.InboundId] is { IsCancelled: false } inbound && inbound.Received < inbound.Quantity), row.ExpectedOn, row.SentAt, row.SentBy, row.Note));
    }

    private async Task<Dictionary<InboundId, Domain.Inbound>> ArrivalsAsync(List<Transfer> transfers, CancellationToken ct)
    {
        var wanted = transfers.SelectMany(row => row.Lines).Select(line => line.InboundId).ToList();
        return await db.Set<Domain.Inbound>().Where(row => wanted.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
    }

    private async Task<PageResult> ShowFormAsync(ListUrl url, PostedForm form, CancellationToken ct)
    {
        var codes = (await warehouses.AllAsync(ct)).Select(site => site.Code).ToList();
        var parameters = new { Found = new TransferFormView(codes, $"transfer/{ids.Next()}", url["from"], url["sku"]), Posted = form };
        return form.HasProblems ? PageResult.Invalid<NewTransferPage>(parameters) : PageResult.Show<NewTransferPage>(parameters);
    }

    /// <summary>One line for each SKU: the code, a blank, a tab or a comma, and the pieces.</summary>
    private static TransferBody BodyOf(PostedForm form)
    {
        var lines = new List<TransferBody.Goods>();
        foreach (var line in form.Text("lines", required: true, longest: 40_000).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = line.LastIndexOfAny([' ', '\t', ',', ';']);
            if (cut > 0 && long.TryParse(line[(cut + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var pieces)) lines.Add(new(line[..cut].TrimEnd(' ', '\t', ',', ';'), pieces));
            else form.With(InventoryProblems.BadLine(line));
        }

        return new(form.Text("key", required: true, longest: 64), form.Text("from", required: true), form.Text("to", required: true), form.Day("expectedOn", required: true), form.Text("note", longest: 200), lines);
    }
}
