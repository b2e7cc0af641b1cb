using System.Text.Json;
using Entrepot.Platform.Ui;
using Entrepot.Rules;
using Entrepot.Rules.Domain.Facts;
using Entrepot.Rules.Domain.Speaking;
using Entrepot.Unit.Ui;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entrepot.Unit.Rules;

/// <summary>Conditions as plain sentences.</summary>
public sealed class ConditionWordsTests
{
    private static readonly Text Words = new(new Words([typeof(Words).Assembly, typeof(RulesModule).Assembly], NullLogger<Words>.Instance));

    private const string Difficult = """
        {"all": [
          {"field": "total_base_minor", "gte": 100000},
          {"any": [{"field": "ship_to.country", "in": ["SA", "AE"]}, {"field": "ship_to.country", "in_group": "gcc"}]},
          {"lines": "count", "where": {"field": "has_battery", "eq": true}, "gt": 2},
          {"not": {"field": "buyer_note", "contains_any": ["礼物", "gift"]}}]}
        """;

    [Theory]
    [InlineData("{}", "always")]
    [InlineData("""{"field": "weight_grams", "between": [500, 2000]}""", "the weight is between 0.5 kg and 2 kg")]
    [InlineData("""{"field": "payment", "not_in": ["paid", "partly_refunded"]}""", "the payment is none of paid, partly refunded")]
    [InlineData("""{"field": "placed_at", "hours": ["22:00", "06:00"], "zone": "Asia/Shanghai"}""", "the time of the order is from 22:00 to 06:00 (Asia/Shanghai)")]
    [InlineData("""{"field": "placed_at", "weekdays": ["sat", "sun"]}""", "the time of the order falls on Saturday, Sunday")]
    [InlineData("""{"field": "lines.origin", "eq": "CN"}""", "on one line at least the country of origin is China")]
    [InlineData("""{"lines": "sum", "of": "quantity", "where": {"field": "sku", "starts_with": "A"}, "lt": 3}""", "the sum of the quantity where the SKU begins with “A” is less than 3")]
    [InlineData("""{"lines": "none", "where": {"any": [{"field": "is_liquid", "eq": true}, {"field": "is_alcohol", "eq": true}]}}""", "on no line (it is liquid: yes or it is alcohol: yes)")]
    [InlineData("""{"none": [{"field": "currency", "eq": "EUR"}, {"field": "currency", "eq": "USD"}]}""", "it is not so that (the currency is “EUR” or the currency is “USD”)")]
    [InlineData("""{"field": "total_minor", "gt": 10, "lt": 250}""", "the total is more than 0.1 in the order's currency and the total is less than 2.5 in the order's currency")]
    [InlineData("""{"field": "ship_to.postcode", "postcode_in": ["97"]}""", "the delivery postcode begins like one of “97”")]
    [InlineData("""{"field": "bill_to.name", "is_empty": true}""", "the billing name is empty")]
    public void A_condition_reads_as_a_sentence(string condition, string sentence) => Say(condition, "en").ShouldBe(sentence);

    [Theory]
    [InlineData("en", "the total in the company's currency is at least 1,000.00\u00a0EUR and (the delivery country is one of Saudi Arabia, United Arab Emirates or the delivery country belongs to “gcc”) and the number of lines where it contains a battery: yes is more than 2 and it is not so that the buyer's note contains one of “礼物”, “gift”")]
    [InlineData("zh-CN", "订单总额（公司本位币）不少于 1,000.00\u00a0EUR，且(收货国家是以下之一：沙特阿拉伯, 阿拉伯联合酋长国，或收货国家属于 “gcc”)，且行数（含电池：是）大于 2，且并非买家备注包含以下之一：“礼物”, “gift”")]
    public void A_sentence_is_said_in_the_readers_language(string language, string sentence) => Say(Difficult, language).ShouldBe(sentence);

    [Theory]
    [InlineData("es", "país de entrega")]
    [InlineData("ar", "للتسليم")]
    public void No_part_of_a_sentence_stays_in_English(string language, string part)
    {
        var said = Say(Difficult, language);

        said.ShouldContain(part);
        foreach (var english in new[] { " is ", " and ", " or ", "the ", "battery" }) said.ShouldNotContain(english, Case.Sensitive);
    }

    [Fact]
    public void Every_fact_and_every_operator_has_its_words()
    {
        foreach (var field in RuleFields.OfOrder)
            foreach (var op in field.Operators) Say($$"""{"field": "{{field.Name}}", "{{op}}": {{Operand(field, op)}}}""", "en").ShouldNotBeEmpty();
        foreach (var field in RuleFields.OfLine)
            foreach (var op in field.Operators) Say($$"""{"field": "lines.{{field.Name}}", "{{op}}": {{Operand(field, op)}}}""", "en").ShouldNotBeEmpty();
    }

    private static string Operand<T>(Field<T> field, string op) => field switch
    {
        NumberField<T> => op is "between" or "in" ? "[1, 2]" : "1",
        FlagField<T> => "true",
        TimeField<T> => op switch { "before" or "after" => "\"2026-11-27\"", "between" => "[\"2026-11-27\", \"2026-11-28\"]", "weekdays" => "[\"fri\"]", _ => "[\"08:00\", \"09:00\"]" },
        ChoiceField<T> choice => op is "in" or "not_in" ? JsonSerializer.Serialize(choice.Choices) : JsonSerializer.Serialize(choice.Choices[0]),
        _ => op switch { "is_empty" => "true", "in" or "not_in" or "contains_any" or "postcode_in" => "[\"a\"]", "in_group" or "not_in_group" => "\"eu\"", _ => "\"a\"" },
    };

    private static string Say(string condition, string language)
    {
        using var json = JsonDocument.Parse(condition);
        using var _ = Kit.Speaking(language);
        return Words[new ConditionWords("EUR").Of(json.RootElement)];
    }
}
