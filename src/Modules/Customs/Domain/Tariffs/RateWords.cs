using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>A rate as a tariff writes it: <c>free</c>, <c>16.4 % + 0.559 USD/kg</c>, <c>4.5 %, at least 0.3 EUR/piece</c>.</summary>
internal static class RateWords
{
    public static Sentence Of(DutyRate rate, string currency)
    {
        if (rate.Differs) return $"{new Percentage(rate.FromPpm ?? 0)} … {new Percentage(rate.AdValoremPpm)}";
        if (rate.IsFree) return "free";
        if (rate.IsFloor) return $"{new Percentage(rate.AdValoremPpm)} altogether";

        var words = rate switch
        {
            { SpecificMicro: 0 } => (Sentence)$"{new Percentage(rate.AdValoremPpm)}",
            { AdValoremPpm: 0 } => PerUnit(rate.SpecificMicro, currency, rate.Unit),
            _ => $"{new Percentage(rate.AdValoremPpm)} + {PerUnit(rate.SpecificMicro, currency, rate.Unit)}",
        };
        if (rate.MinMicro is { } min) words = $"{words}, at least {PerUnit(min, currency, rate.Unit)}";
        return rate.MaxMicro is { } max ? $"{words}, at most {PerUnit(max, currency, rate.Unit)}" : words;
    }

    public static Sentence PerUnit(long micro, string currency, DutyUnit unit) =>
        unit == DutyUnit.Kilogram ? $"{micro / 1_000_000m} {currency}/kg" : (Sentence)$"{micro / 1_000_000m} {currency}/piece";
}
