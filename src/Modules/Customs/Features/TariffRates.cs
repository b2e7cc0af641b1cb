using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Data;

namespace Entrepot.Customs.Features;

/// <summary>Answers what a code pays, from the imported edition of the day or else from the tables of the product.</summary>
internal sealed class TariffRates(EntrepotDb db, TariffSnapshots snapshots) : ITariffRates
{
    public Task ReadyAsync(CancellationToken ct) => snapshots.ReadyAsync(db, ct);

    public async Task<Result<TariffAnswer>> FindAsync(string code, string destination, string origin, DateOnly on, CancellationToken ct)
    {
        await ReadyAsync(ct);
        return TariffAnswers.Find(snapshots.Current, code, destination, origin, on);
    }
}

/// <summary>The same without a database: every duty on a code, with its rule.</summary>
internal static class TariffAnswers
{
    public static Result<TariffAnswer> Find(RuleBook book, string code, string destination, string origin, DateOnly on)
    {
        var hs = HsDigits.Of(code);
        if (hs.Length < 6) return CustomsProblems.NotATariffCode(code);

        var territory = book.Territories.Of(destination);
        var edition = book.Imported.At(territory, on);
        var rules = book.Of(territory);
        if (rules is null && edition is null) return CustomsProblems.NoDestination(destination);

        var (parts, notes) = (new List<TariffComponent>(), new List<Sentence>());
        var line = edition?.FindAlike(hs);
        if (edition is not null && line is null && edition.Knows(hs)) return TariffProblems.LineNeeded(destination, hs, edition.Below(hs));
        if (edition is not null && line is not null) Imported(parts, notes, book.Imported, edition, line, origin, on);
        if (rules is not null) Shipped(parts, notes, rules, line is null ? null : edition, hs, origin, on);
        if (parts.Count == 0) return TariffProblems.NoLine(code, destination);

        return new TariffAnswer(
            line?.Row.Code ?? hs.ToString(), destination, origin, on, line?.Row.Description ?? "", line?.Row.Units ?? [], line is null ? null : edition?.Head.Title, parts, notes);
    }

    private static void Imported(List<TariffComponent> parts, List<Sentence> notes, ImportedTariffs imported, TariffEdition edition, TariffLine line, string origin, DateOnly on)
    {
        var head = edition.Head;
        var last = imported.LastDay(edition);
        var rate = TariffRate.Of(edition, line, origin, on, program: null);
        parts.Add(Part(rate.Kind, rate.RuleId, rate.Label, rate.Words, rate.Formula, isApplied: true, rate.Source, rate.From, last));
        foreach (var special in line.Special)
            foreach (var symbol in special.Programs)
                if (TariffProgram.Find(head.Destination, symbol, origin, on) is { } program)
                    parts.Add(Part("preference", $"{head.Schedule} {line.Row.Code} special {symbol}", $"{program.Name}", $"{special.Words} ({symbol})", special.Formula, isApplied: false, $"{head.Source}; {program.Source}", head.From, last));

        foreach (var heading in rate.IsColumn2 ? [] : line.Chapter99)
            if (edition.Chapter99.GetValueOrDefault(heading) is not { } duty) notes.Add($"A footnote on the rate: see {heading}.");
            else if (!duty.Rule.IsColumn2 && duty.IsInForce(origin, on))
                parts.Add(Part("additional", heading, duty.Rule.Label, duty.Words, duty.Formula, isApplied: true, $"{head.Source}; {duty.Rule.Source}", duty.From > head.From ? duty.From : head.From, Earlier(last, duty.To)));
        if (line.Row.Conditional.Length > 0) notes.Add($"On conditions of their own the tariff also states: {line.Row.Conditional}.");
    }

    private static void Shipped(List<TariffComponent> parts, List<Sentence> notes, DestinationRules rules, TariffEdition? edition, HsDigits hs, string origin, DateOnly on)
    {
        if (edition is null && Longest(rules, hs, origin, on) is var (best, measure))
            parts.Add(Part("general", measure, best, isApplied: true));
        foreach (var additional in rules.AdditionalDuties)
            if (additional.IsInForce(on) && edition?.Replaces(additional.Id) != true && additional.Find(hs, origin) is { IsFree: false } rate)
                parts.Add(Part("additional", additional, rate, !rules.AdditionalDuties.Any(other => additional.YieldsTo.Contains(other.Id) && other.IsInForce(on) && other.Find(hs, origin) is { IsFree: false })));

        foreach (var remedy in rules.Remedies)
            if (remedy.Names(hs, origin, on)) notes.Add($"An anti-dumping or countervailing duty depends on the exporter: {remedy.Source}. Ask a customs broker.");
        foreach (var note in rules.Notes)
            if (note.From <= on && on <= note.To) notes.Add(note.Text);
    }

    private static (DutyRate Rate, DutyMeasure Measure)? Longest(DestinationRules rules, HsDigits hs, string origin, DateOnly on)
    {
        (DutyRate Rate, DutyMeasure)? best = null;
        foreach (var measure in rules.BaseDuties)
            if (measure.IsInForce(on) && measure.Find(hs, origin) is { } rate && (best is null || rate.Hs.Length > best.Value.Rate.Hs.Length)) best = (rate, measure);
        return best;
    }

    private static TariffComponent Part(string kind, string id, Sentence label, string words, DutyFormula formula, bool isApplied, string source, DateOnly from, DateOnly? to) => new(
        kind, id, label, words, isApplied, formula.IsComputed, Ppm(formula), formula.Needs, formula.IsComputed ? null : formula.Reason ?? "These words are not understood. Ask a customs broker.", source, from, to);

    private static TariffComponent Part(string kind, DutyMeasure measure, DutyRate rate, bool isApplied) => new(
        kind, $"{measure.Id} {rate.Hs}", measure.Label, RateWords.Of(rate, measure.Currency).ToString(), isApplied, !rate.Differs,
        rate is { SpecificMicro: 0, Differs: false, MinMicro: null, MaxMicro: null } ? rate.AdValoremPpm : null,
        rate.Unit switch { DutyUnit.Kilogram => [TariffUnits.Kilogram], DutyUnit.Piece => [TariffUnits.Piece], _ => [] },
        rate.Differs ? (Sentence)"The lines below this code differ: give one of eight to ten digits." : null, measure.SourceOf(rate).Source, measure.From, measure.To == DateOnly.MaxValue ? null : measure.To);

    private static long? Ppm(DutyFormula formula) => formula switch
    {
        DutyFormula.Free => 0,
        DutyFormula.AdValorem { Part: null } rate => rate.Share.Ppm,
        DutyFormula.OnTop top => Ppm(top.Added),
        _ => null,
    };

    private static DateOnly? Earlier(DateOnly? last, DateOnly to) => to == DateOnly.MaxValue ? last : last is { } day && day < to ? day : to;
}
