using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>A tariff by HS prefix; the longest prefix of a code wins.</summary>
internal sealed class DutyTable
{
    private static readonly int[] Lengths = [10, 8, 6, 4, 2];
    private readonly Dictionary<HsDigits, DutyRate> rates;

    public DutyTable(IEnumerable<DutyRate> rates) => this.rates = rates.ToDictionary(rate => rate.Hs);

    public int Count => rates.Count;

    public static DutyTable Read(string name) => new(RuleFile.Rows(typeof(DutyTable).Assembly, $"tariffs/{name}.tsv").Select(Rate));

    public DutyRate? Find(HsDigits hs)
    {
        foreach (var length in Lengths)
            if (length <= hs.Length && rates.TryGetValue(hs.First(length), out var rate)) return rate;
        return null;
    }

    /// <summary>The exact rates of longer codes below these digits, in order; empty where none is on file.</summary>
    public IReadOnlyList<DutyRate> Below(HsDigits hs)
    {
        var below = new List<DutyRate>();
        foreach (var rate in rates.Values)
            if (rate.FromPpm is null && rate.Hs.Length > hs.Length && rate.Hs.StartsWith(hs)) below.Add(rate);
        below.Sort(static (a, b) => string.CompareOrdinal(a.Hs.ToString(), b.Hs.ToString()));
        return below;
    }

    private static DutyRate Rate(string[] row) => new(
        HsDigits.Of(row[0]), RuleText.Number(row[1]), RuleText.Number(row[2]),
        row[3] switch { "kg" => DutyUnit.Kilogram, "piece" => DutyUnit.Piece, _ => DutyUnit.None },
        RuleText.NumberOrNone(row[4]), row[3] == "floor",
        row.Length > 5 ? RuleText.NumberOrNone(row[5]) : null, row.Length > 6 ? RuleText.NumberOrNone(row[6]) : null);
}
