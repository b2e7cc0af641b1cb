using System.Collections.Frozen;
using Entrepot.Kernel;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>The rates of all countries as an immutable table; finding one costs two look-ups and a short scan.</summary>
internal sealed class TaxRateTable : ITaxRates
{
    private readonly FrozenDictionary<string, CountryRates> countries;

    public TaxRateTable() : this(TaxRateFile.Read()) { }

    public TaxRateTable(IReadOnlyList<DatedTaxRate> rates) =>
        countries = rates.GroupBy(rate => rate.Country, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => new CountryRates([.. group]), StringComparer.Ordinal);

    public Result<TaxRate> Find(string country, string province, string hsCode, DateOnly on)
    {
        if (!countries.TryGetValue(country, out var rates)) return TaxProblems.UnknownCountry(country);
        if (rates.Of(province) is not { } rows) return TaxProblems.UnknownProvince(country, province);

        var digits = hsCode.Contains('.', StringComparison.Ordinal) ? hsCode.Replace(".", "", StringComparison.Ordinal) : hsCode;
        foreach (var row in rows)
            if (row.From <= on && on <= row.To && digits.StartsWith(row.HsPrefix, StringComparison.Ordinal)) return row.Rate;
        return TaxProblems.NotOnThatDay(country, on);
    }

    /// <summary>Rows in the order in which they win: the longest HS prefix first, the standard rate last.</summary>
    private sealed class CountryRates
    {
        private readonly DatedTaxRate[] national;
        private readonly FrozenDictionary<string, DatedTaxRate[]> byProvince;

        public CountryRates(IReadOnlyList<DatedTaxRate> rates)
        {
            national = Ordered(rates.Where(rate => rate.Provinces.Length == 0));
            byProvince = rates.SelectMany(rate => rate.Provinces.Select(province => (province, rate)))
                .GroupBy(pair => pair.province, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(group => group.Key, group => Ordered(group.Select(pair => pair.rate)), StringComparer.OrdinalIgnoreCase);
        }

        /// <summary>The province's own rates, else the country's; null where the tax depends on a province that is not known.</summary>
        public DatedTaxRate[]? Of(string province) =>
            byProvince.Count > 0 && byProvince.TryGetValue(province, out var rows) ? rows : national.Length > 0 ? national : null;

        private static DatedTaxRate[] Ordered(IEnumerable<DatedTaxRate> rates) =>
            [.. rates.OrderByDescending(rate => rate.HsPrefix.Length).ThenByDescending(rate => rate.From)];
    }
}
