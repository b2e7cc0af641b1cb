using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Reading;
using FsCheck;
using FsCheck.Fluent;
using static Entrepot.Unit.Rules.Facts;

namespace Entrepot.Unit.Rules;

public sealed class RuleSetTests
{
    [Fact]
    public void Everything_that_matches_counts_until_a_rule_says_stop()
    {
        var outcome = Compile("""
            {"rules": [
              {"name": "One", "when": {}, "then": {"tag": ["a", "b"], "priority": 5, "service": "ups/standard"}},
              {"name": "Off", "enabled": false, "when": {}, "then": {"tag": "off"}},
              {"name": "Two", "when": {}, "then": {"tag": "b", "priority": 3, "service": "dhl-express/worldwide", "warehouses": ["DE1"], "strategy": "nearest", "stop": true}},
              {"name": "Three", "when": {}, "then": {"tag": "c", "hold": {"code": "never", "message": "Not reached."}}}
            ]}
            """).Value.Evaluate(AnOrder());

        outcome.ShouldSatisfyAllConditions(
            _ => outcome.Tags.ShouldBe(["a", "b"]),
            _ => outcome.Priority.ShouldBe(5),
            _ => outcome.Service.ShouldBe("ups/standard"),
            _ => outcome.Warehouses.ShouldBe(["DE1"]),
            _ => outcome.Strategy.ShouldBe("nearest"),
            _ => outcome.Hold.ShouldBeNull());
    }

    [Fact]
    public void Every_reason_to_hold_is_kept_so_that_letting_one_pass_does_not_let_all_pass()
    {
        var outcome = Compile("""
            {"rules": [
              {"name": "One", "when": {}, "then": {"hold": {"code": "high_value", "message": "Look at it."}}},
              {"name": "Two", "when": {}, "then": {"hold": {"code": "high_risk", "message": "And at this."}}}
            ]}
            """).Value.Evaluate(AnOrder());

        outcome.Hold.ShouldBe(Problem.Forbidden("rules.high_value", "Look at it."));
        outcome.Holds.Select(hold => hold.Code).ShouldBe(["rules.high_value", "rules.high_risk"]);
        outcome.Trace.Outcome.ShouldBe("held");
    }

    [Fact]
    public void The_trace_names_the_rules_that_matched_why_and_in_which_version()
    {
        var trace = Compile("""
            {"rules": [
              {"name": "Nothing", "when": {"field": "currency", "eq": "JPY"}, "then": {"tag": "x"}},
              {"name": "High value", "when": {"all": [{"field": "total_base_minor", "gt": 100000}, {"not": {"field": "currency", "eq": "EUR"}}]}, "then": {"priority": 9, "tag": "big"}},
              {"name": "Lamp", "when": {"any": [{"field": "currency", "eq": "JPY"}, {"lines": "any", "where": {"field": "has_battery", "eq": true}}]}, "then": {"tag": "battery"}},
              {"name": "Mail", "when": {"field": "buyer_email", "matches": "example"}, "then": {"tag": "mail"}}
            ]}
            """).Value.Evaluate(AnOrder()).Trace;

        trace.Stage.ShouldBe("rules");
        trace.Outcome.ShouldBe("matched");
        trace.Detail.ShouldBe("3 of 4 rules: High value, Lamp, Mail.");
        trace.Alternatives.Select(match => $"{match.Name} | {match.Value} | {match.Note}").ShouldBe(
        [
            "High value | tag big; priority 9 | total_base_minor gt 100000 (is 110000); not {\"field\": \"currency\", \"eq\": \"EUR\"}",
            "Lamp | tag battery | line LAMP: has_battery eq true",
            "Mail | tag mail | buyer_email matches /example/", // What is personal is not repeated.
        ]);
        trace.Sources.ShouldBe([new TraceSource("Rules of the company, version 7", "", new DateOnly(2026, 11, 2))]);
    }

    [Fact]
    public void An_order_that_matches_nothing_costs_nothing()
    {
        var rules = When("""{"field": "currency", "eq": "JPY"}""").Value;

        var outcome = rules.Evaluate(AnOrder());

        outcome.Trace.Detail.ShouldBe("None of 1 rules matches.");
        rules.Evaluate(AnOrder()).ShouldBeSameAs(outcome);
    }

