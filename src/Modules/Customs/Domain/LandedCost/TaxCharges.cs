using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Works out VAT or GST at import, line by line, each rounded half up to the minor unit.</summary>
internal static class TaxCharges
{
    public static Problem? Add(QuoteDraft draft, ITaxRates rates, bool taxesFlatDuty)
    {
        switch (draft.Regime.Tax)
        {
            case TaxKind.None:
                draft.AddTax(null, 0, $"No tax at import under {draft.Regime.Name}.", draft.Regime.Citation);
                return null;
            case TaxKind.AtSale:
                draft.AddTax(null, 0, AtSale(draft), draft.Regime.Citation);
                return null;
        }

        for (var i = 0; i < draft.Consignment.Hs.Length; i++)
            if (AddLine(draft, rates, i, taxesFlatDuty || draft.Regime.Duty != DutyKind.FlatPerLine) is { } problem) return problem;

        return draft.Regime.TaxWaivedUpToMinor > 0 ? Waive(draft) : null;
    }

    private static Sentence AtSale(QuoteDraft draft)
    {
        var request = draft.Request;
        if (!string.IsNullOrEmpty(request.IossNumber)) return $"VAT was collected with the price (IOSS {request.IossNumber}): none at import.";
        if (request.TaxCollectedByChannel) return "The marketplace collected the tax with the price: none at import.";
        return request.BuyerIsBusiness
            ? (Sentence)"The tax is due on the sale, not at import: a registered business accounts for it itself."
            : "The tax is due on the sale, not at import: the seller collects it with the price and declares it.";
    }

    private static Problem? AddLine(QuoteDraft draft, ITaxRates rates, int i, bool withDuty)
    {
        var (request, regime) = (draft.Request, draft.Regime);
        var line = request.Lines[i];
        var found = rates.Find(request.ShipTo, request.Province, line.HsCode, request.On);
        if (found.Problem is { } problem) return CustomsProblems.NoTax(problem);

        var rate = found.Value;
        var goods = regime.TaxBase == TaxBase.GoodsPlusTenPercentAndDuty ? line.AmountMinor + Rounding.OfPpm(line.AmountMinor, 100_000) : line.AmountMinor;
        var transport = regime.TaxBase == TaxBase.CifAndDuty ? draft.Consignment.TransportOf(i) : 0;
        var duty = withDuty ? draft.DutyByLine[i] : 0;
        var taxable = checked(goods + transport + duty);
        var tax = regime.Tax == TaxKind.Inside
            ? Rounding.DivideHalfUp((Int128)taxable * rate.RatePpm, 1_000_000 - rate.RatePpm)
            : Rounding.OfPpm(taxable, rate.RatePpm);
        draft.AddTax(line.LineId, tax, Explain(draft.Currency, regime, rate, goods, transport, duty, tax), new RuleCitation(rate.Kind, rate.Source, DateOnly.MaxValue));
        return null;
    }

    private static Sentence Explain(string currency, Regime regime, TaxRate rate, long goods, long transport, long duty, long tax)
    {
        var total = new Money(tax, currency);
        var kind = Sentence.OfRule(rate.Kind);
        var share = regime.Tax == TaxKind.Inside ? (Sentence)$"{kind} {new Percentage(rate.RatePpm)} of a price that holds it," : $"{kind} {new Percentage(rate.RatePpm)}";
        var worth = regime.TaxBase == TaxBase.GoodsPlusTenPercentAndDuty ? (Sentence)$"{new Figure(goods, currency)} goods with 10 % on top" : $"{new Figure(goods, currency)} goods";
        return (transport, duty) switch
        {
            (0, 0) => (Sentence)$"{share} of {worth} = {total}",
            (_, 0) => $"{share} of ({worth} + {new Figure(transport, currency)} freight) = {total}",
            (0, _) => $"{share} of ({worth} + {new Figure(duty, currency)} duty) = {total}",
            _ => $"{share} of ({worth} + {new Figure(transport, currency)} freight + {new Figure(duty, currency)} duty) = {total}",
        };
    }

    private static Problem? Waive(QuoteDraft draft)
    {
        var limit = draft.Convert(draft.Regime.TaxWaivedUpToMinor, draft.Regime.Currency);
        if (limit.Problem is { } problem) return problem;

        if (draft.Tax > 0 && draft.Tax <= limit.Value)
            draft.WaiveTax($"Tax of {new Money(draft.Tax, draft.Currency)} is not levied: it is no more than {new Money(draft.Regime.TaxWaivedUpToMinor, draft.Regime.Currency)}.");
        return null;
    }
}
