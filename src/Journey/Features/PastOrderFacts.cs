using Entrepot.Catalog.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey.Stages;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Platform.Data;
using Entrepot.Rules.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Entrepot.Journey.Features;

/// <summary>What came in, as rules see it. Stock is what is free now: what was free then nobody knows any more.</summary>
internal sealed class PastOrderFacts(EntrepotDb db, IPastOrders past, ICatalog catalog, IStock stock, IFxRates rates, TimeProvider clock) : IRuleOrders
{
    public async Task<IReadOnlyList<RuleCase>> BeforeAsync(long? before, DateTime since, int limit, Func<string, bool> asks, CancellationToken ct)
    {
        var heads = await past.BeforeAsync(before is { } last ? new OrderId(last) : null, since, limit, ct);
        if (heads.Count == 0) return [];

        var now = clock.GetUtcNow().UtcDateTime;
        var fx = await rates.AsOfAsync(DateOnly.FromDateTime(now), ct);
        var currency = await db.Set<Tenant>().Where(company => company.Id == db.Tenant).Select(company => company.Currency).SingleAsync(ct);
        var travellers = heads.Select(Traveller).ToList();
        await ResolveAsync(travellers, ct);
        var batch = new OrderBatch(travellers, now, fx, currency, []);
        var available = asks("lines.available") ? await stock.AvailableAsync(travellers, ct) : null;
        return travellers.ConvertAll(order => Case(order, batch, available));
    }

    private static RuleCase Case(Traveller order, OrderBatch batch, IReadOnlyDictionary<ProductId, long>? available)
    {
        var lines = OrderFacts.Lines(order.Pieces, batch, withCost: true, available);
        var facts = OrderFacts.Of(order.Content, order.Order.Channel, lines, batch.Fx, batch.BaseCurrency, order.Content.PlacedAt);
        return new(order.Order.Id.Value, order.Order.Number, facts with { AskedAt = batch.Now });
    }

    private static Traveller Traveller(OrderHead head) =>
        new(new(head.Id, head.Number, head.Channel, head.Run, head.Content, [.. head.Content.Lines.Select((_, i) => new OrderLineId(i + 1))], head.Content.PlacedAt, new HashSet<string>(), IsNew: false));

    /// <summary>As the check does it: one question for all codes, and bundles taken apart.</summary>
    private async Task ResolveAsync(List<Traveller> orders, CancellationToken ct)
    {
        var codes = orders.SelectMany(order => order.Content.Lines.Select(line => new SkuReference(order.Order.Channel.Id, line.Code))).ToList();
        var products = await catalog.ResolveAsync(codes, ct);
        var next = 0;
        foreach (var order in orders)
        {
            var found = new Product?[order.Content.Lines.Count];
            for (var i = 0; i < found.Length; i++) found[i] = products[next++];
            order.Products = found;
            order.Pieces = PieceList.Of(order);
        }
    }
}
