using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Declarations.Describing;

/// <summary>What a declaration of a type needs and how its codes look, by the dated rows of <c>Rules/declarations/uk-cds-checks.tsv</c>.</summary>
internal static class DescriptionRules
{
    private static readonly IReadOnlyList<Row> Rows = [.. RuleFile.Rows(typeof(DescriptionRules).Assembly, "declarations/uk-cds-checks.tsv").Select(Row.Read)];

    public static IEnumerable<Problem> Faults(JsonObject description, DateOnly on)
    {
        var type = Said.Value(description, "type") ?? "";
        var items = (description["items"] as JsonArray)?.OfType<JsonObject>().ToList() ?? [];
        foreach (var row in Rows)
        {
            if (on < row.From || on > row.To || !(row.Types.Length == 0 || row.Types.Any(begin => type.StartsWith(begin, StringComparison.Ordinal)))) continue;
            if (row.When is { } when && !items.Exists(when.Holds)) continue;
            foreach (var fault in row.Check == "needed" ? Missing(description, row) : Unfitting(description, row)) yield return fault;
        }
    }

    /// <summary>A group that has none of the names: for an item each item's own, unless the declaration says it for all.</summary>
    private static IEnumerable<Problem> Missing(JsonObject description, Row row)
    {
        var said = row.Names.Select(name => Said.Under(description, name).ToList()).ToList();
        var whole = said.Where((_, i) => !row.Names[i].Contains("[]", StringComparison.Ordinal) || !row.Names[i].StartsWith("items", StringComparison.Ordinal)).ToList();
        if (whole.Any(values => values.Any(value => value.Value is not null))) yield break;
        if (whole.Count == said.Count)
        {
            yield return CheckProblems.Missing(said[0][0].Place, row.Source);
            yield break;
        }

        var byItem = said.Except(whole).SelectMany(values => values).GroupBy(value => value.Place[..(value.Place.IndexOf(']', StringComparison.Ordinal) + 1)]);
        foreach (var item in byItem)
            if (item.All(value => value.Value is null)) yield return CheckProblems.Missing(item.First().Place, row.Source);
    }

    private static IEnumerable<Problem> Unfitting(JsonObject description, Row row)
    {
        foreach (var (place, value) in Said.Under(description, row.Names[0]))
        {
            if (value is null) continue;
            if (row.Check == "country" && !Countries.IsKnown(value) && value != "XI") yield return CheckProblems.NoCountry(place, value);
            else if (row.Check == "currency" && value.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && !Currencies.IsKnown(value[(space + 1)..])) yield return CheckProblems.NoCurrency(place, value);
            else if (row.Pattern is { } pattern && !pattern.IsMatch(value)) yield return CheckProblems.Unfitting(place, value, row.Words, row.Source);
        }
    }

    private sealed record Row(string Check, string[] Types, ItemCondition? When, string[] Names, Regex? Pattern, string Words, DateOnly From, DateOnly To, string Source)
    {
        public static Row Read(string[] row) => new(
            row[0], RuleText.List(row[1]), row[2] == RuleText.None ? null : ItemCondition.Read(row[2]), row[3].Split('|'), row[0] == "pattern" ? new(row[4], RegexOptions.CultureInvariant) : null, row[5],
            RuleText.Day(row[6]), RuleText.LastDay(row[7]), RuleText.Cited(row[9], row[8]));
    }

    /// <summary><c>40!1H7,1EN</c>: the procedure begins with 40, and none of the additional ones is there; with <c>+</c> one of them is.</summary>
    private sealed record ItemCondition(string Procedure, bool HasOne, string[] Additional)
    {
        public static ItemCondition Read(string text)
        {
            var cut = text.IndexOfAny(['!', '+']);
            return cut < 0 ? new(text, false, []) : new(text[..cut], text[cut] == '+', text[(cut + 1)..].Split(','));
        }

        public bool Holds(JsonObject item) =>
            Said.Value(item, "procedure")?.StartsWith(Procedure, StringComparison.Ordinal) == true && Said.Values(item, "additionalProcedures[]").Any(Additional.Contains) == HasOne;
    }
}
