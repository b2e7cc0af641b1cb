using System.Collections.Frozen;
using Entrepot.Customs.Domain.Tariffs;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.LandedCost;

/// <summary>Everything that bears on imports into one customs territory.</summary>
internal sealed record DestinationRules(
    string Territory, Regime[] Regimes, DutyMeasure[] BaseDuties, DutyMeasure[] AdditionalDuties, FeeRule[] Fees, TradeRemedy[] Remedies, DestinationNote[] Notes)
{
    /// <summary>Tariffs that were imported; they win over the base duties for their days.</summary>
    public ImportedTariffs Imported { get; init; } = ImportedTariffs.None;
}

/// <summary>The rules of all destinations as one immutable book, read once from the rule files, however many hosts a process has.</summary>
internal sealed class RuleBook
{
    private static readonly Lazy<RuleBook> Book = new(() => new());

    private readonly FrozenDictionary<string, DestinationRules> destinations;
    private readonly FlatDutyVat[] flatDutyVat;

    public static RuleBook Shared => Book.Value;

    private RuleBook()
    {
        var measures = DutyMeasure.Read();
        var fees = FeeRule.Read();
        var remedies = TradeRemedy.Read();
        var notes = DestinationNote.Read();
        destinations = RegimeFile.Read().GroupBy(regime => regime.Destination, StringComparer.Ordinal).ToFrozenDictionary(
            group => group.Key,
            group => new DestinationRules(
                group.Key,
                [.. group],
                [.. measures.Where(measure => measure.IsBase && measure.Destination == group.Key)],
                [.. measures.Where(measure => !measure.IsBase && measure.Destination == group.Key)],
                [.. fees.Where(fee => Territories.Of(fee.Destination) == group.Key)],
                [.. remedies.Where(remedy => remedy.Destination == group.Key)],
                [.. notes.Where(note => note.Destination == group.Key)]),
            StringComparer.Ordinal);
        flatDutyVat = [.. RuleFile.Rows(typeof(RuleBook).Assembly, "flat-duty-vat.tsv").Select(row => new FlatDutyVat(
            row[0], row[1] == "yes", RuleText.Day(row[2]), RuleText.LastDay(row[3])))];
    }

    private RuleBook(RuleBook shipped, ImportedTariffs imported)
    {
        (flatDutyVat, Territories, Excise, Imported) = (shipped.flatDutyVat, shipped.Territories, shipped.Excise, imported);
        destinations = shipped.destinations.ToFrozenDictionary(rules => rules.Key, rules => rules.Value with { Imported = imported }, StringComparer.Ordinal);
    }

    /// <summary>The same rules with these imported tariffs.</summary>
    public RuleBook With(ImportedTariffs imported) => new(this, imported);

    public ImportedTariffs Imported { get; } = ImportedTariffs.None;

    public Territories Territories { get; } = new();

    public IReadOnlyList<ExciseGoods> Excise { get; } = ExciseGoods.Read();

    public DestinationRules? Of(string territory) => destinations.GetValueOrDefault(territory);

    /// <summary>Whether a flat duty is part of the base of the import VAT; the country's own row wins over the default.</summary>
    public bool TaxesFlatDuty(string country, DateOnly on)
    {
        var included = false;
        foreach (var row in flatDutyVat)
        {
            if (on < row.From || row.To < on) continue;
            if (row.Country == country) return row.Included;
            if (row.Country == "*") included = row.Included;
        }

        return included;
    }

    private sealed record FlatDutyVat(string Country, bool Included, DateOnly From, DateOnly To);
}
