using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>The duty of a line by an imported edition of the destination's tariff: its own rate and what its footnotes add.</summary>
internal static class ImportedDuty
{
    /// <summary>What an imported edition knows of a code: its line, or that its lines differ.</summary>
    internal readonly record struct Found(TariffEdition Edition, TariffLine? Line);

    /// <summary>Null where no edition was imported for the day, where it does not know the code, or where the regime has a table of its own for it.</summary>
    public static Found? LineOf(QuoteDraft draft, HsDigits hs, string origin)
    {
        if (draft.Edition is not { } edition) return null;
        foreach (var measure in draft.Rules.BaseDuties)
            if (!measure.IsForAllRegimes && measure.IsIn(draft.Regime.Name, draft.Request.On) && measure.Find(hs, origin) is not null) return null;
        return edition.FindAlike(hs) is { } line ? new(edition, line) : edition.Knows(hs) ? new(edition, null) : null;
    }

    /// <param name="paidPpm">What the duty comes to, as a part of the value: a floor tops it up.</param>
    public static Problem? Add(QuoteDraft draft, int i, Found found, long value, out long paidPpm)
    {
        paidPpm = 0;
        var (request, hs, edition) = (draft.Request, draft.Consignment.Hs[i], found.Edition);
        var goods = request.Lines[i];
        if (found.Line is not { } line) return CustomsProblems.LineNeeded(request.ShipTo, goods.LineId, hs, edition);

        var to = draft.Rules.Imported.LastDay(edition) ?? DateOnly.MaxValue;
        var rate = TariffRate.Of(edition, line, goods.Origin, request.On, goods.Program);
        if (Charge(draft, i, value, DutyCharges.Duty, line, rate.Label, rate.Words, rate.Formula, new(rate.RuleId, rate.Cited, to)) is { } problem) return problem;

        paidPpm = rate.Formula is DutyFormula.AdValorem { Part: null } part ? part.Share.Ppm : value == 0 ? 0 : Rounding.DivideHalfUp((Int128)draft.DutyByLine[i] * 1_000_000, value);
        return rate.IsColumn2 ? null : AddChapter99(draft, i, edition, line, value, to);
    }

    private static Problem? AddChapter99(QuoteDraft draft, int i, TariffEdition edition, TariffLine line, long value, DateOnly to)
    {
        var (on, goods) = (draft.Request.On, draft.Request.Lines[i]);
        foreach (var heading in line.Chapter99)
        {
            if (edition.Chapter99.GetValueOrDefault(heading) is not { Rule.IsColumn2: false, Formula: DutyFormula.OnTop } duty || !duty.IsInForce(on)) continue;
            if (goods.Origin.Length == 0) return CustomsProblems.NoOrigin(goods.LineId, duty.Rule.Label);
            if (!duty.IsOn(goods.Origin)) continue;
            if (Charge(draft, i, value, DutyCharges.AdditionalDuty, line, duty.Rule.Label, RateText.Added(duty.Words), duty.Formula, new(heading, duty.Cited(edition.Head), duty.To < to ? duty.To : to)) is { } problem) return problem;
        }

        return null;
    }

    private static Problem? Charge(QuoteDraft draft, int i, long value, string kind, TariffLine line, Sentence label, string words, DutyFormula formula, in RuleCitation rule)
    {
        var goods = draft.Request.Lines[i];
        if (!formula.IsComputed) return TariffProblems.NotComputed(goods.LineId, draft.Consignment.Hs[i], formula.Reason ?? $"'{words}' is not understood.");

        var due = FormulaDuty.Of(draft, goods, value, formula);
        if (due.Problem is { } problem) return problem;

        draft.DutyByLine[i] = checked(draft.DutyByLine[i] + due.Value);
        var total = new Money(due.Value, draft.Currency);
        draft.AddDuty(kind, goods.LineId, due.Value, formula is DutyFormula.Free ? (Sentence)$"{label}, HS {line.Row.Code}: free" : FormulaDuty.Counts(goods, formula) is { Length: > 0 } counts
            ? (Sentence)$"{label}, HS {line.Row.Code}: {words} of {new Figure(value, draft.Currency)} and {counts} = {total}"
            : $"{label}, HS {line.Row.Code}: {words} of {new Figure(value, draft.Currency)} = {total}", rule);
        return null;
    }
}

