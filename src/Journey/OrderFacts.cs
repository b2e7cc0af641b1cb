using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Journey;

/// <summary>An order as rules see it. What nobody knows stays null, so that no condition on it holds.</summary>
internal static class OrderFacts
{
    /// <param name="channel">Null for an order that was written down without one.</param>
    public static RuleFacts Of(IncomingOrder content, SalesChannel? channel, IReadOnlyList<RuleLine> lines, FxTable fx, string baseCurrency, DateTime now)
    {
        var total = content.PaidMinor();
        return new()
        {
            Channel = channel?.Code,
            ChannelKind = channel?.Kind,
            ExternalNumber = content.ExternalNumber,
            Currency = content.Currency,
            TotalMinor = total,
            TotalBaseMinor = InBase(new(total, content.Currency), fx, baseCurrency),
            ShippingMinor = content.ShippingMinor,
            DiscountMinor = content.OpenDiscountMinor(),
            TaxMinor = content.OpenTaxMinor(),
            CostBaseMinor = Sum(lines, line => line.CostBaseMinor),
            ShipTo = content.ShipTo,
            BillTo = content.BillTo,
            BuyerId = content.BuyerId,
            BuyerName = content.ShipTo.Name,
            BuyerEmail = content.ShipTo.Email,
            BuyerTaxId = content.BuyerTaxId,
            BuyerIsBusiness = content.BuyerIsBusiness,
            BuyerNote = content.BuyerNote,
            GiftMessage = content.GiftMessage,
            Payment = content.Payment,
            Tags = content.Tags,
            Flags = content.Flags,
            RequestedService = content.RequestedService,
            Incoterm = content.Incoterm,
            HasIoss = content.IossNumber is { Length: > 0 },
            TaxCollectedByChannel = content.TaxCollectedByChannel,
            PlacedAt = content.PlacedAt,
            ShipBy = content.ShipBy,
            DeliverBy = content.DeliverBy,
            DecidedAt = now,
            WeightGrams = Sum(lines, line => line.WeightGrams),
            Lines = lines,
        };
    }

    /// <param name="available">Free stock by product; null when no rule asks for it.</param>
    public static List<RuleLine> Lines(IReadOnlyList<Piece> pieces, OrderBatch batch, bool withCost, IReadOnlyDictionary<ProductId, long>? available)
    {
        var lines = new List<RuleLine>(pieces.Count);
        foreach (var (_, product, quantity, amount) in pieces)
        {
            lines.Add(new(product.Sku, product.Category, quantity, amount, product.Battery != BatteryKind.None, product.IsAlcohol, product.IsLiquid, product.HsCode, product.Origin)
            {
                Name = product.Name,
                Battery = product.Battery,
                WeightGrams = product.WeightGrams * quantity,
                CostBaseMinor = withCost && product.Cost.Minor > 0 ? InBase(new(product.Cost.Minor * quantity, product.Cost.Currency), batch.Fx, batch.BaseCurrency) : null,
                Available = available is not null && available.TryGetValue(product.Id, out var free) ? free : null,
            });
        }

        return lines;
    }

    /// <summary>The open lines of goods as the channel names them; what only the catalogue knows is absent.</summary>
    public static List<RuleLine> Lines(IncomingOrder content)
    {
        var lines = new List<RuleLine>(content.Lines.Count);
        var discounts = content.OpenDiscountsMinor();
        for (var i = 0; i < content.Lines.Count; i++)
        {
            var line = content.Lines[i];
            var open = line.Quantity - line.CancelledQuantity;
            if (!line.IsService && open > 0) lines.Add(new(line.Code, null, open, Math.Max(0, line.OpenAmountMinor() - discounts[i]), null, null, null, null, null) { Name = line.Description });
        }

        return lines;
    }

    private static long? InBase(Money amount, FxTable fx, string currency) => fx.Convert(amount, currency) is { IsOk: true, Value: var converted } ? converted.Minor : null;

    private static long? Sum(IReadOnlyList<RuleLine> lines, Func<RuleLine, long?> of)
    {
        long? sum = 0;
        foreach (var line in lines) sum += of(line);
        return sum;
    }
}
