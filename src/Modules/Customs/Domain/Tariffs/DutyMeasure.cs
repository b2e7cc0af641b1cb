using System.Collections.Concurrent;
using Entrepot.Customs.Domain.LandedCost;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>A duty table put in force: where, when, on goods of which origins, and on top of what (<c>Rules/tariffs.tsv</c>).</summary>
internal sealed class DutyMeasure(string[] row, DutyTable table)
{
    private readonly string[] regimes = row[4] == "*" ? [] : row[4].Split(',');
    private readonly string[] origins = row[5] == "*" ? [] : row[5].TrimStart('!').Split(',');
    private readonly bool exceptOrigins = row[5].StartsWith('!');
    private readonly ConcurrentDictionary<DutyRate, RuleCitation> citations = [];

    public string Id { get; } = row[0];
    public bool IsBase { get; } = row[2] == "base";
    public string Destination { get; } = row[3];
    public string[] YieldsTo { get; } = RuleText.List(row[6]);
    public string Currency { get; } = row[7];
    public DateOnly From { get; } = RuleText.Day(row[8]);
    public DateOnly To { get; } = RuleText.LastDay(row[9]);
    public Sentence Label { get; } = Sentence.OfRule(row[11]);

    private string Source { get; } = RuleText.Cited(row[12], row[10]);

    public static IReadOnlyList<DutyMeasure> Read()
    {
        var tables = new Dictionary<string, DutyTable>(StringComparer.Ordinal);
        var measures = new List<DutyMeasure>();
        foreach (var row in RuleFile.Rows(typeof(DutyMeasure).Assembly, "tariffs.tsv"))
        {
            if (!tables.TryGetValue(row[1], out var table)) tables[row[1]] = table = DutyTable.Read(row[1]);
            measures.Add(new DutyMeasure(row, table));
        }

        return measures;
    }

    public bool IsInForce(DateOnly on) => From <= on && on <= To;

    public bool IsIn(string regime, DateOnly on) => IsInForce(on) && (regimes.Length == 0 || Array.IndexOf(regimes, regime) >= 0);

    public DutyRate? Find(HsDigits hs, string origin) => IsOf(origin) ? table.Find(hs) : null;

    /// <summary>The exact rates of longer codes, for goods of that origin.</summary>
    public IReadOnlyList<DutyRate> Below(HsDigits hs, string origin) => IsOf(origin) ? table.Below(hs) : [];

    private bool IsOf(string origin) => origins.Length == 0 || (Array.IndexOf(origins, origin) >= 0) != exceptOrigins;

    /// <summary>An additional duty that asks for the country of origin cannot be left out because the origin is not known.</summary>
    public bool DependsOnOrigin => origins.Length > 0;

    /// <summary>It stands for every way goods are cleared, so that an imported edition can stand for it.</summary>
    public bool IsForAllRegimes => regimes.Length == 0;

    public TraceSource SourceOf(DutyRate rate) => CitationOf(rate).Source;

    public RuleCitation CitationOf(DutyRate rate) => citations.GetOrAdd(
        rate, static (rate, measure) => new RuleCitation($"{measure.Id} {rate.Hs}", new TraceSource($"{measure.Label}, HS {rate.Hs}", measure.Source, measure.From), measure.To), this);
}
