using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>The duty of one line by one rate: ad valorem, specific or both, each rounded half up to the minor unit.</summary>
internal readonly record struct LineDuty(long Minor, Sentence Explanation)
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
        var count = rate.Unit == DutyUnit.Kilogram ? (Sentence)$"{line.WeightGrams / 1000m} kg" : $"{line.Quantity} pieces";
        var (perUnit, total) = (PerUnit(rate.SpecificMicro, measure, rate.Unit), new Money(minor, draft.Currency));
        return new LineDuty(minor, rate.AdValoremPpm == 0
            ? (Sentence)$"{measure.Label}, HS {rate.Hs}: {perUnit} × {count} = {total}"
            : $"{measure.Label}, HS {rate.Hs}: {new Percentage(rate.AdValoremPpm)} of {new Figure(value, draft.Currency)} + {perUnit} × {count} = {total}");
    }

    public static Sentence AdValorem(string currency, Sentence label, DutyRate rate, long value, long amount) => rate.AdValoremPpm == 0
        ? (Sentence)$"{label}, HS {rate.Hs}: free"
        : $"{label}, HS {rate.Hs}: {new Percentage(rate.AdValoremPpm)} of {new Figure(value, currency)} = {new Money(amount, currency)}";

    /// <summary>An ad valorem duty between bounds a piece, as on watches in the EU: 4.5 %, at least 0.30, at most 0.80 EUR each.</summary>
    private static Result<LineDuty> Bounded(QuoteDraft draft, LandedCostLine line, long value, DutyMeasure measure, DutyRate rate, long adValorem)
    {
        var min = Specific(draft, line, measure, rate.Unit, rate.MinMicro ?? 0);
        if (min.Problem is { } problem) return problem;
        var max = rate.MaxMicro is { } most ? Specific(draft, line, measure, rate.Unit, most) : long.MaxValue;
        if (max.Problem is { } other) return other;

        var minor = Math.Clamp(adValorem, min.Value, max.Value);
        var least = PerUnit(rate.MinMicro ?? 0, measure, rate.Unit);
        var bounds = rate.MaxMicro is { } upTo ? (Sentence)$"at least {least} and at most {PerUnit(upTo, measure, rate.Unit)}" : $"at least {least}";
        return new LineDuty(minor,
            $"{measure.Label}, HS {rate.Hs}: {new Percentage(rate.AdValoremPpm)} of {new Figure(value, draft.Currency)}, {bounds}, {line.Quantity} pieces = {new Money(minor, draft.Currency)}");
    }

    /// <summary>Millionths a unit × units in minor units of the tariff's currency, rounded half up, then in the request's currency.</summary>
    private static Result<long> Specific(QuoteDraft draft, LandedCostLine line, DutyMeasure measure, DutyUnit unit, long micro)
    {
        var byWeight = unit == DutyUnit.Kilogram;
        var dividend = (Int128)micro * (byWeight ? line.WeightGrams : line.Quantity) * (long)Currencies.Scale(measure.Currency);
        return draft.Convert(Rounding.DivideHalfUp(dividend, byWeight ? 1_000_000_000 : 1_000_000), measure.Currency);
    }

    private static Sentence PerUnit(long micro, DutyMeasure measure, DutyUnit unit) => RateWords.PerUnit(micro, measure.Currency, unit);
}
