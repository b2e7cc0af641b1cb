using System.Collections.Frozen;
using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Finance.Domain;

/// <summary>The rates that come with the product (<c>Rules/fx_ecb.tsv</c>, <c>Rules/fx_pegs.tsv</c>), until newer ones are imported.</summary>
internal static class BuiltInRates
{
    public const string Base = "EUR";
    public const string Ecb = "European Central Bank, euro reference rates";

    private static readonly IReadOnlyList<Peg> Pegs = [.. RuleFile.Rows(typeof(BuiltInRates).Assembly, "fx_pegs.tsv").Select(row =>
        new Peg(row[0], row[1], long.Parse(row[2], CultureInfo.InvariantCulture), Day(row[3]), row[4].Length > 0 ? Day(row[4]) : null))];

    private static readonly IReadOnlyList<FxTable> Newest = Load();

    /// <summary>The latest built-in table of a day on or before the one asked for; null before the first.</summary>
    public static FxTable? AsOf(DateOnly day) => Newest.FirstOrDefault(table => table.Day <= day);

    /// <summary>A table from published rates, with the pegged currencies that follow from them.</summary>
    public static FxTable Table(DateOnly day, Dictionary<string, long> ratesE6, string source)
    {
        foreach (var peg in Pegs)
        {
            if (ratesE6.ContainsKey(peg.Currency) || peg.ValidFrom > day || peg.ValidTo < day) continue;
            if (peg.Anchor == Base) ratesE6.Add(peg.Currency, peg.RateE6);
            else if (ratesE6.TryGetValue(peg.Anchor, out var anchor)) ratesE6.Add(peg.Currency, Rounding.DivideHalfEven((Int128)anchor * peg.RateE6, 1_000_000));
        }

        return new(day, Base, ratesE6.ToFrozenDictionary(StringComparer.Ordinal), source);
    }

    private static List<FxTable> Load()
    {
        // The head is a comment line for people; the columns are these, in its order.
        var rows = RuleFile.Rows(typeof(BuiltInRates).Assembly, "fx_ecb.tsv");
        var head = rows[0];
        return [.. rows.Skip(1).Select(row => FromRow(head, row)).OrderByDescending(table => table.Day)];
    }

    private static FxTable FromRow(string[] head, string[] row)
    {
        var rates = new Dictionary<string, long>(head.Length);
        for (var i = 1; i < row.Length; i++)
            if (row[i].Length > 0) rates.Add(head[i], long.Parse(row[i], CultureInfo.InvariantCulture));
        return Table(Day(row[0]), rates, Ecb);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A central bank's promise: so many units for one unit of the anchor.</summary>
    private sealed record Peg(string Currency, string Anchor, long RateE6, DateOnly ValidFrom, DateOnly? ValidTo);
}
