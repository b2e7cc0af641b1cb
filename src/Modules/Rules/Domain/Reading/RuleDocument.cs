using System.Text;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// The document of a company's rules: <c>{"point": "order", "rules": [{"name": …, "when": …, "then": …}]}</c>. Reading it
/// compiles it, so what can be saved can be run.
/// </summary>
internal static class RuleDocument
{
    /// <summary>Some hundred rules with long lists.</summary>
    public const int BytesMax = 512 << 10;
    private const int RulesMax = 500;

    /// <summary>The document of a company that has no rules.</summary>
    public const string Nothing = """{ "rules": [] }""";

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Refused when any rule is not understood.</summary>
    public static Result<RuleSet> Compile(string document, int version, DateOnly? publishedOn, RuleData data) => Read(document, version, publishedOn, data, broken: null);

    /// <summary>For a version that was published once: a rule that this product does not understand any more is set aside with its reason, and the others are asked.</summary>
    public static Result<RuleSet> Survive(string document, int version, DateOnly? publishedOn, RuleData data) => Read(document, version, publishedOn, data, []);

    private static Result<RuleSet> Read(string document, int version, DateOnly? publishedOn, RuleData data, List<BrokenRule>? broken)
    {
        if (Encoding.UTF8.GetByteCount(document) > BytesMax) return RulesProblems.TooLarge(BytesMax);
        try
        {
            using var json = JsonDocument.Parse(document, Options);
            var conditions = new ConditionReader(data);
            var rules = Rules(json.RootElement, new(conditions, data), broken);
            if (rules.Problem is { } problem) return problem;
            return new RuleSet(version, rules.Value, publishedOn, conditions.Asked) { Broken = broken ?? [], Warnings = Contradictions.In(json.RootElement) };
        }
        catch (JsonException e)
        {
            return RulesProblems.NotJson(e.Message);
        }
    }

    private static Result<List<CompiledRule>> Rules(JsonElement root, RuleReader reader, List<BrokenRule>? broken)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array) return RulesProblems.Wrong("$", "an object with a list \"rules\"");
        if (list.GetArrayLength() > RulesMax) return RulesProblems.TooMany("$.rules", "rules", RulesMax);
        if (root.TryGetProperty("point", out var point) && !(point.ValueKind == JsonValueKind.String && RulePoints.All.Any(known => known.Name == point.GetString()))) return RulesProblems.UnknownPoint("$.point", point.ToString());

        var rules = new List<CompiledRule>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var item in list.EnumerateArray())
        {
            var path = $"$.rules[{number++}]";
            var rule = reader.Read(item, path);
            if (rule.Problem is { } problem)
            {
                if (broken is null) return problem;
                if (IsAsked(item)) broken.Add(new(RuleReader.Name(item) ?? path, problem, Holds(item)));
                continue;
            }

            if (!names.Add(rule.Value.Name)) return RulesProblems.NameTwice(path + ".name", rule.Value.Name);
            rules.Add(rule.Value);
        }

        return rules;
    }

    private static bool IsAsked(JsonElement rule) => !(rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("enabled", out var enabled) && enabled.ValueKind == JsonValueKind.False);

    private static bool Holds(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("then", out var then) && then.ValueKind == JsonValueKind.Object && then.TryGetProperty("hold", out _);
}
