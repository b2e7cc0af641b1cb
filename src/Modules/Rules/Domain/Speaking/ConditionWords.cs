using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Speaking;

/// <summary>A condition that compiles, as a plain sentence in the reader's language.</summary>
/// <param name="currency">The company's, for amounts that are compared over all shops.</param>
internal sealed class ConditionWords(string currency)
{
    /// <summary>A list longer than this is told by its beginning.</summary>
    private const int ShownMax = 8;

    public Sentence Of(JsonElement condition) => Order(condition, inside: false);

    /// <param name="inside">It is a part of another sentence: a group gets its brackets.</param>
    private Sentence Order(JsonElement json, bool inside)
    {
        if (json.TryGetProperty("lines", out var quantifier)) return Lines(json, quantifier.GetString() ?? "");
        return Group(json, inside, Order, (test, name) => name.StartsWith(RuleFields.LinePrefix, StringComparison.Ordinal) && RuleFields.Order(name) is null
            ? $"on one line at least {Line(test, name[RuleFields.LinePrefix.Length..])}"
            : Tests(test, RuleFields.Order(name) ?? throw new ArgumentException(name), FactWords.Order(name)));
    }

    private Sentence Lines(JsonElement json, string quantifier)
    {
        var where = json.TryGetProperty("where", out var condition) && condition.EnumerateObject().Any() ? LineGroup(condition, inside: true) : null;
        if (quantifier == "any") return where is null ? (Sentence)"there is a line" : $"on one line at least {where}";
        if (quantifier == "all") return where is null ? (Sentence)"there is a line" : $"on every line {where}";
        if (quantifier == "none") return where is null ? (Sentence)"there is no line" : $"on no line {where}";

        Sentence what = quantifier == "count" ? (Sentence)"the number of lines" : $"the sum of {FactWords.Line(json.GetProperty("of").GetString() ?? "")}";
        if (where is not null) what = $"{what} where {where}";
        var field = quantifier == "count" ? null : RuleFields.Line(json.GetProperty("of").GetString() ?? "") as NumberField<RuleLine>;
        var comparison = json.EnumerateObject().First(key => key.Name is not ("lines" or "where" or "of"));
        return Compared(comparison.Name, what, Number(comparison.Value.GetInt64(), field?.Unit ?? NumberUnit.Count));
    }

    private Sentence LineGroup(JsonElement json, bool inside) => Group(json, inside, LineGroup, Line);

    private Sentence Line(JsonElement test, string name) => Tests(test, RuleFields.Line(name) ?? throw new ArgumentException(name), FactWords.Line(name));

    private static Sentence Group(JsonElement json, bool inside, Func<JsonElement, bool, Sentence> part, Func<JsonElement, string, Sentence> test)
    {
        if (json.TryGetProperty("field", out var name)) return test(json, name.GetString() ?? "");
        foreach (var key in json.EnumerateObject())
        {
            if (key.Name == "not") return $"it is not so that {part(key.Value, true)}";
            var several = key.Value.GetArrayLength() > 1;
            var parts = key.Value.EnumerateArray().Select(item => part(item, several)).ToList();
            if (key.Name == "none") return $"it is not so that {Bracketed(Join(parts, "any"), several)}";
            return Bracketed(Join(parts, key.Name), inside && several);
        }

        return "always";
    }

    private static Sentence Bracketed(Sentence sentence, bool needed) => needed ? $"({sentence})" : sentence;

    private static Sentence Join(IReadOnlyList<Sentence> parts, string connector)
    {
        var joined = parts[0];
        foreach (var part in parts.Skip(1)) joined = connector == "all" ? (Sentence)$"{joined} and {part}" : $"{joined} or {part}";
        return joined;
    }

    private Sentence Tests<T>(JsonElement json, Field<T> field, Sentence what) =>
        Join([.. json.EnumerateObject().Where(op => op.Name is not "field" and not Reading.TimeOperators.Zone).Select(op => Test(op.Name, op.Value, json, field, what))], "all");

