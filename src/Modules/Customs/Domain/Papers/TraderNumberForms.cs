using System.Globalization;
using System.Text.RegularExpressions;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>How the numbers of traders look, by kind and territory (<c>Rules/trader-numbers.tsv</c>).</summary>
internal static class TraderNumberForms
{
    /// <summary>A pattern of ours is matched in microseconds; the limit only keeps a careless one from hanging.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private static readonly Form[] Forms = [.. RuleFile.Rows(typeof(TraderNumberForms).Assembly, "trader-numbers.tsv").Select(row => new Form(
        Enum.Parse<TraderNumberKind>(row[0]), row[1], new($"^(?:{row[2]})$", RegexOptions.CultureInvariant, Patience), row[3], Day(row[4]) ?? DateOnly.MinValue, Day(row[5]) ?? DateOnly.MaxValue))];

    /// <summary>Null when the number may be kept; else what is wrong with it, at its field.</summary>
    public static Problem? Check(string territory, TraderNumberKind kind, string value, DateOnly from)
    {
        if (territory != "EU" && (!Countries.IsKnown(territory) || Countries.CustomsTerritory(territory) != territory)) return PaperProblems.BadTerritory(territory);
        if (Array.Find(Forms, form => form.Kind == kind && form.Fits(territory, from)) is not { } known) return PaperProblems.NoSuchNumberThere(kind, territory);
        return known.Pattern.IsMatch(value) ? null : PaperProblems.BadTraderNumber(kind, value, known.Example);
    }

    private static DateOnly? Day(string text) => text == "-" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Form(TraderNumberKind Kind, string Territory, Regex Pattern, string Example, DateOnly From, DateOnly To)
    {
        public bool Fits(string territory, DateOnly on) => (Territory == "*" || Territory == territory) && From <= on && on <= To;
    }
}
