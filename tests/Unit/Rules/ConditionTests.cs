using static Entrepot.Unit.Rules.Facts;

namespace Entrepot.Unit.Rules;

public sealed class ConditionTests
{
    [Theory]
    [InlineData("""{"field": "channel", "eq": "Amazon-DE"}""", true)]
    [InlineData("""{"field": "channel", "ne": "amazon-de"}""", false)]
    [InlineData("""{"field": "channel", "in": ["ebay", "AMAZON-DE"]}""", true)]
    [InlineData("""{"field": "channel", "in": ["ebay"]}""", false)]
    [InlineData("""{"field": "buyer_note", "contains": "gift"}""", true)]
    [InlineData("""{"field": "buyer_note", "contains": "gifts"}""", false)]
    [InlineData("""{"field": "ship_to.postcode", "starts_with": "97"}""", true)]
    [InlineData("""{"field": "ship_to.postcode", "starts_with": "7"}""", false)]
    [InlineData("""{"field": "ship_to.line1", "matches": "^p\\.? ?o\\.? ?box"}""", true)]
    [InlineData("""{"field": "ship_to.line1", "matches": "street$"}""", false)]
    [InlineData("""{"field": "ship_to.company", "is_empty": true}""", true)]
    [InlineData("""{"field": "ship_to.company", "is_empty": false}""", false)]
    [InlineData("""{"field": "total_base_minor", "gt": 110000}""", false)]
    [InlineData("""{"field": "total_base_minor", "gte": 110000}""", true)]
    [InlineData("""{"field": "total_base_minor", "lt": 110000}""", false)]
    [InlineData("""{"field": "total_base_minor", "lte": 110000}""", true)]
    [InlineData("""{"field": "weight_grams", "gte": 1000, "lt": 2000}""", true)]
    [InlineData("""{"field": "weight_grams", "gte": 1000, "lt": 1500}""", false)]
    [InlineData("""{"field": "weight_grams", "eq": 1500}""", true)]
    [InlineData("""{"field": "weight_grams", "ne": 1500}""", false)]
    [InlineData("""{"field": "weight_grams", "in": [1, 1500]}""", true)]
    [InlineData("""{"field": "line_count", "eq": 2}""", true)]
    [InlineData("""{"field": "piece_count", "eq": 4}""", true)]
    [InlineData("""{"field": "payment", "eq": "paid"}""", true)]
    [InlineData("""{"field": "payment", "ne": "paid"}""", false)]
    [InlineData("""{"field": "payment", "in": ["pending", "partly_refunded"]}""", false)]
    [InlineData("""{"field": "tags", "contains": "VIP"}""", true)]
    [InlineData("""{"field": "tags", "in": ["prime", "gift"]}""", true)]
    [InlineData("""{"field": "tags", "in": ["prime"]}""", false)]
    [InlineData("""{"field": "tags", "is_empty": false}""", true)]
    [InlineData("""{"field": "lines.category", "eq": "lighting"}""", true)]
    [InlineData("""{"field": "lines.has_battery", "eq": true}""", true)]
    [InlineData("""{"field": "lines.is_alcohol", "eq": true}""", false)]
    [InlineData("""{"lines": "any", "where": {"field": "quantity", "gt": 2}}""", true)]
    [InlineData("""{"lines": "all", "where": {"field": "origin", "eq": "cn"}}""", true)]
    [InlineData("""{"lines": "all", "where": {"field": "category", "eq": "kitchen"}}""", false)]
    [InlineData("""{"lines": "none", "where": {"field": "is_liquid", "eq": true}}""", true)]
    [InlineData("""{"lines": "count", "where": {"field": "origin", "eq": "CN"}, "gte": 2}""", true)]
    [InlineData("""{"lines": "count", "where": {"field": "origin", "eq": "CN"}, "gt": 2}""", false)]
    [InlineData("""{"lines": "any", "where": {"all": [{"field": "category", "eq": "kitchen"}, {"field": "has_battery", "eq": true}]}}""", false)]
    [InlineData("""{"all": [{"field": "channel_kind", "eq": "amazon"}, {"not": {"field": "currency", "eq": "EUR"}}]}""", true)]
    [InlineData("""{"any": [{"field": "currency", "eq": "EUR"}, {"field": "ship_to.country", "eq": "US"}]}""", true)]
    [InlineData("""{"any": [{"field": "currency", "eq": "EUR"}, {"field": "ship_to.country", "eq": "FR"}]}""", false)]
    [InlineData("""{"not": {"field": "ship_to.country", "eq": "US"}}""", false)]
    [InlineData("{}", true)]
    public void A_condition_holds_or_does_not(string condition, bool holds) =>
        (When(condition).Value.Evaluate(AnOrder()).Tags.Count == 1).ShouldBe(holds);