    private Sentence Test<T>(string op, JsonElement value, JsonElement test, Field<T> field, Sentence what)
    {
        if (field is FlagField<T>) return value.GetBoolean() == (op == "eq") ? (Sentence)$"{what}: yes" : $"{what}: no";
        if (op == "is_empty") return value.GetBoolean() ? (Sentence)$"{what} is empty" : $"{what} is not empty";
        if (field is TimeField<T>) return Time(op, value, test, what);
        if (op == "between") return $"{what} is between {Value(value[0], field)} and {Value(value[1], field)}";
        return Compared(op, what, value.ValueKind == JsonValueKind.Array ? List(value, item => Value(item, field)) : Value(value, field));
    }

    private static Sentence Compared(string op, Sentence what, Sentence value) => op switch
    {
        "eq" => (Sentence)$"{what} is {value}",
        "ne" => $"{what} is not {value}",
        "gt" => $"{what} is more than {value}",
        "gte" => $"{what} is at least {value}",
        "lt" => $"{what} is less than {value}",
        "lte" => $"{what} is at most {value}",
        "in" => $"{what} is one of {value}",
        "not_in" => $"{what} is none of {value}",
        "contains" => $"{what} contains {value}",
        "contains_any" => $"{what} contains one of {value}",
        "starts_with" => $"{what} begins with {value}",
        "ends_with" => $"{what} ends with {value}",
        "matches" => $"{what} matches the pattern {value}",
        "postcode_in" => $"{what} begins like one of {value}",
        "in_list" => $"{what} stands in the list {value}",
        "not_in_list" => $"{what} does not stand in the list {value}",
        "in_group" => $"{what} belongs to {value}",
        "not_in_group" => $"{what} does not belong to {value}",
        _ => throw new ArgumentException(op),
    };

    private static Sentence Time(string op, JsonElement value, JsonElement test, Sentence what)
    {
        Sentence said = op switch
        {
            "before" => (Sentence)$"{what} is before {Day(value)}",
            "after" => $"{what} is after {Day(value)}",
            "between" => $"{what} is between {Day(value[0])} and {Day(value[1])}",
            "weekdays" => $"{what} falls on {List(value, day => FactWords.Weekday(day.GetString() ?? ""))}",
            _ => $"{what} is from {value[0].GetString()} to {value[1].GetString()}",
        };
        return test.TryGetProperty(Reading.TimeOperators.Zone, out var zone) ? (Sentence)$"{said} ({zone.GetString()})" : said;
    }

    private Sentence Value<T>(JsonElement value, Field<T> field) => field switch
    {
        NumberField<T> number => Number(value.GetInt64(), number.Unit),
        ChoiceField<T> => FactWords.Choice(value.GetString() ?? ""),
        TextField<T> { Kind: TextKind.Country } when Countries.IsKnown(value.GetString() ?? "") => $"{new CountryName(value.GetString() ?? "")}",
        _ => $"“{value.GetString()}”",
    };

    private Sentence Number(long value, NumberUnit unit) => unit switch
    {
        NumberUnit.BaseMinor => (Sentence)$"{new Money(value, currency)}",
        NumberUnit.Minor => $"{value / 100m} in the order's currency",
        NumberUnit.Grams => $"{value / 1_000m} kg",
        NumberUnit.Hours => $"{value} hours",
        NumberUnit.Percent => $"{value} %",
        _ => $"{value}",
    };

    private static Sentence Day(JsonElement value) => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", out var day) ? (Sentence)$"{day}" : $"{value.GetString()}";

    private static Sentence List(JsonElement values, Func<JsonElement, Sentence> word)
    {
        var shown = Sentence.Join(", ", [.. values.EnumerateArray().Take(ShownMax).Select(word)]);
        return values.GetArrayLength() > ShownMax ? (Sentence)$"{shown} and {values.GetArrayLength() - ShownMax} more" : shown;
    }
}
