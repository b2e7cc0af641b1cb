using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Tariffs;

/// <summary>Which edition of the HTS a file is, by its name, and since when that holds (<c>Rules/tariffs-editions.tsv</c>).</summary>
/// <param name="From">Null where the name does not tell the edition, or the edition's day is not known.</param>
internal sealed partial record TariffDates(string Title, DateOnly? From)
{
    private static readonly Lazy<IReadOnlyDictionary<(int Year, int Revision), DateOnly>> Days = new(() =>
        RuleFile.Rows(typeof(TariffDates).Assembly, "tariffs-editions.tsv").ToDictionary(row => ((int)RuleText.Number(row[0]), (int)RuleText.Number(row[1])), row => RuleText.Day(row[2])));

    /// <param name="file">Such as <c>hts_2026_rev_10.json.gz</c> or <c>hts_2025_basic_edition.json</c>.</param>
    public static TariffDates Of(string file)
    {
        var name = Path.GetFileName(file);
        if (Edition().Match(name) is not { Success: true } match) return new(name, null);

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        var revision = match.Groups["revision"] is { Length: > 0 } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return new(revision == 0 ? $"{year} basic edition" : $"{year} revision {revision}", Days.Value.TryGetValue((year, revision), out var day) ? day : revision == 0 ? new DateOnly(year, 1, 1) : null);
    }

    [GeneratedRegex(@"(?<year>20\d\d)[ _-]*(basic|rev(ision)?[ _-]*(?<revision>\d{1,3}))", RegexOptions.IgnoreCase)]
    private static partial Regex Edition();
}
