using Entrepot.Customs.Contracts;
using Entrepot.Customs.Data;
using Entrepot.Customs.Domain;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Ui;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Customs.Features;

/// <summary>
/// What a tariff says of a code: its duty, what comes on top for goods of that origin, since when and by which source, and
/// where the lines below it differ, each of them, so that a person can choose the product's one.
/// </summary>
internal sealed class TariffLookup(TariffSnapshots snapshots, IClassification classification, TimeProvider clock)
{
    private const string Path = "/customs/tariff";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, async (ListUrl url, TariffLookup lookup, EntrepotDb db, ITariffImport tariffs, CancellationToken ct) =>
                PageResult.Show<TariffLookupPage>(new { Tariff = await lookup.ShowAsync(url, db, tariffs, ct) }))
            .RequireAuthorization("customs.view");
        routes.MapGet("/api/v1/customs/tariff", async (string code, string to, string? origin, DateOnly? on, TariffLookup lookup, ITariffRates rates, CancellationToken ct) =>
            {
                await rates.ReadyAsync(ct);
                return lookup.Find(code, to, origin ?? "", on ?? lookup.Today).ToHttp();
            })
            .RequireAuthorization("customs.view").DisableAntiforgery()
            .WithSummary("The duty on an HS code in a country: rate, what comes on top, validity and source, and the lines below it");
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private async Task<TariffLookupView> ShowAsync(ListUrl url, EntrepotDb db, ITariffImport tariffs, CancellationToken ct)
    {
        await snapshots.ReadyAsync(db, ct);
        var view = Show(url);
        if (view.Found is not { } found) return view with { Editions = (url["q"] ?? "").Length == 0 ? await tariffs.EditionsAsync(ct) : [] };

        var (hs, imported) = (HsDigits.Of(found.Code), snapshots.Current.Imported);
        if (imported.At(found.Territory, found.On) is not { } edition) return view;
        var chapter = await TariffEditions.ChapterAsync(db, edition.Head.Id, found.Code[..2], ct);
        return view with { Found = found with { History = TariffBrowse.History(imported, found.Territory, hs), Tree = TariffBrowse.Tree(chapter, hs) } };
    }

    private TariffLookupView Show(ListUrl url)
    {
        var (text, to, origin, on) = (url["q"] ?? "", url["to"] ?? "", url["origin"] ?? "", url.Day("on") ?? Today);
        if (text.Length == 0) return new(url, on, [], null, null);

        // Words instead of a code: what they may be, to go on with.
        if (HsDigits.Of(text).Length < 2) return new(url, on, classification.Suggest([new(default, text, "")])[0], null, null);
        if (to.Length == 0) return new(url, on, [], null, CustomsProblems.NoTariffCountry());

        var found = Find(text, to, origin, on);
        return found.Problem is { } problem ? new(url, on, [], null, problem) : new(url, on, [], found.Value, null);
    }

    public Result<TariffFoundView> Find(string code, string to, string origin, DateOnly on)
    {
        var hs = HsDigits.Of(code);
        if (hs.Length < 2) return CustomsProblems.NotATariffCode(code);
        var book = snapshots.Current;
        var territory = book.Territories.Of(to);
        if (book.Of(territory) is not { } rules) return CustomsProblems.NoDestination(to);

        var imported = TariffBrowse.Parts(book, territory, hs, origin, on);
        return new TariffFoundView(
            hs.ToString(), territory, to, origin, on, imported?.Parts ?? Parts(rules, hs, origin, on), imported?.Lines ?? Lines(rules, hs, origin, on),
            [.. rules.Remedies.Where(remedy => remedy.Names(hs, origin, on)).Select(remedy => remedy.Source)],
            [.. rules.Notes.Where(note => note.From <= on && on <= note.To).Select(note => note.Text)],
            [.. rules.Regimes.Where(regime => regime.From <= on && on <= regime.To).Select(Regime)]);
    }

    private static List<TariffPartView> Parts(DestinationRules rules, HsDigits hs, string origin, DateOnly on)
    {
        var parts = new List<TariffPartView>();
        foreach (var measure in rules.BaseDuties)
            if (measure.IsInForce(on) && measure.Find(hs, origin) is { } rate) parts.Add(Part(measure, rate, false));
        foreach (var measure in rules.AdditionalDuties)
            if (measure.IsInForce(on) && measure.Find(hs, origin) is { IsFree: false } rate) parts.Add(Part(measure, rate, Yields(rules, measure, hs, origin, on)));

        return parts;
    }

    /// <summary>Every line on file below the digits, each with the same parts; none where the digits are one line themselves.</summary>
    private static List<TariffLineView> Lines(DestinationRules rules, HsDigits hs, string origin, DateOnly on)
    {
        var measures = rules.BaseDuties.Concat(rules.AdditionalDuties).Where(measure => measure.IsInForce(on)).ToList();
        var codes = measures.SelectMany(measure => measure.Below(hs, origin)).Where(rate => rate.Hs.Length >= 8).Select(rate => rate.Hs).ToHashSet();
        return [.. codes.OrderBy(line => line.ToString(), StringComparer.Ordinal).Select(line => new TariffLineView(
            line.ToString(),
            [.. measures.Select(measure => (measure, rate: measure.Find(line, origin))).Where(part => part.rate is { } rate && (part.measure.IsBase || !rate.IsFree))
                .Select(part => (part.measure.Label, RateWords.Of(part.rate!, part.measure.Currency)))]))];
    }

    private static TariffPartView Part(DutyMeasure measure, DutyRate rate, bool yields) => new(
        measure.Label, rate.Hs.ToString(), RateWords.Of(rate, measure.Currency), !measure.IsBase, rate.Differs, yields, measure.SourceOf(rate).Source, measure.From, measure.To == DateOnly.MaxValue ? null : measure.To);

    private static bool Yields(DestinationRules rules, DutyMeasure measure, HsDigits hs, string origin, DateOnly on) =>
        rules.AdditionalDuties.Any(other => measure.YieldsTo.Contains(other.Id) && other.IsInForce(on) && other.Find(hs, origin) is { IsFree: false });

    private static TariffRegimeView Regime(Regime regime) => new(
        regime.Name, regime.Limits, regime.ShipFrom.Length == 0 ? "" : string.Join(", ", regime.ShipFrom), regime.Duty switch
        {
            DutyKind.None => (Sentence)"No duty",
            DutyKind.FlatPerLine => $"{new Money(regime.DutyAmount, regime.Currency)} a declaration line",
            DutyKind.FlatRate => $"{new Percentage(regime.DutyAmount)} of the value",
            _ => "By the tariff",
        },
        regime.Tax switch
        {
            TaxKind.None => (Sentence)"No tax",
            TaxKind.AtSale => "With the price",
            TaxKind.Inside => "At import, part of its own base",
            _ => "At import",
        },
        regime.Source.Source, regime.From);
}