/// <summary>Reckons a tariff's formula for one line of goods: each of its terms rounded half up to the minor unit.</summary>
internal static class FormulaDuty
{
    public static Result<long> Of(QuoteDraft draft, LandedCostLine goods, long value, DutyFormula formula)
    {
        switch (formula)
        {
            case DutyFormula.Free: return 0L;
            case DutyFormula.AdValorem { Part: null } rate: return rate.Share.Of(value);
            case DutyFormula.AdValorem rate: return PartOf(draft, goods, rate);
            case DutyFormula.Specific rate: return Specific(draft, goods, rate);
            case DutyFormula.OnTop top: return Of(draft, goods, value, top.Added);
            case DutyFormula.Higher both: return Either(draft, goods, value, both.First, both.Second, Math.Max);
            case DutyFormula.Lower both: return Either(draft, goods, value, both.First, both.Second, Math.Min);
            case DutyFormula.Sum sum:
                var total = 0L;
                foreach (var part in sum.Parts)
                {
                    var due = Of(draft, goods, value, part);
                    if (due.Problem is not null) return due;
                    total = checked(total + due.Value);
                }

                return total;
            default: throw new InvalidOperationException($"{formula} cannot be reckoned; that is asked before.");
        }
    }

    /// <summary>What was counted, for the explanation: <c>0.75 kg, 5 piece</c>.</summary>
    public static string Counts(LandedCostLine goods, DutyFormula formula) => formula is DutyFormula.Free or DutyFormula.AdValorem { Part: null } or DutyFormula.OnTop { Added: DutyFormula.AdValorem { Part: null } }
        ? ""
        : string.Join(", ", formula.Needs.Select(unit => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(MilliOf(goods, unit) ?? 0) / 1000m} {unit}")));

    private static Result<long> Either(QuoteDraft draft, LandedCostLine goods, long value, DutyFormula first, DutyFormula second, Func<long, long, long> choose)
    {
        var (one, other) = (Of(draft, goods, value, first), Of(draft, goods, value, second));
        return one.Problem is not null ? one : other.Problem is not null ? other : choose(one.Value, other.Value);
    }

    private static Result<long> PartOf(QuoteDraft draft, LandedCostLine goods, DutyFormula.AdValorem rate)
    {
        var name = DutyFormula.ValueOf(rate.Part ?? "");
        return MilliOf(goods, name) is { } milli
            ? rate.Share.Of(Rounding.DivideHalfUp((Int128)milli * (long)Currencies.Scale(draft.Currency), 1_000))
            : TariffProblems.QuantityNeeded(goods.LineId, goods.HsCode, name);
    }

    private static Result<long> Specific(QuoteDraft draft, LandedCostLine goods, DutyFormula.Specific rate)
    {
        if (MilliOf(goods, rate.Unit) is not { } milli) return TariffProblems.QuantityNeeded(goods.LineId, goods.HsCode, rate.Unit);

        // Billionths for Per units × thousandths of units, in minor units of the tariff's currency, then in the request's.
        var currency = draft.Edition?.Head.Currency ?? draft.Currency;
        return draft.Convert(Rounding.DivideHalfUp((Int128)rate.Nano * milli * (long)Currencies.Scale(currency), (Int128)rate.Per * 1_000_000_000_000), currency);
    }

    /// <summary>Thousandths of what is counted; null where nobody says it. Pieces, pairs and kilograms every line tells.</summary>
    private static long? MilliOf(LandedCostLine goods, string unit)
    {
        foreach (var quantity in goods.Quantities)
            if (string.Equals(quantity.Unit, unit, StringComparison.OrdinalIgnoreCase)) return quantity.Milli;
        return unit switch
        {
            TariffUnits.Piece or TariffUnits.Pair => checked(goods.Quantity * 1_000),
            TariffUnits.Kilogram when goods.WeightGrams > 0 => goods.WeightGrams,
            _ => null,
        };
    }
}
