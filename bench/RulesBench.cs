using System.Globalization;
using System.Text;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Bench;

/// <param name="EvaluationsPerSecond">One rule asked about one order is one evaluation; on one core, per processor second.</param>
/// <param name="MatchesPerOrder">How many of the rules matched an order on average; a match is also explained.</param>
/// <param name="BytesPerEvaluation">Allocated, matches and their explanations included.</param>
public sealed record RulesReport(int Rules, int Conditions, int Orders, double EvaluationsPerSecond, double OrdersPerSecond, double MatchesPerOrder, double BytesPerEvaluation);

/// <summary>How many rules one processor asks. It counts processor seconds, so that it says the same beside other work.</summary>
public static class RulesBench
{
    /// <summary>Orders that are asked about again and again, so that what is measured is the rules and not making orders.</summary>
    private const int Sample = 1_000;

    private static readonly string[] Countries = ["DE", "FR", "ES", "IT", "US", "GB", "JP", "CA", "AU", "MX"];
    private static readonly string[] Categories = ["lighting", "kitchen", "audio", "spirits", "toys"];

    public static Result<RulesReport> Run(int rules, int conditions, int orders)
    {
        var compiled = RuleText.Compile(Document(rules, conditions), new(2026, 11, 23));
        if (compiled.Problem is { } problem) return problem;

        var set = compiled.Value;
        var facts = Enumerable.Range(0, Sample).Select(Order).ToArray();
        Ask(set, facts, orders / 4);
        var (begun, bytes) = (Environment.CpuUsage.TotalTime, GC.GetAllocatedBytesForCurrentThread());
        var matched = Ask(set, facts, orders);
        var seconds = (Environment.CpuUsage.TotalTime - begun).TotalSeconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new RulesReport(rules, conditions, orders, Math.Round((double)orders * rules / seconds), Math.Round(orders / seconds), Math.Round((double)matched / orders, 3), Math.Round((double)bytes / ((long)orders * rules), 3));
    }

    private static long Ask(IRuleSet set, RuleFacts[] facts, int orders)
    {
        var matched = 0L;
        for (var i = 0; i < orders; i++) matched += set.Evaluate(facts[i % facts.Length]).Matched.Count;
        return matched;
    }

    /// <summary>Rules whose conditions hold for some orders and not for others, so that some fail at once and some are asked to their end.</summary>
    private static string Document(int rules, int conditions)
    {
        var document = new StringBuilder("{\"rules\":[");
        for (var rule = 0; rule < rules; rule++)
        {
            document.Append(rule > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $$"""{"name":"Rule {{rule}}","when":{"all":[""");
            for (var part = 0; part < conditions; part++) document.Append(part > 0 ? "," : "").Append(Condition(rule, part));
            document.Append(CultureInfo.InvariantCulture, $$"""]},"then":{"tag":"rule-{{rule}}"} }""");
        }

        return document.Append("]}").ToString();
    }

    private static string Condition(int rule, int part) => (part % 10) switch
    {
        0 => $$"""{"field":"total_base_minor","gt":{{(rule % 10) * 2_000}} }""",
        1 => $$"""{"field":"ship_to.country","in":["{{Countries[rule % 10]}}","{{Countries[(rule + 1) % 10]}}","{{Countries[(rule + 2) % 10]}}","{{Countries[(rule + 4) % 10]}}","{{Countries[(rule + 7) % 10]}}"]}""",
        2 => $$"""{"field":"weight_grams","between":[{{(rule % 5) * 100}},{{4_000 - (rule % 7 * 100)}}]}""",
        3 => """{"not":{"field":"payment","in":["refunded","failed"]}}""",
        4 => $$"""{"lines":"any","where":{"field":"category","in":["{{Categories[rule % 5]}}","{{Categories[(rule + 1) % 5]}}"]} }""",
        5 => $$"""{"any":[{"field":"tags","contains":"vip"},{"field":"total_minor","lt":{{5_000 + (rule * 100)}} }]}""",
        6 => """{"field":"buyer_note","contains_any":["gift","礼物","present","regalo"]}""",
        7 => """{"field":"ship_to.postcode","postcode_in":["1-4","70000-79999"]}""",
        8 => """{"lines":"count","where":{"field":"quantity","gte":2},"gte":1}""",
        _ => """{"field":"placed_at","weekdays":["mon","tue","wed","thu","fri"]}""",
    };

    private static RuleFacts Order(int i) => new()
    {
        Channel = "shop-1",
        ChannelKind = "shopify",
        Currency = "EUR",
        TotalMinor = 1_000 + (i * 37 % 30_000),
        TotalBaseMinor = 1_000 + (i * 37 % 30_000),
        ShipTo = new() { Name = "Anna Schmidt", Line1 = "Hauptstr. 1", City = "Berlin", Postcode = (10_000 + (i * 7_919 % 89_999)).ToString(CultureInfo.InvariantCulture), Country = Countries[i % 10] },
        BuyerName = "Anna Schmidt",
        BuyerEmail = "anna@example.org",
        BuyerNote = i % 3 == 0 ? "Bitte als Geschenk, it is a gift. 请放礼物卡" : "",
        Payment = PaymentState.Paid,
        Tags = i % 4 == 0 ? ["vip"] : [],
        PlacedAt = new DateTime(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(i),
        WeightGrams = i * 13 % 5_000,
        Lines = [Line(i), Line(i + 3)],
    };

    private static RuleLine Line(int i) => new("SKU-" + (i % 500).ToString(CultureInfo.InvariantCulture), Categories[i % 5], 1 + (i % 4), 2_000, false, false, false, "940540", "CN");
}
