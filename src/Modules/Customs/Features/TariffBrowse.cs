using Entrepot.Customs.Domain;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Features;

/// <summary>What imported editions have to show of a code: its parts, the lines below it, its rates in every edition, and the tariff around it.</summary>
internal static class TariffBrowse
{
    /// <summary>A heading with more rows is looked through by its longer codes.</summary>
    private const int TreeRowsMax = 200;

    private static readonly Sentence General = "General duty";

    /// <summary>Null where no edition of the day knows the code: then the tables of the product speak.</summary>
    public static (List<TariffPartView> Parts, List<TariffLineView> Lines)? Parts(RuleBook book, string territory, HsDigits hs, string origin, DateOnly on)
    {
        if (book.Imported.At(territory, on) is not { } edition || !edition.Knows(hs)) return null;
        if (edition.FindAlike(hs) is not null && hs.Length >= 6 && TariffAnswers.Find(book, hs.ToString(), territory, origin, on) is { IsOk: true } found)
            return ([.. found.Value.Components.Select(part => new TariffPartView(
                part.Label, part.RuleId, part.Reason is { } why && !part.IsComputed ? why : $"{RateText.Added(part.Text)}", part.Kind == "additional", false, part is { IsApplied: false, Kind: "additional" }, part.Source, part.ValidFrom, part.ValidTo, part.Kind == "preference"))], []);

        var rules = book.Of(territory);
        var additional = rules is null ? [] : rules.AdditionalDuties.Where(measure => measure.IsInForce(on) && !edition.Replaces(measure.Id)).ToArray();
        var lines = edition.Below(hs);
        return (
            [new TariffPartView(General, edition.Head.Title, "The lines below it differ.", false, true, false, edition.Head.Source, edition.Head.From, book.Imported.LastDay(edition))],
            [.. lines.Select(line => new TariffLineView(line.Code.First(8).ToString(), [.. Rates(edition, line, additional, origin, on)]))]);
    }

    /// <summary>The code in every edition, the newest first.</summary>
    public static IReadOnlyList<TariffHistoryView> History(ImportedTariffs imported, string territory, HsDigits hs)
    {
        var editions = imported.Of(territory);
        var history = new List<TariffHistoryView>(editions.Count);
        TariffLine? before = null;
        foreach (var edition in editions)
        {
            var line = edition.FindAlike(hs);
            var isChanged = before is not null && line is not null && !SameRates(before, line);
            history.Add(new(edition.Head.Title, edition.Head.From, imported.LastDay(edition), edition.Knows(hs), line is null, line?.Row.General ?? "", line?.Row.Special ?? "", line?.Row.Other ?? "", isChanged));
            before = line;
        }

        history.Reverse();
        return history;
    }

    /// <summary>The heading around a code, as the tariff prints it; of a chapter its headings.</summary>
    public static IReadOnlyList<TariffTreeView> Tree(IReadOnlyList<TariffRow> chapter, HsDigits hs)
    {
        var asked = hs.ToString();
        if (hs.Length < 4) return [.. chapter.Where(row => row.Code.Length == 4).Select(row => View(row, asked))];

        var heading = hs.First(4).ToString();
        return [.. chapter.SkipWhile(row => row.Code != heading).TakeWhile((row, n) => n == 0 || row.Code.Length != 4).Take(TreeRowsMax).Select(row => View(row, asked))];
    }

    private static IEnumerable<(Sentence Label, Sentence Rate)> Rates(TariffEdition edition, TariffLine line, DutyMeasure[] additional, string origin, DateOnly on)
    {
        yield return (General, $"{line.Row.General}");
        foreach (var heading in line.Chapter99)
            if (edition.Chapter99.GetValueOrDefault(heading) is { Rule.IsColumn2: false } duty && duty.IsInForce(origin, on)) yield return (duty.Rule.Label, $"{RateText.Added(duty.Words)}");
        foreach (var measure in additional)
            if (measure.Find(line.Code, origin) is { IsFree: false } rate) yield return (measure.Label, RateWords.Of(rate, measure.Currency));
    }

    private static TariffTreeView View(TariffRow row, string asked) => new(row.Code, row.Indent, row.Description, row.General, row.Code.Length > 0 && row.Code == asked);

    private static bool SameRates(TariffLine a, TariffLine b) => a.Row.General == b.Row.General && a.Row.Special == b.Row.Special && a.Row.Other == b.Row.Other && a.Chapter99.SequenceEqual(b.Chapter99);
}
