using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Conditions;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Compiles a condition:
/// <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"not": …}</c>,
/// <c>{"field": "ship_to.country", "in": ["US"]}</c> with one or more operators,
/// <c>{"lines": "any" | "all" | "none", "where": …}</c>, <c>{"lines": "count", "where": …, "gte": 3}</c>.
/// </summary>
internal static class ConditionReader
{
    public const int DepthMax = 10;
    private const int PartsMax = 100;

    public static Result<Condition<RuleFacts>> Order(JsonElement json, string path, int depth = 0)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("lines", out var quantifier)) return Lines(json, quantifier, path, depth);
        return Read<RuleFacts>(json, path, depth, Order, OrderField);
    }

    public static Result<Condition<RuleLine>> Line(JsonElement json, string path, int depth = 0) => Read<RuleLine>(json, path, depth, Line, LineField);

    private delegate Result<Condition<T>> Inner<T>(JsonElement json, string path, int depth);

    private static Result<Condition<T>> Read<T>(JsonElement json, string path, int depth, Inner<T> inner, Func<JsonElement, string, string, Result<Condition<T>>> field)
    {
        if (depth > DepthMax) return RulesProblems.TooDeep(path, DepthMax);
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "a condition: {\"all\": […]}, {\"any\": […]}, {\"not\": …} or {\"field\": …}");
        if (json.TryGetProperty("field", out var name))
            return name.ValueKind == JsonValueKind.String ? field(json, name.GetString() ?? "", path) : RulesProblems.Wrong(path + ".field", "the name of a field");

        foreach (var key in json.EnumerateObject())
        {
            // A second key would be ignored without a word: refuse it.
            if (json.EnumerateObject().Count() > 1) return RulesProblems.Wrong(path, "one of all, any, not, field or lines, and nothing else");
            switch (key.Name)
            {
                case "all" or "any":
                    var parts = Parts(key.Value, $"{path}.{key.Name}", depth, inner);
                    if (parts.Problem is { } problem) return problem;
                    return key.Name == "all" ? new All<T>(parts.Value) : new Any<T>(parts.Value);
                case "not":
                    var part = inner(key.Value, path + ".not", depth + 1);
                    if (part.Problem is { } wrong) return wrong;
                    return new Not<T>(part.Value, key.Value.GetRawText());
                default:
                    return RulesProblems.UnknownKey(path, key.Name, "all, any, not, field and lines");
            }
        }

        return new All<T>([]); // {} is no condition: it always holds.
    }

    private static Result<Condition<T>[]> Parts<T>(JsonElement json, string path, int depth, Inner<T> inner)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() == 0) return RulesProblems.Wrong(path, "a list of conditions that is not empty");
        if (json.GetArrayLength() > PartsMax) return RulesProblems.TooMany(path, "conditions in a list", PartsMax);

        var parts = new List<Condition<T>>();
        foreach (var item in json.EnumerateArray())
        {
            var part = inner(item, $"{path}[{parts.Count}]", depth + 1);
            if (part.Problem is { } problem) return problem;
            parts.Add(part.Value);
        }

        return parts.ToArray();
    }

    private static Result<Condition<RuleFacts>> OrderField(JsonElement json, string name, string path)
    {
        if (RuleFields.Order(name) is { } field) return Operators(json, field, path);
        if (!name.StartsWith(RuleFields.LinePrefix, StringComparison.Ordinal)) return Unknown();

        // lines.category asks whether any line is like that.
        var line = LineField(json, name[RuleFields.LinePrefix.Length..], path);
        if (line.Problem is { Code: "rules.unknown_field" }) return Unknown();
        return line.Problem is { } problem ? problem : new AnyLine(line.Value);

        Problem Unknown() => RulesProblems.UnknownField(path + ".field", name,
            string.Join(", ", RuleFields.OfOrder.Select(known => known.Name).Concat(RuleFields.OfLine.Select(known => RuleFields.LinePrefix + known.Name))));
    }

    private static Result<Condition<RuleLine>> LineField(JsonElement json, string name, string path) =>
        RuleFields.Line(name) is { } field ? Operators(json, field, path) : RulesProblems.UnknownField(path + ".field", name, string.Join(", ", RuleFields.OfLine.Select(known => known.Name)));

    private static Result<Condition<T>> Operators<T>(JsonElement json, Field<T> field, string path)
    {
        var tests = new List<Condition<T>>();
        foreach (var op in json.EnumerateObject().Where(key => key.Name != "field"))
        {
            var test = OperatorReader.Read(field, op.Name, op.Value, $"{path}.{op.Name}");
            if (test.Problem is { } problem) return problem;
            tests.Add(test.Value);
        }

        if (tests.Count == 0) return RulesProblems.Wrong(path, $"an operator beside the field {field.Name}");
        return tests.Count == 1 ? tests[0] : new All<T>([.. tests]);
    }

    private static Result<Condition<RuleFacts>> Lines(JsonElement json, JsonElement quantifier, string path, int depth)
    {
        if (!json.TryGetProperty("where", out var condition)) return RulesProblems.Wrong(path, "a condition on the lines: \"where\"");
        var where = Line(condition, path + ".where", depth + 1);
        if (where.Problem is { } problem) return problem;

        var comparisons = json.EnumerateObject().Where(key => key.Name is not ("lines" or "where")).ToList();
        var word = quantifier.ValueKind == JsonValueKind.String ? quantifier.GetString() : null;
        if (word == "count") return Count(where.Value, comparisons, path);
        if (comparisons.Count > 0) return RulesProblems.UnknownKey(path, comparisons[0].Name, "lines and where");
        return word switch
        {
            "any" => new AnyLine(where.Value),
            "all" => new AllLines(where.Value),
            "none" => new Not<RuleFacts>(new AnyLine(where.Value), $"any line with {condition.GetRawText()}"),
            _ => RulesProblems.Wrong(path + ".lines", "any, all, none or count"),
        };
    }

    private static Result<Condition<RuleFacts>> Count(Condition<RuleLine> where, List<JsonProperty> comparisons, string path)
    {
        if (comparisons.Count != 1) return RulesProblems.Wrong(path, "one comparison of the count, e.g. \"gte\": 3");
        var comparison = comparisons[0];
        if (OperatorReader.Comparison(comparison.Name) is not { } compare) return RulesProblems.UnknownOperator($"{path}.{comparison.Name}", "lines", comparison.Name, "eq, ne, gt, gte, lt, lte");
        if (comparison.Value.ValueKind != JsonValueKind.Number || !comparison.Value.TryGetInt64(out var operand)) return RulesProblems.WrongValue($"{path}.{comparison.Name}", "The number of lines", "a whole number");
        return new CountLines(where, count => compare(count, operand), $"{comparison.Name} {operand}");
    }
}
