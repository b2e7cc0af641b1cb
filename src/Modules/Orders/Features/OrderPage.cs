using System.Text.Json;
using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Approvals;
using Entrepot.Platform.Data;
using Entrepot.Platform.Security;
using Entrepot.Platform.Ui;
using Entrepot.Transport.Contracts;
using Entrepot.Warehouse.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Orders.Features;

/// <summary>One order: what was bought, every decision with its reason, parcels, money, and all that happened.</summary>
internal sealed class OrderPage(EntrepotDb db, ICatalog catalog, ISalesChannels channels, IConsignments consignments, IFulfilment fulfilment, ICustomsPapers papers, IOrderCosts costs, ILedger ledger, IHoldRules rules, IClassification classification, OrderNotes notes, OrderMarks marks, IColleagues colleagues, ApprovalList approvals, IOrderMoves moves, IMergeProposals merging, CurrentUser user)
{
    /// <summary>Suggestions for an unknown code: what fits on a screen.</summary>
    private const int CandidatesMax = 8;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/orders/{id:long}", async (long id, ListUrl url, OrderPage page, CancellationToken ct) =>
                await page.RunAsync(new(id), url, ct) is { } found ? PageResult.Show<OrderDetailPage>(new { Order = found }) : PageResult.Refused(OrderProblems.NotFound(new(id))))
            .RequireAuthorization("orders.view");

    public async Task<OrderPageView?> RunAsync(OrderId id, ListUrl url, CancellationToken ct)
    {
        if (await db.Set<Order>().SingleOrDefaultAsync(order => order.Id == id, ct) is not { } order) return null;

        var content = order.ReadContent();
        var channel = (await channels.AllAsync(ct)).FirstOrDefault(channel => channel.Id == order.ChannelId);
        var events = await db.Set<OrderEvent>().Where(happened => happened.OrderId == id).OrderBy(happened => happened.Id)
            .Select(happened => new OrderEventView(happened.At, happened.Kind, happened.Actor, happened.Text)).ToListAsync(ct);

        var view = new OrderPageView(
            url, id.Value, order.Number, order.Status, order.HoldCode, order.HoldReason, order.HoldStage, order.Since, order.ExpectedOn,
            channel?.Name ?? "", content, order.Tags, order.Priority, order.Run, await LinesAsync(id, content.Currency, ct), await TraceAsync(id, ct), events,
            await consignments.OfOrdersAsync([id], ct), await fulfilment.OfOrdersAsync([id], ct), await costs.OfAsync(id, ct), await ledger.OfAsync("order", id.Value, ct))
        {
            Version = order.Version,
            Seen = await db.Set<OrderEvent>().Where(happened => happened.OrderId == id).MaxAsync(happened => (long?)happened.Id, ct) ?? 0,
            Notes = await notes.OfAsync(id, ct),
            Colleagues = [.. (await colleagues.AllAsync(ct)).Select(person => person.UserName)],
            Marks = [.. (await marks.TagsOfAsync([id], ct))[id.Value]],
            AllTags = await marks.TagsAsync(ct),
            People = await marks.PeopleAsync(ct),
            Owner = (await marks.OwnersOfAsync([id], ct)).GetValueOrDefault(id.Value),
            Asked = await approvals.OpenOfAsync($"order/{id.Value:0}", ct),
            Moves = await MovesAsync(id, ct),
            Mergeable = OrderPageView.IsOpenIn(order.Status) && user.Can("orders.edit") ? (await merging.ForAsync(id, ct)).Count : 0,
            Papers = await papers.OfOrdersAsync([id], ct),
            MayWaive = order.HoldCode is { } hold && rules.MayWaive(hold),
            Links = order is { HoldCode: { } code, HoldReason: { } reason } ? HoldLinks.Of(code, reason, content, await SoldAsync(id, ct)) : [],
            Awaited = order.Status == OrderStatus.Backordered ? await AwaitedAsync(id, ct) : [],
        };
        return order.HoldCode switch
        {
            "orders.unknown_sku" => await WithCandidatesAsync(view, ct),
            "customs.unclassified" or "customs.no_origin" => await WithSuggestionsAsync(view, id, ct),
            _ => view,
        };
    }

    private async Task<IReadOnlyList<OrderMoveView>> MovesAsync(OrderId id, CancellationToken ct)
    {
        var all = await moves.OfAsync([id], ct);
        if (all.Count == 0) return [];
        var others = all.Select(move => move.From == id ? move.To : move.From).Distinct().ToList();
        var numbers = await db.Set<Order>().Where(order => others.Contains(order.Id)).ToDictionaryAsync(order => order.Id, order => order.Number, ct);
        return [.. all.Select(move => (Move: move, Other: move.From == id ? move.To : move.From)).Select(pair =>
            new OrderMoveView(pair.Move.Id, pair.Move.Kind, pair.Move.To == id, pair.Other.Value, numbers.GetValueOrDefault(pair.Other, ""), pair.Move.Lines.Sum(line => line.Quantity), pair.Move.At, pair.Move.Actor))];
    }

    private async Task<List<OrderLineView>> LinesAsync(OrderId id, string currency, CancellationToken ct)
    {
        var lines = await db.Set<OrderLine>().Where(line => line.OrderId == id).OrderBy(line => line.Number).ToListAsync(ct);
        var known = lines.Where(line => line.ProductId is not null).Select(line => line.ProductId.GetValueOrDefault()).Distinct().ToList();
        var products = known.Zip(await catalog.FindAsync(known, ct)).ToDictionary(pair => pair.First, pair => pair.Second);
        return lines.ConvertAll(line =>
        {
            var product = line.ProductId is { } productId ? products[productId] : null;
            var description = line.Description.Length > 0 ? line.Description : product?.Name ?? "";
            return new OrderLineView(line.Number, line.Code, product?.Id.Value, product?.Sku ?? "", description, line.Quantity, line.CancelledQuantity, new(line.AmountMinor, currency), line.IsService) { MovedQuantity = line.MovedQuantity };
        });
    }

    /// <summary>The product of each line, in line order.</summary>
    private async Task<IReadOnlyList<Product?>> SoldAsync(OrderId id, CancellationToken ct)
    {
        var lines = await db.Set<OrderLine>().Where(line => line.OrderId == id).OrderBy(line => line.Number).Select(line => line.ProductId).ToListAsync(ct);
        return await catalog.FindAsync(lines.ConvertAll(product => product ?? default), ct);
    }

    private async Task<IReadOnlyList<HoldLinkView>> AwaitedAsync(OrderId id, CancellationToken ct)
    {
        var missing = await db.Set<OrderShortage>().Where(shortage => shortage.OrderId == id).Select(shortage => shortage.ProductId).ToListAsync(ct);
        return [.. (await catalog.FindAsync(missing, ct)).OfType<Product>().Select(HoldLinks.StockOf)];
    }

    /// <summary>What is not classified yet, parts of bundles among it, and what it could be.</summary>
    private async Task<OrderPageView> WithSuggestionsAsync(OrderPageView view, OrderId id, CancellationToken ct)
    {
        var sold = await db.Set<OrderLine>().Where(line => line.OrderId == id && line.ProductId != null).OrderBy(line => line.Number).Select(line => line.ProductId).ToListAsync(ct);
        var products = await catalog.FindAsync([.. sold.OfType<ProductId>().Distinct()], ct);
        var open = products.OfType<Product>().SelectMany(product => product.IsBundle ? product.Parts.Select(part => part.Product) : [product])
            .FirstOrDefault(product => product.HsCode.Length == 0 || product.Origin.Length == 0);
        if (open is null) return view; // Somebody has classified it since: the order only needs another run.

        var description = open.CustomsDescription.Length > 0 ? open.CustomsDescription : open.Name;
        return view with { ToClassify = open, Suggestions = classification.Suggest([new(open.Id, description, open.Category)])[0] };
    }

    private async Task<IReadOnlyList<TraceEntry>> TraceAsync(OrderId id, CancellationToken ct)
    {
        var last = await db.Set<OrderTrace>().Where(trace => trace.OrderId == id).OrderByDescending(trace => trace.Run).FirstOrDefaultAsync(ct);
        return last is null ? [] : JsonSerializer.Deserialize(last.Entries, OrderJson.Default.IReadOnlyListTraceEntry) ?? [];
    }

    /// <summary>The catalogue's best answers to the words of the unknown line, so that one click maps it.</summary>
    private async Task<OrderPageView> WithCandidatesAsync(OrderPageView view, CancellationToken ct)
    {
        if (view.Lines.FirstOrDefault(line => !line.IsService && line.Sku.Length == 0) is not { } unknown) return view;

        var found = new List<Product>(await catalog.SearchAsync(unknown.Code, CandidatesMax, ct));
        foreach (var word in unknown.Description.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length > 3).OrderByDescending(word => word.Length).Take(3))
            if (found.Count < CandidatesMax) found.AddRange(await catalog.SearchAsync(word, CandidatesMax, ct));
        return view with { UnknownCode = unknown.Code, Candidates = [.. found.DistinctBy(product => product.Id).Take(CandidatesMax)] };
    }
}
