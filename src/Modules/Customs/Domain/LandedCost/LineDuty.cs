using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>The duty of one line by one rate: ad valorem, specific or both, each rounded half up to the minor unit.</summary>
internal readonly record struct LineDuty(long Minor, string Explanation)
{
    public static Result<LineDuty> Of(QuoteDraft draft, LandedCostLine line, HsDigits hs, long value, DutyMeasure measure, DutyRate rate)
    {
        var adValorem = Rounding.OfPpm(value, rate.AdValoremPpm);
        if (rate.MinMicro is not null || rate.MaxMicro is not null) return Bounded(draft, line, value, measure, rate, adValorem);
        if (rate.SpecificMicro == 0) return new LineDuty(adValorem, AdValorem(draft.Currency, measure.Label, rate, value, adValorem));
        if (rate.Unit == DutyUnit.Kilogram && line.WeightGrams <= 0) return CustomsProblems.NoWeight(line.LineId, hs);

        var specific = Specific(draft, line, measure, rate.Unit, rate.SpecificMicro);
        if (specific.Problem is { } problem) return problem;

        var minor = checked(adValorem + specific.Value);
        var count = rate.Unit == DutyUnit.Kilogram
            ? string.Create(CultureInfo.InvariantCulture, $"{line.WeightGrams / 1000m:0.###} kg")
            : string.Create(CultureInfo.InvariantCulture, $"{line.Quantity} pieces");
        var first = rate.AdValoremPpm == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{new Percent(rate.AdValoremPpm)} of {new Figure(value, draft.Currency)} + ");
        return new LineDuty(minor, string.Create(CultureInfo.InvariantCulture,
            $"{measure.Label}, HS {rate.Hs}: {first}{PerUnit(rate.SpecificMicro, measure, rate.Unit)} × {count} = {new Figure(minor, draft.Currency)} {draft.Currency}"));
    }

    public static string AdValorem(string currency, string label, DutyRate rate, long value, long amount)
    {
        if (rate.AdValoremPpm == 0) return string.Create(CultureInfo.InvariantCulture, $"{label}, HS {rate.Hs}: free");

        return string.Create(CultureInfo.InvariantCulture, $"{label}, HS {rate.Hs}: {new Percent(rate.AdValoremPpm)} of {new Figure(value, currency)} = {new Figure(amount, currency)} {currency}");
    }

    /// <summary>An ad valorem duty between bounds a piece, as on watches in the EU: 4.5 %, at least 0.30, at most 0.80 EUR each.</summary>
    private static Result<LineDuty> Bounded(QuoteDraft draft, LandedCostLine line, long value, DutyMeasure measure, DutyRate rate, long adValorem)
    {
        var min = Specific(draft, line, measure, rate.Unit, rate.MinMicro ?? 0);
        if (min.Problem is { } problem) return problem;
        var max = rate.MaxMicro is { } most ? Specific(draft, line, measure, rate.Unit, most) : long.MaxValue;
        if (max.Problem is { } other) return other;

        var minor = Math.Clamp(adValorem, min.Value, max.Value);
        var bounds = $"at least {PerUnit(rate.MinMicro ?? 0, measure, rate.Unit)}{(rate.MaxMicro is { } upTo ? $" and at most {PerUnit(upTo, measure, rate.Unit)}" : "")}";
        return new LineDuty(minor, string.Create(CultureInfo.InvariantCulture,
            $"{measure.Label}, HS {rate.Hs}: {new Percent(rate.AdValoremPpm)} of {new Figure(value, draft.Currency)}, {bounds}, {line.Quantity} pieces = {new Figure(minor, draft.Currency)} {draft.Currency}"));
    }

    /// <summary>Millionths a unit × units in minor units of the tariff's currency, rounded half up, then in the request's currency.</summary>
    private static Result<long> Specific(QuoteDraft draft, LandedCostLine line, DutyMeasure measure, DutyUnit unit, long micro)
    {
        var byWeight = unit == DutyUnit.Kilogram;
        var dividend = (Int128)micro * (byWeight ? line.WeightGrams : line.Quantity) * (long)Currencies.Scale(measure.Currency);
        return draft.Convert(Rounding.DivideHalfUp(dividend, byWeight ? 1_000_000_000 : 1_000_000), measure.Currency);
    }

    private static string PerUnit(long micro, DutyMeasure measure, DutyUnit unit) => RateWords.PerUnit(micro, measure.Currency, unit);
}
