using Entrepot.Kernel;

namespace Entrepot.Transport.Rates;

/// <summary>What a surcharge adds for one consignment.</summary>
internal static class SurchargeRules
{
    /// <param name="before">Minor units of everything listed before it: what a share is a share of.</param>
    /// <returns>Minor units; zero where it does not apply.</returns>
    public static long Amount(SurchargeRow surcharge, Load load, long chargeableGrams, long before)
    {
        var parcels = ParcelsConcerned(surcharge, load);
        if (parcels == 0) return 0;
        return surcharge.Per switch
        {
            SurchargeUnit.Consignment => surcharge.Amount,
            SurchargeUnit.Parcel => surcharge.Amount * parcels,
            SurchargeUnit.Kilogram => Math.Max(surcharge.Min, surcharge.Amount * Rounding.DivideUp(chargeableGrams, 1000)),
            SurchargeUnit.Share => Rounding.OfPpm(before, surcharge.Ppm),
            _ => throw new ArgumentOutOfRangeException(nameof(surcharge), surcharge.Per, "Every unit has an amount."),
        };
    }

    private static int ParcelsConcerned(SurchargeRow surcharge, Load load) => surcharge.When switch
    {
        SurchargeCondition.Always => load.ParcelCount,
        SurchargeCondition.Remote => load.IsRemote ? load.ParcelCount : 0,
        SurchargeCondition.Residential => load.IsResidential ? load.ParcelCount : 0,
        SurchargeCondition.Battery => load.Batteries != 0 ? load.ParcelCount : 0,
        SurchargeCondition.Liquid => load.HasLiquid ? load.ParcelCount : 0,
        SurchargeCondition.Oversize => Oversize(surcharge, load),
        SurchargeCondition.Overweight => Overweight(surcharge, load),
        _ => throw new ArgumentOutOfRangeException(nameof(surcharge), surcharge.When, "Every condition is judged."),
    };

    private static int Oversize(SurchargeRow surcharge, Load load)
    {
        var count = 0;
        foreach (ref readonly var parcel in load.Parcels)
            if (parcel.Longest > surcharge.LongerThanMm || parcel.Girth > surcharge.GirthOverMm) count++;
        return count;
    }

    private static int Overweight(SurchargeRow surcharge, Load load)
    {
        var count = 0;
        foreach (ref readonly var parcel in load.Parcels)
            if (parcel.GrossWeightGrams > surcharge.HeavierThanGrams) count++;
        return count;
    }
}
