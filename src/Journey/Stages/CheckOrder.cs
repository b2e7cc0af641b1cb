using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;

namespace Entrepot.Journey.Stages;

/// <summary>Is the order whole and true: lines, amounts, currency, dates, known SKUs, a deliverable address, not a double?</summary>
internal sealed class CheckOrder(ICatalog catalog, IOrderBook book) : IJourneyStage
{
    /// <summary>A buyer who orders the same basket again within a day has more often clicked twice than wanted two.</summary>
    private static readonly TimeSpan DoubleWindow = TimeSpan.FromDays(1);

    /// <summary>Shops' clocks differ by minutes, never by a day.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);

    public string Name => "check";

    public async ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        await ResolveAsync(batch.All, ct);
        foreach (var order in batch.All) order.BasketHash = Basket.Hash(order.Content);
        var baskets = await BasketsAsync(batch.All, ct);

        foreach (var order in batch.All)
        {
            Check(order, batch, baskets);
            baskets.Add(order.BasketHash, order.Order.Number, order.Content.PlacedAt);
        }
    }

    private void Check(Traveller order, OrderBatch batch, Baskets baskets)
    {
        var content = order.Content;
        if (content.Lines.Count > 0 && !content.Lines.Any(Ships))
        {
            order.Close(Name, content.Lines.Any(line => line.MovedQuantity > 0) ? (Sentence)"Nothing is left to ship here: what was not cancelled went over to another order." : "Nothing is left to ship: every line is a service or was cancelled.");
            return;
        }

        foreach (var problem in Problems(order, batch))
            if (order.Hold(Name, problem)) return;
        if (baskets.FindDouble(order.BasketHash, order.Order.Number, content.PlacedAt, DoubleWindow) is { } other && order.Hold(Name, JourneyProblems.DuplicateBasket(other))) return;

        order.Pieces = PieceList.Of(order);
        order.Passed(new(Name, "passed", $"{order.Pieces.Count} goods lines, {new Money(content.PaidMinor(), content.Currency)}, address valid for {content.ShipTo.Country}."));
    }

    /// <summary>What is wrong, gravest first, found only as far as somebody asks: a person may have let the first pass.</summary>
    private static IEnumerable<Problem> Problems(Traveller order, OrderBatch batch)
    {
        var content = order.Content;
        if (content.Lines.Count == 0) yield return JourneyProblems.NoLines();
        if (!Currencies.IsKnown(content.Currency)) yield return JourneyProblems.UnknownCurrency(content.Currency);
        if (!batch.Fx.Knows(content.Currency)) yield return JourneyProblems.NoRate(content.Currency, $"{batch.Fx.Source}, {batch.Fx.Day:yyyy-MM-dd}");
        if (content.PlacedAt > batch.Now + ClockTolerance) yield return JourneyProblems.PlacedInFuture(content.PlacedAt);
        if (LineProblem(order) is { } line) yield return line;
        if (content.TotalMinor is { } total && Added(content) is var added && total != added) yield return JourneyProblems.TotalMismatch(new(total, content.Currency), new(added, content.Currency));
        if (content.ShipTo.Country.Length == 0 && content.CountryText.Length > 0) yield return JourneyProblems.CountryUnresolved(content.CountryText);
        if (AddressRules.Check(content.ShipTo) is { } address) yield return address;
    }

    private static Problem? LineProblem(Traveller order)
    {
        for (var i = 0; i < order.Content.Lines.Count; i++)
        {
            var line = order.Content.Lines[i];
            if (!Ships(line)) continue;
            if (line.Quantity < 1) return JourneyProblems.BadQuantity(i + 1);
            if (line.AmountMinor < 0) return JourneyProblems.NegativePrice(i + 1);
            if (order.Products[i] is not { } product) return JourneyProblems.UnknownSku(line.Code);
            if (!product.IsMeasured) return JourneyProblems.Unmeasured(product.Sku);
            foreach (var part in product.Parts)
                if (!part.Product.IsMeasured) return JourneyProblems.Unmeasured(part.Product.Sku);
        }

        return null;
    }

    private async Task ResolveAsync(IReadOnlyList<Traveller> orders, CancellationToken ct)
    {
        var codes = new List<SkuReference>();
        foreach (var order in orders)
            foreach (var line in order.Content.Lines) codes.Add(new(order.Order.Channel.Id, line.Code));

        var found = await catalog.ResolveAsync(codes, ct);
        var next = 0;
        foreach (var order in orders)
        {
            order.Products = new Product?[order.Content.Lines.Count];
            for (var i = 0; i < order.Products.Length; i++, next++) order.Products[i] = order.Content.Lines[i].IsService ? null : found[next];
        }
    }

    private async Task<Baskets> BasketsAsync(IReadOnlyList<Traveller> orders, CancellationToken ct)
    {
        var since = orders.Min(order => order.Content.PlacedAt) - DoubleWindow;
        var known = new Baskets();
        foreach (var basket in await book.FindBasketsAsync([.. orders.Select(order => order.BasketHash)], since, ct)) known.Add(basket.Hash, basket.OrderNumber, basket.PlacedAt);
        return known;
    }

    private static bool Ships(IncomingLine line) => !line.IsService && line.OpenQuantity() != 0;

    private static long Added(IncomingOrder content) => checked(content.Lines.Sum(line => line.AmountMinor) + content.ShippingMinor - content.DiscountMinor + content.TaxMinor);
}
