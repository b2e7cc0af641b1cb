using System.Globalization;
using Entrepot.Customs.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Customs.Domain.Restrictions;

/// <summary>
/// Stops goods that may not go to a destination, by the dated rules of <c>Rules/restrictions.tsv</c>. A rule for
/// <c>*</c> holds for every destination across a border.
/// </summary>
internal sealed class GoodsRestrictions : IGoodsRestrictions
{
    private readonly Dictionary<string, List<Rule>> byDestination = new(StringComparer.Ordinal);

    public GoodsRestrictions()
    {
        foreach (var row in RuleFile.Rows(typeof(GoodsRestrictions).Assembly, "restrictions.tsv"))
        {
            var rule = new Rule(row[0], Day(row[2]) ?? DateOnly.MinValue, Day(row[3]) ?? DateOnly.MaxValue, row[4], row[5], row[6], Sentence.OfRule(row[7]));
            if (!byDestination.TryGetValue(row[1], out var rules)) byDestination[row[1]] = rules = [];
            rules.Add(rule);
        }
    }

    public IReadOnlyList<Problem?> Check(IReadOnlyList<RestrictionRequest> requests)
    {
        var answers = new Problem?[requests.Count];
        for (var i = 0; i < answers.Length; i++) answers[i] = Check(requests[i]);
        return answers;
    }

    private Problem? Check(RestrictionRequest request)
    {
        if (byDestination.TryGetValue(request.ShipTo, out var rules) && First(rules, request) is { } stopped) return stopped;
        // Within one customs territory parcels go by road: rules about flying hold across borders only, and only once it is known from where.
        var crosses = request.ShipFrom.Length > 0 && Countries.CustomsTerritory(request.ShipFrom) != Countries.CustomsTerritory(request.ShipTo);
        return crosses && byDestination.TryGetValue("*", out var everywhere) ? First(everywhere, request) : null;
    }

    private static Problem? First(List<Rule> rules, RestrictionRequest request)
    {
        foreach (var rule in rules)
        {
            if (request.On < rule.From || request.On > rule.To) continue;
            foreach (var goods in request.Goods)
                if (rule.Means(goods)) return RestrictionProblems.Restricted(goods.Sku, rule.Sentence, rule.Source, rule.Certainty, rule.From);
        }

        return null;
    }

    private static DateOnly? Day(string text) => text.Length == 0 ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="Effect">Why it stops: <c>forbidden</c>, <c>permit</c> where one is needed, <c>embargo</c>, or <c>air-cargo-only</c> for goods that no passenger aircraft carries.</param>
    private sealed record Rule(string Goods, DateOnly From, DateOnly To, string Effect, string Certainty, string Source, Sentence Sentence)
    {
        private readonly string[] hsPrefixes = Goods.StartsWith("hs:", StringComparison.Ordinal) ? Goods[3..].Split(',') : [];

        public bool Means(RestrictedGoods goods) => Goods switch
        {
            "any" => true,
            "alcohol" => goods.IsAlcohol,
            "liquid" => goods.IsLiquid,
            "battery-alone" => goods.Battery is BatteryKind.LithiumIonAlone or BatteryKind.LithiumMetalAlone,
            _ => Array.Exists(hsPrefixes, prefix => goods.HsCode.StartsWith(prefix, StringComparison.Ordinal)),
        };
    }
}
