using System.Globalization;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>Which language stands beside English on a paper, by the country that the goods go to (<c>Rules/paper-languages.tsv</c>). It is frozen with the paper.</summary>
internal static class PaperLanguages
{
    private static readonly ILookup<string, (string Language, DateOnly From, DateOnly To)> All = RuleFile.Rows(typeof(PaperLanguages).Assembly, "paper-languages.tsv")
        .ToLookup(row => row[0], row => (row[1], Day(row[2]), row[3].Length == 0 ? DateOnly.MaxValue : Day(row[3])), StringComparer.Ordinal);

    /// <summary>Null for English alone.</summary>
    public static string? For(string country, DateOnly on)
    {
        foreach (var (language, from, to) in All[country])
            if (from <= on && on <= to) return language;
        return null;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
