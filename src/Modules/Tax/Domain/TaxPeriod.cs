using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Tax.Contracts;

namespace Entrepot.Tax.Domain;

/// <summary>A calendar month or quarter that a return is about; its name is <c>2026-10</c> or <c>2026-Q4</c>.</summary>
internal readonly partial record struct TaxPeriod(DateOnly From, DateOnly To)
{
    public string Name => To.Month - From.Month == 0
        ? From.ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{From.Year:0000}-Q{To.Month / 3}");

    public static TaxPeriod Of(DateOnly day, TaxRhythm rhythm)
    {
        var months = rhythm == TaxRhythm.Month ? 1 : 3;
        var from = new DateOnly(day.Year, ((day.Month - 1) / months * months) + 1, 1);
        return new(from, from.AddMonths(months).AddDays(-1));
    }

    public TaxPeriod Before => Of(From.AddDays(-1), To.Month == From.Month ? TaxRhythm.Month : TaxRhythm.Quarter);

    /// <returns>Null for a name that is none.</returns>
    public static TaxPeriod? Find(string name)
    {
        if (!Names().IsMatch(name)) return null;
        var year = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
        var number = int.Parse(name.AsSpan(name[5] == 'Q' ? 6 : 5), CultureInfo.InvariantCulture);
        return name[5] == 'Q' ? Of(new(year, (number * 3) - 2, 1), TaxRhythm.Quarter) : Of(new(year, number, 1), TaxRhythm.Month);
    }

    [GeneratedRegex("^2[0-9]{3}-(0[1-9]|1[0-2]|Q[1-4])$", RegexOptions.CultureInvariant)]
    private static partial Regex Names();
}
