using System.Text.Json;
using Entrepot.Rules.Contracts;
using FsCheck;
using FsCheck.Fluent;
using static Entrepot.Unit.Rules.Facts;

namespace Entrepot.Unit.Rules;

/// <summary>What must hold for every document of rules and every order.</summary>
public sealed class RuleLawTests
{
    private static readonly string[] Texts = ["a", "ab", "b", "DE", "us", "lamp"];

    [Fact]
    public void Compiled_rules_say_what_a_naive_reader_says() =>
        Prop.ForAll(Arb.From(Gen.Zip(Document(), Orders())), pair =>
        {
            var (document, order) = pair;
            using var json = JsonDocument.Parse(document);
            return Fired(document, order).SequenceEqual(NaiveRules.Matching(json.RootElement, order));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_of_lower_priority_after_a_stop_changes_nothing() =>
        Prop.ForAll(Arb.From(Gen.Zip(Document(), Orders())), pair =>
        {
            var (document, order) = pair;
            var stop = """{"name": "stop", "priority": -10, "when": {}, "then": {"tag": "end", "stop": true}}""";
            var before = Compile(With(document, stop)).Value.Evaluate(order);
            var after = Compile(With(document, stop, """{"name": "late", "priority": -20, "when": {}, "then": {"tag": "late", "hold": {"code": "late", "message": "Late."}, "priority": 999}}""")).Value.Evaluate(order);
            return before.Tags.SequenceEqual(after.Tags) && before.Holds.SequenceEqual(after.Holds) && before.Priority == after.Priority && before.Matched.Select(match => match.Rule).SequenceEqual(after.Matched.Select(match => match.Rule));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_rule_that_is_switched_off_might_as_well_not_be_there() =>
        Prop.ForAll(Arb.From(Gen.Zip(Document(), Orders())), pair =>
            Fired(With(pair.Item1, """{"name": "off", "enabled": false, "priority": 100, "when": {}, "then": {"stop": true}}"""), pair.Item2).SequenceEqual(Fired(pair.Item1, pair.Item2))).QuickCheckThrowOnFailure();

    private static IEnumerable<string> Fired(string document, RuleFacts order) => Compile(document).Value.Evaluate(order).Matched.Select(match => match.Rule);

    private static string With(string document, params string[] rules) => document[..^2] + (document.EndsWith("[]}", StringComparison.Ordinal) ? "" : ",") + string.Join(",", rules) + "]}";

    private static Gen<RuleFacts> Orders() =>
        from lines in Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(Lines(), count))
        from channel in Gen.Elements([.. Texts, null])
        from country in Gen.Elements(Texts)
        from total in Gen.Choose(0, 10)
        from cost in Gen.Choose(-3, 10)
        select AnOrder() with { Channel = channel, ShipTo = new() { Country = country }, TotalMinor = total, CostBaseMinor = cost < 0 ? null : cost, Lines = lines };

    private static Gen<RuleLine> Lines() =>
        from sku in Gen.Elements(Texts)
        from category in Gen.Elements([.. Texts, null])
        from quantity in Gen.Choose(0, 5)
        select ALine(sku) with { Category = category, Quantity = quantity };

    private static Gen<string> Document() =>
        from rules in Gen.Choose(0, 5).SelectMany(count => Gen.ArrayOf(Rule(), count))
        select "{\"rules\":[" + string.Join(",", rules.Select((rule, i) => $$"""{"name":"r{{i}}",{{rule}}}""")) + "]}";

    private static Gen<string> Rule() =>
        from priority in Gen.Choose(-3, 3)
        from condition in Condition(3, Order())
        from stop in Gen.Elements("true", "false", "false")
        select $$"""  "priority":{{priority}},"when":{{condition}},"then":{"tag":"x","stop":{{stop}} } """;

    private static Gen<string> Condition(int depth, Gen<string> leaf) => depth == 0 ? leaf : Gen.Frequency(
        (3, leaf),
        (2, from word in Gen.Elements("all", "any", "none")
            from parts in Gen.Choose(1, 3).SelectMany(count => Gen.ArrayOf(Condition(depth - 1, leaf), count))
            select $$"""{"{{word}}":[{{string.Join(",", parts)}}]}"""),
        (1, from part in Condition(depth - 1, leaf) select $$"""{"not":{{part}}}"""));

    private static Gen<string> Order() => Gen.Frequency(
        (3, Text("channel", "ship_to.country")),
        (2, Number("total_minor", "cost_base_minor")),
        (1, from word in Gen.Elements("any", "all", "none") from condition in Condition(1, Line()) select $$"""{"lines":"{{word}}","where":{{condition}}}"""),
        (1, from condition in Condition(1, Line()) from op in Gen.Elements("eq", "gte", "lt") from count in Gen.Choose(0, 3) select $$"""{"lines":"count","where":{{condition}},"{{op}}":{{count}}}"""),
        (1, from condition in Condition(1, Line()) from sum in Gen.Choose(0, 6) select $$"""{"lines":"sum","of":"quantity","where":{{condition}},"gte":{{sum}}}"""));

    private static Gen<string> Line() => Gen.OneOf(Text("sku", "category"), Number("quantity"));

    private static Gen<string> Text(params string[] fields) =>
        from field in Gen.Elements(fields)
        from op in Gen.Elements("eq", "ne", "contains", "starts_with", "ends_with", "in", "not_in", "contains_any")
        from one in Gen.Elements(Texts)
        from two in Gen.Elements(Texts)
        select op is "in" or "not_in" or "contains_any" ? $$"""{"field":"{{field}}","{{op}}":["{{one}}","{{two}}"]}""" : $$"""{"field":"{{field}}","{{op}}":"{{one}}"}""";

    private static Gen<string> Number(params string[] fields) =>
        from field in Gen.Elements(fields)
        from op in Gen.Elements("eq", "ne", "gt", "gte", "lt", "lte", "between", "in")
        from value in Gen.Choose(-1, 8)
        select op switch { "between" => $$"""{"field":"{{field}}","between":[{{value}},{{value + 3}}]}""", "in" => $$"""{"field":"{{field}}","in":[{{value}}]}""", _ => $$"""{"field":"{{field}}","{{op}}":{{value}} }""" };
}
