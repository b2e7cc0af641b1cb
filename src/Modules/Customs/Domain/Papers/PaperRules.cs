using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Papers;

/// <summary>Which papers go with a consignment, by the dated rows of <c>Rules/paper-rules.tsv</c>.</summary>
internal static class PaperRules
{
    private const string Stage = "papers";

    private static readonly IReadOnlyList<Rule> Rules = [.. RuleFile.Rows(typeof(PaperRules).Assembly, "paper-rules.tsv").Select(Rule.Read)];

    /// <summary>The longest beginnings first.</summary>
    private static readonly IReadOnlyList<TravelWay> Ways =
        [.. RuleFile.Rows(typeof(PaperRules).Assembly, "travel-ways.tsv").Select(row => new TravelWay(row[0], row[1], row[2])).OrderByDescending(way => way.Service.Length)];

    private static readonly TravelWay Express = new("", "express", "");

    private static readonly PapersNeeded None = new([], new(Stage, "none", "No customs border is crossed: a packing list at most."));

    public static PapersNeeded Needed(PapersQuestion question)
    {
        if (Countries.CustomsTerritory(question.ShipFrom) == Countries.CustomsTerritory(question.ShipTo)) return None;

        var way = WayOf(question.Service);
        var kinds = new List<PaperKind>(3);
        var sources = new List<TraceSource>(3);
        foreach (var rule in Rules)
        {
            if (rule.Way != way.Way || kinds.Contains(rule.Paper) || !rule.Holds(question)) continue;
            kinds.Add(rule.Paper);
            sources.Add(new(Sentence.OfRule(PapersNeeded.Name(rule.Paper)), rule.Source, rule.From));
        }

        // A letter within the value's limit but too heavy for it: the fuller form is always right.
        if (way.Way == "letter-post" && !kinds.Contains(PaperKind.Cn22) && !kinds.Contains(PaperKind.Cn23)) kinds.Add(PaperKind.Cn23);
        var needed = new PapersNeeded(kinds, new(Stage, "none", ""));
        return needed with
        {
            Trace = new(Stage, needed.Names ?? "none", $"{question.ShipFrom} to {question.ShipTo} by {Words(way)}, goods worth {question.GoodsValue}, heaviest parcel {question.HeaviestParcelGrams} g.") { Sources = sources },
        };
    }

    public static TravelWay WayOf(string service)
    {
        foreach (var way in Ways)
            if (service.StartsWith(way.Service, StringComparison.Ordinal) && (service.Length == way.Service.Length || service[way.Service.Length] == '/')) return way;
        return Express;
    }

    private static Sentence Words(TravelWay way) => way.Way switch
    {
        "parcel-post" => (Sentence)"parcel post",
        "letter-post" => "letter post",
        _ => "express",
    };

    private sealed record Rule(string Way, DateOnly From, DateOnly To, PaperKind Paper, string Currency, long? Over, long? UpTo, long? Grams, string Source)
    {
        public static Rule Read(string[] row) => new(
            row[0], RuleText.Day(row[1]), RuleText.LastDay(row[2]), Enum.Parse<PaperKind>(row[3]), row[4], RuleText.NumberOrNone(row[5]), RuleText.NumberOrNone(row[6]), RuleText.NumberOrNone(row[7]),
            RuleText.Cited(row[9], row[8]));

        public bool Holds(PapersQuestion question)
        {
            if (question.On < From || question.On > To || question.HeaviestParcelGrams > Grams) return false;
            if (Over is null && UpTo is null) return true;

            // Without a rate the value counts as above every limit: the fuller form is always right.
            var value = question.Fx.Convert(question.GoodsValue, Currency) is { IsOk: true, Value: var converted } ? converted.Minor : long.MaxValue;
            return value > (Over ?? -1) && value <= (UpTo ?? long.MaxValue);
        }
    }
}

/// <param name="Operator">Whom the postal forms name as the designated operator.</param>
internal sealed record TravelWay(string Service, string Way, string Operator);
