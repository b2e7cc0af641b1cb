using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain;
using Entrepot.Rules.Domain.Actions;
using Entrepot.Rules.Domain.Reading;
using static Entrepot.Unit.Rules.Facts;

namespace Entrepot.Unit.Rules;

/// <summary>What the language can say about orders, and what a rule says about itself.</summary>
public sealed class RuleLanguageTests
{
    private static readonly DateTime Friday = new(2026, 11, 27, 20, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("""{"field": "ship_to.country", "in_group": "usmca"}""", true)]
    [InlineData("""{"field": "ship_to.country", "in_group": "eu"}""", false)]
    [InlineData("""{"field": "ship_to.country", "not_in_group": "eu"}""", true)]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["10", "97000-97299"]}""", true)]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["972-973"]}""", true)]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["97202-97299"]}""", false)]
    [InlineData("""{"field": "ship_to.country", "not_in": ["DE", "FR"]}""", true)]
    [InlineData("""{"field": "buyer_note", "contains_any": ["礼物", "gift"]}""", true)]
    [InlineData("""{"field": "ship_to.line1", "ends_with": "12"}""", true)]
    [InlineData("""{"field": "total_minor", "between": [1, 120000]}""", true)]
    [InlineData("""{"field": "total_minor", "between": [120001, 130000]}""", false)]
    [InlineData("""{"lines": "sum", "of": "quantity", "gte": 4}""", true)]
    [InlineData("""{"lines": "sum", "of": "amount_minor", "where": {"field": "category", "eq": "lighting"}, "gt": 2000}""", false)]
    [InlineData("""{"none": [{"field": "currency", "eq": "EUR"}, {"field": "currency", "eq": "JPY"}]}""", true)]
    [InlineData("""{"field": "placed_at", "weekdays": ["fri"]}""", true)]
    [InlineData("""{"field": "placed_at", "weekdays": ["fri"], "zone": "Asia/Shanghai"}""", false)]
    [InlineData("""{"field": "placed_at", "hours": ["20:00", "06:00"]}""", true)]
    [InlineData("""{"field": "placed_at", "hours": ["04:00", "05:00"], "zone": "Asia/Shanghai"}""", true)]
    [InlineData("""{"field": "placed_at", "between": ["2026-11-27", "2026-11-27"]}""", true)]
    [InlineData("""{"field": "placed_at", "before": "2026-11-27"}""", false)]
    [InlineData("""{"field": "hours_to_ship_by", "lt": 24}""", true)]
    [InlineData("""{"field": "discount_percent", "gte": 20}""", true)]
    [InlineData("""{"field": "margin_percent", "lt": 10}""", true)]
    [InlineData("""{"field": "billing_country_differs", "eq": true}""", true)]
    public void Conditions_mean_what_they_say(string condition, bool holds) =>
        (When(condition).Value.Evaluate(AFullOrder()).Tags.Count == 1).ShouldBe(holds);

    [Theory]
    [InlineData("""{"field": "cost_base_minor", "lt": 5}""")]
    [InlineData("""{"field": "cost_base_minor", "ne": 5}""")]
    [InlineData("""{"field": "margin_percent", "gte": -100}""")]
    [InlineData("""{"field": "bill_to.country", "not_in": ["US"]}""")]
    [InlineData("""{"field": "bill_to.name", "is_empty": true}""")]
    [InlineData("""{"field": "buyer_is_business", "eq": false}""")]
    [InlineData("""{"field": "ship_by", "after": "2000-01-01"}""")]
    [InlineData("""{"field": "flags", "is_empty": true}""")]
    [InlineData("""{"field": "lines.available", "eq": 0}""")]
    [InlineData("""{"lines": "sum", "of": "available", "lt": 5}""")]
    public void A_condition_on_an_absent_fact_is_false_and_the_fact_is_named(string condition)
    {
        var rules = When(condition).Value;

        rules.Evaluate(AnOrder()).Tags.ShouldBeEmpty();
        rules.Absent(AnOrder()).Count.ShouldBe(1);
        condition.ShouldContain(rules.Absent(AnOrder())[0].Split('.')[^1]);
    }

    [Theory]
    [InlineData("""{"shops": ["amazon-de"], "countries": ["US"], "product_lines": ["lighting"]}""", true)]
    [InlineData("""{"shops": ["ebay"]}""", false)]
    [InlineData("""{"countries": ["CA", "usmca"]}""", true)]
    [InlineData("""{"product_lines": ["spirits"]}""", false)]
    public void A_rule_is_asked_only_inside_its_scope(string scope, bool asked) =>
        (Compile($$"""{"rules": [{"name": "A", "scope": {{scope}}, "when": {}, "then": {"tag": "x"} }]}""").Value.Evaluate(AnOrder()).Tags.Count == 1).ShouldBe(asked);

    [Fact]
    public void The_higher_priority_is_asked_first_and_of_equal_ones_the_narrower_scope()
    {
        var outcome = Compile("""
            {"rules": [
              {"name": "Everywhere", "when": {}, "then": {"service": "a/a"}},
              {"name": "Product line", "scope": {"product_lines": ["lighting"]}, "when": {}, "then": {"service": "b/b"}},
              {"name": "Country", "scope": {"countries": ["US"]}, "when": {}, "then": {"service": "c/c"}},
              {"name": "Shop", "scope": {"shops": ["amazon-de"]}, "when": {}, "then": {"service": "d/d"}},
              {"name": "First", "priority": 1, "when": {}, "then": {"tag": "first"}}
            ]}
            """).Value.Evaluate(AnOrder());

        outcome.Matched.Select(match => match.Rule).ShouldBe(["First", "Shop", "Country", "Product line", "Everywhere"]);
        outcome.Service.ShouldBe("d/d");
    }

    [Theory]
    [InlineData("2026-11-26", false)]
    [InlineData("2026-11-27", true)]
    [InlineData("2026-11-30", true)]
    [InlineData("2026-12-01", false)]
    public void A_rule_is_in_effect_from_its_first_to_its_last_day(string day, bool inEffect)
    {
        var rules = Compile("""{"rules": [{"name": "A", "from": "2026-11-27", "until": "2026-11-30", "when": {}, "then": {"tag": "x"}}]}""").Value;

        (rules.Evaluate(AnOrder() with { DecidedAt = DateTime.Parse(day + "T12:00:00Z", null, System.Globalization.DateTimeStyles.AdjustToUniversal) }).Tags.Count == 1).ShouldBe(inEffect);
        rules.Evaluate(AnOrder()).Tags.ShouldBeEmpty("without a day nobody knows");
    }

    [Fact]
    public void What_is_blocked_and_noted_adds_up()
    {
        var outcome = Compile("""
            {"rules": [
              {"name": "A", "when": {}, "then": {"block_services": ["ups/standard"], "block_warehouses": ["DE1"], "note": "First."}},
              {"name": "B", "when": {}, "then": {"block_services": ["dhl/paket", "ups/standard"], "block_warehouses": ["CN1"], "note": "Second."}}
            ]}
            """).Value.Evaluate(AnOrder());

        outcome.BlockedServices.ShouldBe(["ups/standard", "dhl/paket"]);
        outcome.BlockedWarehouses.ShouldBe(["DE1", "CN1"]);
        outcome.Notes.ShouldBe(["First.", "Second."]);
    }

    [Theory]
    [InlineData("""{"field": "total_minor", "between": [5, 1]}""", "rules.empty_range", "$.rules[0].when.between")]
    [InlineData("""{"field": "total_minor", "between": [5]}""", "rules.wrong_value", "$.rules[0].when.between")]
    [InlineData("""{"field": "placed_at", "between": ["2026-12-01", "2026-11-01"]}""", "rules.empty_range", "$.rules[0].when.between")]
    [InlineData("""{"field": "placed_at", "before": "tomorrow"}""", "rules.wrong_value", "$.rules[0].when.before")]
    [InlineData("""{"field": "placed_at", "weekdays": ["someday"]}""", "rules.wrong_value", "$.rules[0].when.weekdays")]
    [InlineData("""{"field": "placed_at", "hours": ["8"]}""", "rules.wrong_value", "$.rules[0].when.hours")]
    [InlineData("""{"field": "placed_at", "weekdays": ["fri"], "zone": "Mars/North"}""", "rules.wrong_value", "$.rules[0].when.weekdays")]
    [InlineData("""{"field": "ship_to.country", "in_group": "atlantis"}""", "rules.unknown_group", "$.rules[0].when.in_group")]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["99-10"]}""", "rules.empty_range", "$.rules[0].when.postcode_in")]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["-"]}""", "rules.wrong_value", "$.rules[0].when.postcode_in")]
    [InlineData("""{"field": "buyer_email", "in_list": "nobody"}""", "rules.unknown_list", "$.rules[0].when.in_list")]
    [InlineData("""{"lines": "sum", "of": "colour", "gte": 1}""", "rules.wrong_shape", "$.rules[0].when.of")]
    public void What_cannot_be_meant_is_refused_with_its_place(string condition, string code, string path)
    {
        var problem = When(condition).Problem!;

        problem.Code.ShouldBe(code);
        problem.Field.ShouldBe(path);
    }

    [Theory]
    [InlineData("""{"point": "returns", "rules": []}""", "rules.unknown_point")]
    [InlineData("""{"rules": [{"name": "A", "from": "2026-12-01", "until": "2026-11-01", "when": {}, "then": {"tag": "a"}}]}""", "rules.empty_range")]
    [InlineData("""{"rules": [{"name": "A", "priority": 1001, "when": {}, "then": {"tag": "a"}}]}""", "rules.wrong_shape")]
    [InlineData("""{"rules": [{"name": "A", "scope": {"planets": ["x"]}, "when": {}, "then": {"tag": "a"}}]}""", "rules.unknown_key")]
    [InlineData("""{"rules": [{"name": "A", "scope": {"countries": ["XX"]}, "when": {}, "then": {"tag": "a"}}]}""", "rules.unknown_group")]
    public void A_frame_that_cannot_be_understood_is_refused(string document, string code) => Compile(document).Problem!.Code.ShouldBe(code);

    [Theory]
    [InlineData("""{"all": [{"field": "currency", "eq": "EUR"}, {"field": "currency", "eq": "USD"}]}""", true)]
    [InlineData("""{"field": "total_minor", "gte": 10, "lte": 5}""", true)]
    [InlineData("""{"all": [{"field": "total_minor", "gt": 10}, {"any": [{"field": "currency", "eq": "EUR"}]}, {"field": "total_minor", "lt": 11}]}""", true)]
    [InlineData("""{"any": [{"field": "currency", "eq": "EUR"}, {"field": "currency", "eq": "USD"}]}""", false)]
    [InlineData("""{"all": [{"field": "tags", "in": ["a"]}, {"field": "tags", "in": ["b"]}]}""", false)]
    [InlineData("""{"all": [{"field": "lines.sku", "eq": "A"}, {"field": "lines.sku", "eq": "B"}]}""", false)]
    [InlineData("""{"lines": "any", "where": {"all": [{"field": "sku", "eq": "A"}, {"field": "sku", "eq": "B"}]}}""", true)]
    public void A_contradiction_is_kept_and_warned_of(string condition, bool contradicts) => (When(condition).Value.Warnings.Count == 1).ShouldBe(contradicts);

    [Fact]
    public void A_rule_that_is_not_understood_any_more_is_set_aside_and_named()
    {
        const string Document = """
            {"rules": [
              {"name": "Old tag", "when": {"field": "gone", "eq": "x"}, "then": {"tag": "old"}},
              {"name": "Good", "when": {}, "then": {"tag": "good"}}
            ]}
            """;
        var outcome = RuleDocument.Survive(Document, 3, null, RuleData.On(new(2026, 11, 2))).Value.Evaluate(AnOrder());

        outcome.Tags.ShouldBe(["good"]);
        outcome.Hold.ShouldBeNull();
        outcome.Trace.Alternatives.Select(match => match.Name).ShouldBe(["Good", "Old tag"]);
        outcome.Trace.Alternatives[1].Note.ToString().ShouldStartWith("$.rules[0].when.field");
    }

    [Fact]
    public void Where_a_rule_that_holds_is_not_understood_any_more_orders_wait()
    {
        const string Document = """{"rules": [{"name": "Old hold", "when": {"field": "gone", "eq": "x"}, "then": {"hold": {"code": "x", "message": "y"}}}]}""";
        var outcome = RuleDocument.Survive(Document, 3, null, RuleData.On(new(2026, 11, 2))).Value.Evaluate(AnOrder());

        outcome.Hold!.Code.ShouldBe("rules.not_understood");
        outcome.Hold.Message.ToString().ShouldContain("Old hold");
    }

    [Theory]
    [InlineData("hold", """{"code": "x", "message": "y"}""")]
    [InlineData("tag", "[\"a\"]")]
    [InlineData("note", "\"a\"")]
    [InlineData("warehouses", "[\"DE1\"]")]
    [InlineData("block_warehouses", "[\"DE1\"]")]
    [InlineData("strategy", "\"nearest\"")]
    [InlineData("service", "\"ups/standard\"")]
    [InlineData("block_services", "[\"ups/standard\"]")]
    [InlineData("priority", "5")]
    [InlineData("stop", "true")]
    public void Every_action_declares_its_arguments(string action, string value)
    {
        When("{}", $$"""{"{{action}}": {{value}}}""").IsOk.ShouldBeTrue();
        RuleActionList.All.Single(known => known.Name == action).Arguments.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_group_of_countries_is_the_one_of_the_day()
    {
        Entrepot.Rules.Domain.Facts.CountryGroups.Find("eu", new(2020, 1, 31))!.Contains("GB").ShouldBeTrue();
        Entrepot.Rules.Domain.Facts.CountryGroups.Find("eu", new(2020, 2, 1))!.Contains("GB").ShouldBeFalse();
        Entrepot.Rules.Domain.Facts.CountryGroups.Find("nowhere", new(2020, 2, 1)).ShouldBeNull();
    }

    private static RuleFacts AFullOrder() => AnOrder() with
    {
        PlacedAt = Friday,
        DecidedAt = Friday.AddHours(1),
        ShipBy = Friday.AddHours(20),
        DiscountMinor = 30_000,
        CostBaseMinor = 100_000,
        BillTo = new() { Country = "CA" },
    };
}
