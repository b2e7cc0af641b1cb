using System.Globalization;
using Entrepot.Finance.Contracts;
using Entrepot.Kernel;
using static Entrepot.Finance.Domain.ChartOfAccounts;

namespace Entrepot.Finance.Domain;

/// <summary>From facts to voucher lines; nothing is read, nothing is decided elsewhere.</summary>
internal sealed class PostingRules : IPostingRules
{
    /// <remarks>
    /// Tax that a marketplace collects never passes through our hands: it is neither our receivable nor our liability.
    /// Tax that we collect is owed to the state; where we also owe import tax on the same goods (delivered duty paid), what
    /// the buyer paid as tax covers the import tax first, and only the rest of the import tax is our cost.
    /// </remarks>
    public VoucherDraft OrderPlaced(OrderPlacedFacts facts)
    {
        var currency = facts.Goods.Currency;
        var collected = facts.TaxCollectedByChannel ? Money.Zero(currency) : facts.TaxCollected;
        var importTax = facts.DutiesBorneBySeller ? facts.ImportTax : Money.Zero(currency);
        var covered = new Money(Math.Max(0, Math.Min(collected.Minor, importTax.Minor)), currency);

        var lines = new Lines();
        lines.Debit(ChannelReceivable, facts.Goods + facts.Freight - facts.Discount + collected, "the buyer paid the channel");
        lines.Debit(DiscountsGiven, facts.Discount, "discounts of the order");
        lines.Credit(SalesOfGoods, facts.Goods, "goods sold");
        lines.Credit(FreightRevenue, facts.Freight, "shipping charged to the buyer");
        lines.Credit(SalesTaxPayable, collected - covered, "tax collected from the buyer");
        if (facts.DutiesBorneBySeller)
        {
            lines.Debit(DutyBorne, facts.Duty, "delivered duty paid: duty is ours");
            lines.Credit(DutyPayable, facts.Duty, "duty to pay at import");
            lines.Debit(ImportTaxBorne, importTax - covered, "delivered duty paid: import tax is ours");
            lines.Credit(ImportTaxPayable, importTax, "tax to pay at import");
            lines.Debit(CustomsFeesBorne, facts.Fees, "delivered duty paid: clearance fees are ours");
            lines.Credit(CustomsFeesPayable, facts.Fees, "fees to pay at import");
        }

        var kind = facts.Run <= 1 ? "placed" : string.Create(CultureInfo.InvariantCulture, $"placed/{facts.Run}");
        return new("order", facts.Order.Value, kind, facts.Date, $"Order {facts.Number} placed", lines.All);
    }

    /// <remarks>The carrier's bill comes weeks later, so what the rate card says is accrued when the parcel leaves.</remarks>
    public VoucherDraft OrderShipped(OrderShippedFacts facts)
    {
        var lines = new Lines();
        foreach (var cost in facts.CostOfGoods)
        {
            lines.Debit(CostOfGoodsSold, cost, "goods left the warehouse");
            lines.Credit(Inventory, cost, "goods left the warehouse");
        }

        lines.Debit(FreightCost, facts.FreightAccrued, "carriage as the rate card says");
        lines.Credit(FreightAccrued, facts.FreightAccrued, "carriage not billed yet");
        var kind = string.Create(CultureInfo.InvariantCulture, $"shipped/{facts.FulfilmentOrder.Value}");
        return new("order", facts.Order.Value, kind, facts.Date, $"Order {facts.Number} shipped", lines.All);
    }

    /// <remarks>The accrual is used up, the carrier's claim is what was really charged, and the difference is freight cost.</remarks>
    public VoucherDraft OrderDelivered(OrderDeliveredFacts facts)
    {
        var lines = new Lines();
        lines.Debit(FreightAccrued, facts.FreightEstimated, "accrued when it left");
        if (facts.FreightActual.Currency == facts.FreightEstimated.Currency)
        {
            lines.Debit(FreightCost, facts.FreightActual - facts.FreightEstimated, "charged other than estimated");
        }
        else
        {
            // Each currency balances on its own: the estimate is taken back and the charge is booked in its currency.
            lines.Credit(FreightCost, facts.FreightEstimated, "estimate taken back");
            lines.Debit(FreightCost, facts.FreightActual, "charged in another currency");
        }

        lines.Credit(CarriersPayable, facts.FreightActual, "owed to the carrier");
        return new("order", facts.Order.Value, "delivered", facts.Date, $"Order {facts.Number} delivered", lines.All);
    }

    /// <summary>Collects lines: nothing for zero, and a negative amount goes to the other side.</summary>
    private sealed class Lines
    {
        private readonly List<VoucherLineDraft> lines = new(8);

        public IReadOnlyList<VoucherLineDraft> All => lines;

        public void Debit(string account, Money amount, Sentence text) => Add(account, Side.Debit, amount, text);

        public void Credit(string account, Money amount, Sentence text) => Add(account, Side.Credit, amount, text);

        private void Add(string account, Side side, Money amount, Sentence text)
        {
            if (amount.Minor == 0) return;
            if (amount.Currency is null or "") throw new InvalidOperationException($"An amount for account {account} has no currency.");
            if (amount.Minor < 0) (side, amount) = (side == Side.Debit ? Side.Credit : Side.Debit, -amount);
            lines.Add(new(account, side, amount, text));
        }
    }
}