    [Theory]
    [InlineData("""{"lines": "all", "where": {"field": "quantity", "gt": 0}}""", false)]
    [InlineData("""{"lines": "any", "where": {"field": "quantity", "gt": 0}}""", false)]
    [InlineData("""{"lines": "count", "where": {"field": "quantity", "gt": 0}, "eq": 0}""", true)]
    public void An_order_without_goods_has_no_line_that_is_like_anything(string condition, bool holds) =>
        (When(condition).Value.Evaluate(AnOrder() with { Lines = [] }).Tags.Count == 1).ShouldBe(holds);

    [Theory]
    [InlineData("""{"field": "colour", "eq": "red"}""", "rules.unknown_field", "$.rules[0].when.field")]
    [InlineData("""{"field": "lines.colour", "eq": "red"}""", "rules.unknown_field", "$.rules[0].when.field")]
    [InlineData("""{"lines": "any", "where": {"field": "channel", "eq": "x"}}""", "rules.unknown_field", "$.rules[0].when.where.field")]
    [InlineData("""{"field": "channel", "gt": 5}""", "rules.unknown_operator", "$.rules[0].when.gt")]
    [InlineData("""{"field": "total_minor", "contains": "5"}""", "rules.unknown_operator", "$.rules[0].when.contains")]
    [InlineData("""{"field": "tags", "eq": "vip"}""", "rules.unknown_operator", "$.rules[0].when.eq")]
    [InlineData("""{"all": [{"field": "channel", "eq": "x"}, {"any": [{"field": "total_minor", "gt": "much"}]}]}""", "rules.wrong_value", "$.rules[0].when.all[1].any[0].gt")]
    [InlineData("""{"field": "total_minor", "gt": 10.5}""", "rules.wrong_value", "$.rules[0].when.gt")]
    [InlineData("""{"field": "channel", "eq": 5}""", "rules.wrong_value", "$.rules[0].when.eq")]
    [InlineData("""{"field": "channel", "in": []}""", "rules.wrong_value", "$.rules[0].when.in")]
    [InlineData("""{"field": "payment", "eq": "payed"}""", "rules.wrong_value", "$.rules[0].when.eq")]
    [InlineData("""{"field": "lines.has_battery", "eq": "yes"}""", "rules.wrong_value", "$.rules[0].when.eq")]
    [InlineData("""{"field": "buyer_note", "matches": "(("}""", "rules.bad_pattern", "$.rules[0].when.matches")]
    [InlineData("""{"field": "buyer_note", "matches": "(a)\\1"}""", "rules.bad_pattern", "$.rules[0].when.matches")]
    [InlineData("""{"field": "channel"}""", "rules.wrong_shape", "$.rules[0].when")]
    [InlineData("""{"all": []}""", "rules.wrong_shape", "$.rules[0].when.all")]
    [InlineData("""{"all": [{}], "any": [{}]}""", "rules.wrong_shape", "$.rules[0].when")]
    [InlineData("""{"and": []}""", "rules.unknown_key", "$.rules[0].when")]
    [InlineData("""{"lines": "some", "where": {}}""", "rules.wrong_shape", "$.rules[0].when.lines")]
    [InlineData("""{"lines": "any"}""", "rules.wrong_shape", "$.rules[0].when")]
    [InlineData("""{"lines": "count", "where": {}}""", "rules.wrong_shape", "$.rules[0].when")]
    [InlineData("[]", "rules.wrong_shape", "$.rules[0].when")]
    public void What_cannot_be_understood_is_refused_with_its_place(string condition, string code, string path)
    {
        var problem = When(condition).Problem!;

        problem.Code.ShouldBe(code);
        problem.Field.ShouldBe(path);
        problem.Message.ShouldStartWith(path);
    }

    [Fact]
    public void Conditions_are_not_nested_without_end()
    {
        var condition = """{"field": "channel", "eq": "x"}""";
        for (var i = 0; i < 12; i++) condition = $$"""{"not": {{condition}}}""";

        When(condition).Problem!.Code.ShouldBe("rules.too_deep");
    }

    [Fact]
    public void A_pattern_that_would_stall_other_engines_answers_at_once()
    {
        var rules = When("""{"field": "buyer_note", "matches": "^(a+)+$"}""").Value;

        rules.Evaluate(AnOrder() with { BuyerNote = new string('a', 3_000) + "!" }).Tags.ShouldBeEmpty();
    }
}
