using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Conditions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Compiles conditions, and remembers which facts they ask for:
/// <c>{"all": […]}</c>, <c>{"any": […]}</c>, <c>{"none": […]}</c>, <c>{"not": …}</c>,
/// <c>{"field": "ship_to.country", "in": ["US"]}</c> with one or more operators,
/// <c>{"lines": "any" | "all" | "none", "where": …}</c>, <c>{"lines": "count", "where": …, "gte": 3}</c>,
/// <c>{"lines": "sum", "of": "quantity", "where": …, "gte": 10}</c>.
/// </summary>
internal sealed class ConditionReader(RuleData data)
{
    public const int DepthMax = 10;
    private const int PartsMax = 100;

    private readonly Dictionary<string, Func<RuleFacts, bool>> asked = new(StringComparer.Ordinal);

    /// <summary>The facts that the conditions read so far ask for, each with whether an order has it.</summary>
    public IReadOnlyDictionary<string, Func<RuleFacts, bool>> Asked => asked;

    public Result<Condition<RuleFacts>> Order(JsonElement json, string path, int depth = 0)
    {
        if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty("lines", out var quantifier)) return Lines(json, quantifier, path, depth);
        return Read<RuleFacts>(json, path, depth, Order, OrderField);
    }

    private Result<Condition<RuleLine>> Line(JsonElement json, string path, int depth) => Read<RuleLine>(json, path, depth, Line, LineField);

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
            if (json.EnumerateObject().Count() > 1) return RulesProblems.Wrong(path, "one of all, any, none, not, field or lines, and nothing else");
            switch (key.Name)
            {
                case "all" or "any" or "none":
                    var parts = Parts(key.Value, $"{path}.{key.Name}", depth, inner);
                    if (parts.Problem is { } problem) return problem;
                    return key.Name switch { "all" => new All<T>(parts.Value), "any" => new Any<T>(parts.Value), _ => new Not<T>(new Any<T>(parts.Value), "any of " + key.Value.GetRawText()) };
                case "not":
                    var part = inner(key.Value, path + ".not", depth + 1);
                    if (part.Problem is { } wrong) return wrong;
                    return new Not<T>(part.Value, key.Value.GetRawText());
                default:
                    return RulesProblems.UnknownKey(path, key.Name, "all, any, none, not, field and lines");
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

    private Result<Condition<RuleFacts>> OrderField(JsonElement json, string name, string path)
    {
        if (RuleFields.Order(name) is { } field)
        {
            asked[name] = field.Has;
            return Operators(json, field, path);
        }

        // lines.category asks whether any line is like that.
        if (!name.StartsWith(RuleFields.LinePrefix, StringComparison.Ordinal) || RuleFields.Line(name[RuleFields.LinePrefix.Length..]) is not { } ofLine)
            return RulesProblems.UnknownField(path + ".field", name, string.Join(", ", RuleFields.OfOrder.Select(known => known.Name).Concat(RuleFields.OfLine.Select(known => RuleFields.LinePrefix + known.Name))));
        var line = LineField(json, ofLine.Name, path);
        return line.Problem is { } problem ? problem : new AnyLine(line.Value);
    }

    private Result<Condition<RuleLine>> LineField(JsonElement json, string name, string path)
    {
        if (RuleFields.Line(name) is not { } field) return RulesProblems.UnknownField(path + ".field", name, string.Join(", ", RuleFields.OfLine.Select(known => known.Name)));
        Ask(field);
        return Operators(json, field, path);
    }

    private void Ask(Field<RuleLine> field) => asked[RuleFields.LinePrefix + field.Name] = facts => facts.Lines.All(field.Has);

    private Result<Condition<T>> Operators<T>(JsonElement json, Field<T> field, string path)
    {
        var tests = new List<Condition<T>>();
        foreach (var op in json.EnumerateObject())
        {
            if (op.Name == "field" || (op.Name == TimeOperators.Zone && field is TimeField<T>)) continue;
            var test = OperatorReader.Read(field, op.Name, op.Value, json, $"{path}.{op.Name}", data);
            if (test.Problem is { } problem) return problem;
            tests.Add(test.Value);
        }

        if (tests.Count == 0) return RulesProblems.Wrong(path, $"an operator beside the field {field.Name}");
        return tests.Count == 1 ? tests[0] : new All<T>([.. tests]);
    }

    private Result<Condition<RuleFacts>> Lines(JsonElement json, JsonElement quantifier, string path, int depth)
    {
        var word = quantifier.ValueKind == JsonValueKind.String ? quantifier.GetString() : null;
        Condition<RuleLine> every = new All<RuleLine>([]);
        var where = json.TryGetProperty("where", out var condition) ? Line(condition, path + ".where", depth + 1)
            : word == "sum" ? every : RulesProblems.Wrong(path, "a condition on the lines: \"where\"");
        if (where.Problem is { } problem) return problem;

        var others = json.EnumerateObject().Where(key => key.Name is not ("lines" or "where")).ToList();
        if (word is "count") return Count(where.Value, others, path);
        if (word is "sum") return Sum(where.Value, json, others, path);
        if (others.Count > 0) return RulesProblems.UnknownKey(path, others[0].Name, "lines and where");
        return word switch
        {
            "any" => new AnyLine(where.Value),
            "all" => new AllLines(where.Value),
            "none" => new Not<RuleFacts>(new AnyLine(where.Value), $"any line with {condition.GetRawText()}"),
            _ => RulesProblems.Wrong(path + ".lines", "any, all, none, count or sum"),
        };
    }

    private static Result<Condition<RuleFacts>> Count(Condition<RuleLine> where, List<JsonProperty> comparisons, string path)
    {
        var enough = Enough(comparisons, path);
        return enough.Problem is { } problem ? problem : new CountLines(where, enough.Value.Test, enough.Value.Text);
    }

    private Result<Condition<RuleFacts>> Sum(Condition<RuleLine> where, JsonElement json, List<JsonProperty> others, string path)
    {
        if (!json.TryGetProperty("of", out var name) || name.ValueKind != JsonValueKind.String || RuleFields.Line(name.GetString() ?? "") is not NumberField<RuleLine> field)
            return RulesProblems.Wrong(path + ".of", $"what is added up, one of {string.Join(", ", RuleFields.OfLine.OfType<NumberField<RuleLine>>().Select(number => number.Name))}");
        Ask(field);
        var enough = Enough([.. others.Where(key => key.Name != "of")], path);
        return enough.Problem is { } problem ? problem : new SumLines(where, field, enough.Value.Test, enough.Value.Text);
    }

    /// <summary>The one comparison of a count or a sum, with its words.</summary>
    private static Result<(Func<long, bool> Test, string Text)> Enough(List<JsonProperty> comparisons, string path)
    {
        if (comparisons.Count != 1) return RulesProblems.Wrong(path, "one comparison of the count, e.g. \"gte\": 3");
        var comparison = comparisons[0];
        if (Operands.Comparison(comparison.Name) is not { } compare) return RulesProblems.UnknownOperator($"{path}.{comparison.Name}", "lines", comparison.Name, "eq, ne, gt, gte, lt, lte");
        if (comparison.Value.ValueKind != JsonValueKind.Number || !comparison.Value.TryGetInt64(out var operand)) return RulesProblems.WrongValue($"{path}.{comparison.Name}", "The number of lines", "a whole number");
        Func<long, bool> enough = count => compare(count, operand);
        return (enough, $"{comparison.Name} {operand}");
    }
}
