using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Works out the duty of a consignment under its regime. Every line is rounded half up to the minor unit.</summary>
internal static class DutyCharges
{
    public const string Duty = "duty";
    public const string AdditionalDuty = "additional-duty";

    public static Problem? Add(QuoteDraft draft) => draft.Regime.Duty switch
    {
        DutyKind.None => AddNone(draft),
        DutyKind.FlatPerLine => AddFlatPerLine(draft),
        DutyKind.FlatRate => AddFlatRate(draft),
        _ => AddTariff(draft),
    };

    private static Problem? AddNone(QuoteDraft draft)
    {
        draft.AddDuty(Duty, null, 0, $"No duty: {draft.Regime.Name} is free of it ({draft.Regime.Limits}).", draft.Regime.Citation);
        return null;
    }

    private static Problem? AddFlatPerLine(QuoteDraft draft)
    {
        var regime = draft.Regime;
        var converted = draft.Convert(regime.DutyAmount, regime.Currency);
        if (converted.Problem is { } problem) return problem;

        foreach (var line in draft.DeclarationLines.Lines)
        {
            draft.DutyByLine[line.First] = converted.Value;
            draft.AddDuty(Duty, line.LineId, converted.Value, $"{new Money(regime.DutyAmount, regime.Currency)} a declaration line: HS {line.Hs}, {line.Quantity} pieces of {line.OrderLines} order line(s) = {new Money(converted.Value, draft.Currency)}", regime.Citation);
        }

        return null;
    }

    private static Problem? AddFlatRate(QuoteDraft draft)
    {
        var regime = draft.Regime;
        var deduction = draft.Convert(regime.DutyDeduction, regime.Currency);
        if (deduction.Problem is { } problem) return problem;

        var value = regime.DutyOnCif ? draft.Consignment.Cif : draft.Consignment.Goods;
        var duty = Math.Max(0, Rounding.OfPpm(value, regime.DutyAmount) - deduction.Value);
        Consignment.Spread(draft.Request, duty).CopyTo(draft.DutyByLine, 0);
        draft.AddDuty(Duty, null, duty, deduction.Value == 0
            ? (Sentence)$"{new Percentage(regime.DutyAmount)} of {new Figure(value, draft.Currency)} = {new Money(duty, draft.Currency)}"
            : $"{new Percentage(regime.DutyAmount)} of {new Figure(value, draft.Currency)} less {new Figure(deduction.Value, draft.Currency)} = {new Money(duty, draft.Currency)}", regime.Citation);
        return null;
    }

    private static Problem? AddTariff(QuoteDraft draft)
    {
        for (var i = 0; i < draft.Consignment.Hs.Length; i++)
            if (AddTariff(draft, i) is { } problem) return problem;
        return draft.Regime is { Tax: TaxKind.None, TaxWaivedUpToMinor: > 0 } ? Waive(draft) : null;
    }

    private static Problem? Waive(QuoteDraft draft)
    {
        var limit = draft.Convert(draft.Regime.TaxWaivedUpToMinor, draft.Regime.Currency);
        if (limit.Problem is { } problem) return problem;

        if (draft.Duty > 0 && draft.Duty <= limit.Value)
            draft.WaiveDuty($"{new Money(draft.Duty, draft.Currency)} are not levied: it is no more than {new Money(draft.Regime.TaxWaivedUpToMinor, draft.Regime.Currency)}.");
        return null;
    }

    private static Problem? AddTariff(QuoteDraft draft, int i)
    {
        var (request, hs) = (draft.Request, draft.Consignment.Hs[i]);
        var line = request.Lines[i];
        foreach (var remedy in draft.Rules.Remedies)
            if (remedy.Names(hs, line.Origin, request.On)) return CustomsProblems.Remedy(line.LineId, hs, line.Origin, remedy.Source);

        var value = draft.Regime.DutyOnCif ? line.AmountMinor + draft.Consignment.TransportOf(i) : line.AmountMinor;
        if (ImportedDuty.LineOf(draft, hs, line.Origin) is { } edition)
            return ImportedDuty.Add(draft, i, edition, value, out var paidPpm) ?? AddAdditional(draft, i, value, paidPpm);

        if (FindBase(draft.Rules, draft.Regime.Name, request.On, hs, line.Origin) is not ({ Differs: false } rate, var measure)) return NoOneRate(draft, line, hs);

        var due = LineDuty.Of(draft, line, hs, value, measure, rate);
        if (due.Problem is { } problem) return problem;

        draft.DutyByLine[i] += due.Value.Minor;
        draft.AddDuty(Duty, line.LineId, due.Value.Minor, due.Value.Explanation, measure.CitationOf(rate));
        return AddAdditional(draft, i, value, rate.AdValoremPpm);
    }