    [Fact]
    public void Conditions_are_asked_without_allocating()
    {
        using var file = new StreamReader(RuleFile.Open(typeof(RuleSet).Assembly, "default-rules.json"));
        var rules = RuleDocument.Compile(file.ReadToEnd(), 1, null, RuleData.On(new(2026, 11, 2))).Value;
        var order = AnOrder() with { TotalBaseMinor = 1_000, Tags = [], BuyerNote = "", ShipTo = new Address { Country = "DE", Line1 = "Hafenstr. 1" }, Lines = [ALine("CUP")] };
        for (var i = 0; i < 100; i++) rules.Evaluate(order).Tags.ShouldBeEmpty();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) rules.Evaluate(order);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void How_orders_were_batched_makes_no_difference()
    {
        var rules = Compile("""
            {"rules": [
              {"name": "Big", "when": {"field": "total_base_minor", "gt": 500}, "then": {"hold": {"code": "big", "message": "Big."}}},
              {"name": "Heavy", "when": {"field": "weight_grams", "gte": 300}, "then": {"tag": "heavy", "stop": true}},
              {"name": "All", "when": {}, "then": {"priority": 1}}
            ]}
            """).Value;

        Prop.ForAll(ArbMap.Default.ArbFor<(int Total, int Weight)[]>(), totals =>
        {
            var orders = totals.Select(total => AnOrder() with { TotalBaseMinor = total.Total * 100L, WeightGrams = Math.Abs(total.Weight) * 50L }).ToList();
            var together = orders.ConvertAll(rules.Evaluate).ConvertAll(Shown);
            var alone = Enumerable.Reverse(orders).Select(order => Shown(rules.Evaluate(order))).Reverse().ToList();
            return together.SequenceEqual(alone);
        }).QuickCheckThrowOnFailure();

        static string Shown(RuleOutcome outcome) => $"{outcome.Hold} {string.Join(',', outcome.Tags)} {outcome.Priority} {outcome.Trace.Detail}";
    }

    [Theory]
    [InlineData("""{}""", "rules.no_actions", "$.rules[0].then")]
    [InlineData("""{"stop": false}""", "rules.no_actions", "$.rules[0].then")]
    [InlineData("""{"mail": "x"}""", "rules.unknown_key", "$.rules[0].then.mail")]
    [InlineData("""{"hold": {"code": "High Value", "message": "x"}}""", "rules.wrong_shape", "$.rules[0].then.hold.code")]
    [InlineData("""{"hold": {"code": "high_value"}}""", "rules.wrong_shape", "$.rules[0].then.hold.message")]
    [InlineData("""{"hold": {"code": "x", "message": "y", "until": 1}}""", "rules.unknown_key", "$.rules[0].then.hold.until")]
    [InlineData("""{"tag": []}""", "rules.wrong_shape", "$.rules[0].then.tag")]
    [InlineData("""{"tag": ["ok", ""]}""", "rules.wrong_shape", "$.rules[0].then.tag[1]")]
    [InlineData("""{"strategy": "prettiest"}""", "rules.wrong_shape", "$.rules[0].then.strategy")]
    [InlineData("""{"service": "ups"}""", "rules.wrong_shape", "$.rules[0].then.service")]
    [InlineData("""{"priority": 0}""", "rules.wrong_shape", "$.rules[0].then.priority")]
    [InlineData("""{"priority": "high"}""", "rules.wrong_shape", "$.rules[0].then.priority")]
    public void An_action_that_cannot_be_understood_is_refused_with_its_place(string then, string code, string path)
    {
        var problem = When("{}", then).Problem!;

        problem.Code.ShouldBe(code);
        problem.Field.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"rules": [{"name": "A", "when": {}, "then": {"tag": "a"}}, {"name": "a", "when": {}, "then": {"tag": "a"}}]}""", "rules.name_twice")]
    [InlineData("""{"rules": [{"name": "", "when": {}, "then": {"tag": "a"}}]}""", "rules.wrong_shape")]
    [InlineData("""{"rules": [{"name": "A", "then": {"tag": "a"}}]}""", "rules.wrong_shape")]
    [InlineData("""{"rules": [{"name": "A", "when": {}}]}""", "rules.wrong_shape")]
    [InlineData("""{"rules": [{"name": "A", "if": {}, "when": {}, "then": {"tag": "a"}}]}""", "rules.unknown_key")]
    [InlineData("""{"rules": {}}""", "rules.wrong_shape")]
    [InlineData("[1", "rules.not_json")]
    public void A_document_that_is_no_list_of_rules_is_refused(string document, string code) => Compile(document).Problem!.Code.ShouldBe(code);
}
