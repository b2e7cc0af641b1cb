using Entrepot.Customs.Contracts;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>
/// Duty, import tax and fees of consignments, by dated rules with sources. Every answer depends on its own request only.
/// </summary>
/// <remarks>
/// Preferences of trade agreements are claimed only where a line says that the proof of origin stands.
/// The incoterm says who pays; the amounts are the same either way.
/// </remarks>
internal sealed class LandedCostCalculator(ITaxRates rates, RuleBook book) : ILandedCost
{
    public IReadOnlyList<Result<LandedCostQuote>> Quote(IReadOnlyList<LandedCostRequest> requests)
    {
        var answers = new Result<LandedCostQuote>[requests.Count];
        Worked? last = null;
        for (var i = 0; i < answers.Length; i++) answers[i] = Quote(requests[i], ref last);
        return answers;
    }

    private Result<LandedCostQuote> Quote(LandedCostRequest request, ref Worked? last)
    {
        var from = book.Territories.Of(request.ShipFrom);
        var to = book.Territories.Of(request.ShipTo, request.Province);
        if (from == to) return Domestic(request, to);

        if (book.Of(to) is not { } rules) return CustomsProblems.NoDestination(request.ShipTo);

        var read = Consignment.Of(request);
        if (read.Problem is { } unclassified) return unclassified;

        if (Excise(read.Value, to) is { } excise) return excise;

        var passedOver = new List<TraceAlternative>();
        var chosen = RegimeChoice.Choose(read.Value, rules.Regimes, book.Territories, passedOver);
        if (chosen.Problem is { } problem) return problem;
        if (chosen.Value is not { } regime) return CustomsProblems.NoRegime(request.ShipTo, request.On, QuoteDraft.Notes(rules, request.On));

        if (last is { } before && before.IsFor(request, regime, passedOver)) return before.Answer;

        var answer = Reckon(new QuoteDraft(read.Value, rules, regime), passedOver);
        last = new(request, regime, passedOver, answer);
        return answer;
    }

    private Result<LandedCostQuote> Reckon(QuoteDraft draft, List<TraceAlternative> passedOver)
    {
        var request = draft.Request;
        if (DutyCharges.Add(draft) is { } noDuty) return noDuty;
        if (TaxCharges.Add(draft, rates, book.TaxesFlatDuty(request.ShipTo, request.On)) is { } noTax) return noTax;
        if (FeeCharges.Add(draft) is { } noFee) return noFee;
        return draft.Finish(passedOver);
    }

    /// <summary>
    /// The last answer. Where goods leave from decides nothing but the regime, so the same goods from another country under
    /// the same regime need not be reckoned again: warehouses are compared that way.
    /// </summary>
    private sealed record Worked(LandedCostRequest Request, Regime Regime, List<TraceAlternative> Considered, Result<LandedCostQuote> Answer)
    {
        public bool IsFor(LandedCostRequest other, Regime regime, List<TraceAlternative> passedOver)
        {
            if (!ReferenceEquals(regime, Regime) || !ReferenceEquals(other.Lines, Request.Lines) || other with { ShipFrom = Request.ShipFrom } != Request) return false;

            // An answer names the regime it chose after those it passed over.
            var names = Answer.IsOk ? Considered.Count - 1 : Considered.Count;
            if (names != passedOver.Count) return false;
            for (var i = 0; i < names; i++)
                if (Considered[i].Name != passedOver[i].Name) return false;
            return true;
        }
    }

    private Problem? Excise(Consignment consignment, string territory)
    {
        var request = consignment.Request;
        for (var i = 0; i < consignment.Hs.Length; i++)
            foreach (var goods in book.Excise)
                if (goods.Names(territory, consignment.Hs[i], request.On)) return CustomsProblems.Excise(request.ShipTo, request.Lines[i].LineId, consignment.Hs[i], goods.Source);
        return null;
    }

    private static LandedCostQuote Domestic(LandedCostRequest request, string territory)
    {
        var none = Money.Zero(request.Currency);
        var where = territory == request.ShipTo ? (Sentence)"the country" : $"the customs territory {territory}";
        return new LandedCostQuote("domestic", none, none, none, [], new TraceEntry(
            "landed-cost", "domestic", $"{request.ShipFrom} to {request.ShipTo} stays inside {where}: no duty and no tax at import. The tax of the destination is part of the sale."));
    }
}
