using System.Globalization;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Works out the duty of a consignment under its regime. Every line is rounded half up to the minor unit.</summary>
internal static class DutyCharges
{
    private const string Duty = "duty";
    private const string AdditionalDuty = "additional-duty";

    public static Problem? Add(QuoteDraft draft) => draft.Regime.Duty switch
    {
        DutyKind.None => AddNone(draft),
        DutyKind.FlatPerLine => AddFlatPerLine(draft),
        DutyKind.FlatRate => AddFlatRate(draft),
        _ => AddTariff(draft),
    };

    private static Problem? AddNone(QuoteDraft draft)
    {
        draft.AddDuty(Duty, null, 0, $"No duty: {draft.Regime.Name} is free of it ({draft.Regime.Limits}).", draft.Regime.Source);
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
            draft.AddDuty(Duty, line.LineId, converted.Value, string.Create(CultureInfo.InvariantCulture,
                $"{new Figure(regime.DutyAmount, regime.Currency)} {regime.Currency} a declaration line: HS {line.Hs}, {line.Quantity} pieces of {line.OrderLines} order line(s) = {new Figure(converted.Value, draft.Currency)} {draft.Currency}"), regime.Source);
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
        draft.AddDuty(Duty, null, duty, string.Create(CultureInfo.InvariantCulture,
            $"{new Percent(regime.DutyAmount)} of {new Figure(value, draft.Currency)}{(deduction.Value == 0 ? "" : $" less {new Figure(deduction.Value, draft.Currency)}")} = {new Figure(duty, draft.Currency)} {draft.Currency}"), regime.Source);
        return null;
    }

    private static Problem? AddTariff(QuoteDraft draft)
    {
        for (var i = 0; i < draft.Consignment.Hs.Length; i++)
            if (AddTariff(draft, i) is { } problem) return problem;
        return null;
    }

    private static Problem? AddTariff(QuoteDraft draft, int i)
    {
        var (request, hs) = (draft.Request, draft.Consignment.Hs[i]);
        var line = request.Lines[i];
        foreach (var remedy in draft.Rules.Remedies)
            if (remedy.Names(hs, line.Origin, request.On)) return CustomsProblems.Remedy(line.LineId, hs, line.Origin, remedy.Source);

        if (FindBase(draft, hs, line.Origin) is not var (measure, rate)) return CustomsProblems.NoDuty(request.ShipTo, line.LineId, hs, QuoteDraft.Notes(draft.Rules, request.On));

        var value = draft.Regime.DutyOnCif ? line.AmountMinor + draft.Consignment.TransportOf(i) : line.AmountMinor;
        var due = LineDuty.Of(draft, line, hs, value, measure, rate);
        if (due.Problem is { } problem) return problem;

        draft.DutyByLine[i] += due.Value.Minor;
        draft.AddDuty(Duty, line.LineId, due.Value.Minor, due.Value.Explanation, measure.SourceOf(rate));
        return AddAdditional(draft, i, value, rate);
    }

    /// <summary>The rate with the longest prefix over all base tariffs in force; the earlier tariff where they tie.</summary>
    private static (DutyMeasure Measure, DutyRate Rate)? FindBase(QuoteDraft draft, HsDigits hs, string origin)
    {
        (DutyMeasure, DutyRate Rate)? best = null;
        foreach (var measure in draft.Rules.BaseDuties)
            if (measure.IsIn(draft.Regime.Name, draft.Request.On) && measure.Find(hs, origin) is { } rate && (best is null || rate.Hs.Length > best.Value.Rate.Hs.Length))
                best = (measure, rate);
        return best;
    }

    private static Problem? AddAdditional(QuoteDraft draft, int i, long value, DutyRate baseRate)
    {
        var (request, hs) = (draft.Request, draft.Consignment.Hs[i]);
        var line = request.Lines[i];
        foreach (var measure in draft.Rules.AdditionalDuties)
        {
            if (!measure.IsIn(draft.Regime.Name, request.On)) continue;
            if (measure.DependsOnOrigin && line.Origin.Length == 0) return CustomsProblems.NoOrigin(line.LineId, measure.Label);
            if (measure.Find(hs, line.Origin) is not { IsFree: false } rate || Yields(draft, measure, hs, line.Origin)) continue;

            // A floor tops the base duty up; it never lowers it.
            var due = rate.IsFloor ? rate with { AdValoremPpm = Math.Max(0, rate.AdValoremPpm - baseRate.AdValoremPpm) } : rate;
            if (due.AdValoremPpm == 0) continue;

            var amount = Rounding.OfPpm(value, due.AdValoremPpm);
            draft.DutyByLine[i] += amount;
            draft.AddDuty(AdditionalDuty, line.LineId, amount, LineDuty.AdValorem(draft.Currency, measure.Label, due, value, amount), measure.SourceOf(rate));
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
