using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>One row of <c>Rules/vat-rates.tsv</c> for one HS prefix; an empty prefix is the rate of all other goods.</summary>
internal sealed record DatedTaxRate(string Country, string[] Provinces, string HsPrefix, DateOnly From, DateOnly To, TaxRate Rate);

/// <summary>Reads the dated rates. A row names several provinces (code and name) and several HS prefixes.</summary>
internal static class TaxRateFile
{
    private const string Any = "-";

    public static IReadOnlyList<DatedTaxRate> Read()
    {
        var rates = new List<DatedTaxRate>();
        foreach (var row in RuleFile.Rows(typeof(TaxRateFile).Assembly, "vat-rates.tsv"))
        {
            var (from, to) = (Day(row[5]), row[6] == Any ? DateOnly.MaxValue : Day(row[6]));
            var ppm = long.Parse(row[4], CultureInfo.InvariantCulture);
            var place = row[1] == Any ? row[0] : $"{row[0]}-{row[1].Split(',')[0]}";
            foreach (var prefix in row[3].Split(','))
            {
                var goods = prefix == Any ? "" : prefix;
                var name = goods.Length == 0 ? (Sentence)$"{Sentence.OfRule(row[2])} {place} {Percent(ppm)}" : $"{Sentence.OfRule(row[2])} {place} {Percent(ppm)} for HS {goods}";
                var rate = new TaxRate(row[0], row[2], ppm, new TraceSource(name, $"{row[8]} [{row[7]}]", from));
                rates.Add(new DatedTaxRate(row[0], row[1] == Any ? [] : row[1].Split(','), goods, from, to, rate));
            }
        }

        return rates;
    }

    private static string Percent(long ppm) => (ppm / 10_000m).ToString("0.####", CultureInfo.InvariantCulture) + " %";

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