    /// <summary>The rate with the longest prefix over all base tariffs in force; the earlier tariff where they tie.</summary>
    public static (DutyRate Rate, DutyMeasure Measure)? FindBase(DestinationRules rules, string regime, DateOnly on, HsDigits hs, string origin)
    {
        (DutyRate Rate, DutyMeasure)? best = null;
        foreach (var measure in rules.BaseDuties)
            if (measure.IsIn(regime, on) && measure.Find(hs, origin) is { } rate && (best is null || rate.Hs.Length > best.Value.Rate.Hs.Length))
                best = (rate, measure);
        return best;
    }

    /// <summary>Nothing is on file, or the lines under so short a code differ: then a person chooses one of them.</summary>
    private static Problem NoOneRate(QuoteDraft draft, LandedCostLine line, HsDigits hs)
    {
        foreach (var measure in draft.Rules.BaseDuties)
            if (measure.IsIn(draft.Regime.Name, draft.Request.On) && measure.Below(hs, line.Origin) is { Count: > 0 } lines)
                return CustomsProblems.LineNeeded(draft.Request.ShipTo, line.LineId, hs, measure, lines);

        var notes = QuoteDraft.Notes(draft.Rules, draft.Request.On);
        return FindBase(draft.Rules, draft.Regime.Name, draft.Request.On, hs, line.Origin) is var (range, of)
            ? CustomsProblems.OnlyARange(draft.Request.ShipTo, line.LineId, hs, of, range, notes)
            : CustomsProblems.NoDuty(draft.Request.ShipTo, line.LineId, hs, notes);
    }

    /// <param name="basePpm">What the base duty comes to, as a part of the value.</param>
    private static Problem? AddAdditional(QuoteDraft draft, int i, long value, long basePpm)
    {
        var (request, hs) = (draft.Request, draft.Consignment.Hs[i]);
        var line = request.Lines[i];
        foreach (var measure in draft.Rules.AdditionalDuties)
        {
            if (!measure.IsIn(draft.Regime.Name, request.On) || draft.Edition?.Replaces(measure.Id) == true) continue;
            if (measure.DependsOnOrigin && line.Origin.Length == 0) return CustomsProblems.NoOrigin(line.LineId, measure.Label);
            if (measure.Find(hs, line.Origin) is not { IsFree: false } rate || Yields(draft, measure, hs, line.Origin)) continue;
            if (rate.Differs) return CustomsProblems.LineNeeded(request.ShipTo, line.LineId, hs, measure, measure.Below(rate.Hs, line.Origin));

            // A floor tops the base duty up; it never lowers it.
            var due = rate.IsFloor ? rate with { AdValoremPpm = Math.Max(0, rate.AdValoremPpm - basePpm) } : rate;
            if (due.AdValoremPpm == 0) continue;

            var amount = Rounding.OfPpm(value, due.AdValoremPpm);
            draft.DutyByLine[i] += amount;
            draft.AddDuty(AdditionalDuty, line.LineId, amount, LineDuty.AdValorem(draft.Currency, measure.Label, due, value, amount), measure.CitationOf(rate));
        }

        return null;
    }

    private static bool Yields(QuoteDraft draft, DutyMeasure measure, HsDigits hs, string origin)
    {
        if (measure.YieldsTo.Length == 0) return false;
        foreach (var other in draft.Rules.AdditionalDuties)
            if (Array.IndexOf(measure.YieldsTo, other.Id) >= 0 && other.IsIn(draft.Regime.Name, draft.Request.On) && other.Find(hs, origin) is { IsFree: false }) return true;
        return false;
    }
}
