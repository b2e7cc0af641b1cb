using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Finds the first regime in force whose conditions a consignment meets, and remembers why earlier ones did not fit.</summary>
internal static class RegimeChoice
{
    public static Result<Regime?> Choose(Consignment consignment, Regime[] regimes, Territories territories, List<TraceAlternative> passedOver)
    {
        var request = consignment.Request;
        Money? value = null;
        var valueOn = LimitOn.Goods;
        foreach (var regime in regimes)
        {
            if (request.On < regime.From || regime.To < request.On) continue;
            if (!LeavesFrom(regime, request.ShipFrom, territories)) continue;

            if (WhyNot(regime, request) is { } reason)
            {
                passedOver.Add(new TraceAlternative(regime.Name, regime.Limits, reason, false));
                continue;
            }

            if (regime.AboveMinor is not null || regime.UpToMinor is not null)
            {
                if (value?.Currency != regime.Currency || valueOn != regime.LimitOn)
                {
                    var converted = consignment.Limited(regime.LimitOn, regime.Currency);
                    if (converted.Problem is { } problem) return problem;
                    (value, valueOn) = (converted.Value, regime.LimitOn);
                }

                if (value.Value.Minor > regime.UpToMinor || value.Value.Minor <= regime.AboveMinor)
                {
                    passedOver.Add(new TraceAlternative(regime.Name, regime.Limits, "The value is outside its limits.", false));
                    continue;
                }
            }

            if (NamesExcludedGoods(regime, consignment))
            {
                passedOver.Add(new TraceAlternative(regime.Name, regime.Limits, "Not for goods or origins of this consignment.", false));
                continue;
            }

            return regime;
        }

        return new Result<Regime?>((Regime?)null);
    }

    private static bool LeavesFrom(Regime regime, string shipFrom, Territories territories)
    {
        if (regime.ShipFrom.Length == 0) return true;
        return Array.IndexOf(regime.ShipFrom, shipFrom) >= 0 || Array.IndexOf(regime.ShipFrom, territories.Of(shipFrom)) >= 0;
    }

    private static Sentence? WhyNot(Regime regime, LandedCostRequest request) => regime.For switch
    {
        RegimeFor.Ioss when string.IsNullOrEmpty(request.IossNumber) => request.TaxCollectedByChannel
            ? (Sentence)"The channel says it collected the tax but gave no IOSS number: customs will ask for VAT at import."
            : "No IOSS number was given.",
        RegimeFor.TaxCollected when !request.TaxCollectedByChannel => "The tax was not collected with the price.",
        RegimeFor.Consumer when request.BuyerIsBusiness => "Only for sales to consumers.",
        RegimeFor.Business when !request.BuyerIsBusiness => "Only for sales to businesses.",
        _ => null,
    };

    private static bool NamesExcludedGoods(Regime regime, Consignment consignment)
    {
        if (regime.ExceptHs.Length == 0 && regime.ExceptOrigins.Length == 0) return false;

        for (var i = 0; i < consignment.Hs.Length; i++)
            if (consignment.Hs[i].StartsWithAny(regime.ExceptHs) || Array.IndexOf(regime.ExceptOrigins, consignment.Request.Lines[i].Origin) >= 0) return true;
        return false;
    }
}
