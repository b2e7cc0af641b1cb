using Entrepot.Channels.Contracts;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Journey.Stages;

/// <summary>What the buyer owes and what we owe for it, in balance; the order's costs, estimated until the bills come.</summary>
internal sealed class PostVouchers(ILedger ledger, IPostingRules rules, IOrderCosts costs) : IJourneyStage
{
    public string Name => "vouchers";

    public ValueTask RunAsync(OrderBatch batch, CancellationToken ct)
    {
        var vouchers = new List<VoucherDraft>();
        var estimates = new List<OrderCost>();
        foreach (var order in batch.Moving())
        {
            var facts = Facts(order, batch.Today);
            vouchers.Add(rules.OrderPlaced(facts));
            Estimate(estimates, order, facts, batch.Fx);
            order.Passed(new(Name, "posted", $"Receivable {new Money(order.Content.PaidMinor(), order.Currency)}; expected profit {new Money(order.ProfitMinor ?? 0, order.Currency)}."));
            order.Allocated();
        }

        ledger.Post(vouchers);
        costs.Estimate(estimates);
        return ValueTask.CompletedTask;
    }

    private static OrderPlacedFacts Facts(Traveller order, DateOnly today)
    {
        var content = order.Content;
        var (duty, tax, fees) = (Money.Zero(content.Currency), Money.Zero(content.Currency), Money.Zero(content.Currency));
        foreach (var part in order.Parts)
        {
            var quote = part.LandedCost ?? throw new InvalidOperationException($"{order.Order.Number} moves on without a landed cost.");
            (duty, tax, fees) = (duty + quote.Duty, tax + quote.ImportTax, fees + quote.Fees);
        }

        // What remains of the buyer's total after shipping, tax and discount is goods and services; cancelled pieces have taken their shares with them.
        var (discount, collected) = (content.OpenDiscountMinor(), content.OpenTaxMinor());
        var goods = content.PaidMinor() - content.ShippingMinor - collected + discount;
        return new(order.Order.Id, order.Order.Number, order.Order.Run, today,
            new(goods, content.Currency), new(content.ShippingMinor, content.Currency), new(discount, content.Currency), new(collected, content.Currency),
            content.TaxCollectedByChannel, duty, tax, fees, content.Incoterm == Incoterm.Ddp);
    }

    private static void Estimate(List<OrderCost> estimates, Traveller order, OrderPlacedFacts facts, FxTable fx)
    {
        var (id, currency) = (order.Order.Id, order.Currency);
        var profit = 0L;
        Add(CostKind.Goods, facts.Goods.Minor, "What the buyer pays for the goods.");
        Add(CostKind.ShippingIncome, facts.Freight.Minor, "What the buyer pays for shipping.");
        Add(CostKind.Discount, -facts.Discount.Minor, "Discounts given.");
        Add(CostKind.CostOfGoods, -CostOfGoods(order, fx), "Purchase cost of the pieces.");
        Add(CostKind.Freight, -order.Parts.Sum(part => part.Transport?.Price.Minor ?? 0), "The chosen services' rate cards.");
        if (facts.DutiesBorneBySeller)
        {
            Add(CostKind.Duty, -facts.Duty.Minor, "Delivered duty paid: duty is ours.");
            Add(CostKind.ImportTax, -facts.ImportTax.Minor, "Delivered duty paid: import tax is ours.");
            Add(CostKind.Fees, -facts.Fees.Minor, "Delivered duty paid: clearance fees are ours.");
        }

        order.ProfitMinor = profit;

        void Add(CostKind kind, long minor, Sentence explanation)
        {
            if (minor == 0) return;
            profit = checked(profit + minor);
            estimates.Add(new(id, kind, new(minor, currency), null, explanation));
        }
    }

    private static long CostOfGoods(Traveller order, FxTable fx)
    {
        long sum = 0;
        foreach (var piece in order.Pieces)
        {
            if (piece.Product.Cost.Currency is null or "") continue; // Never bought through us: no cost is known.
            var cost = fx.Convert(piece.Product.Cost * piece.Quantity, order.Currency);
            if (cost.IsOk) sum = checked(sum + cost.Value.Minor);
        }

        return sum;
    }
}
