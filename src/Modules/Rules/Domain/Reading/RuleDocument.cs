using System.Text;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// The document of a company's rules: <c>{"rules": [{"name": …, "note": …, "enabled": true, "when": …, "then": …}]}</c>,
/// asked from the first to the last. Reading it compiles it, so what can be saved can be run.
/// </summary>
internal static class RuleDocument
{
    /// <summary>Some hundred rules with long lists.</summary>
    public const int BytesMax = 512 << 10;
    private const int RulesMax = 500;
    private const int NameMax = 120;

    public static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static Result<RuleSet> Compile(string document, int version, DateOnly? publishedOn)
    {
        if (Encoding.UTF8.GetByteCount(document) > BytesMax) return RulesProblems.TooLarge(BytesMax);
        try
        {
            using var json = JsonDocument.Parse(document, Options);
            var rules = Rules(json.RootElement);
            return rules.Problem is { } problem ? problem : new RuleSet(version, rules.Value, publishedOn);
        }
        catch (JsonException e)
        {
            return RulesProblems.NotJson(e.Message);
        }
    }

    private static Result<List<CompiledRule>> Rules(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array) return RulesProblems.Wrong("$", "an object with a list \"rules\"");
        if (list.GetArrayLength() > RulesMax) return RulesProblems.TooMany("$.rules", "rules", RulesMax);

        var rules = new List<CompiledRule>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in list.EnumerateArray())
        {
            var path = $"$.rules[{rules.Count}]";
            var rule = Rule(item, path);
            if (rule.Problem is { } problem) return problem;
            if (!names.Add(rule.Value.Name)) return RulesProblems.NameTwice(path + ".name", rule.Value.Name);
            rules.Add(rule.Value);
        }

        return rules;
    }

    private static Result<CompiledRule> Rule(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "a rule: {\"name\": …, \"when\": …, \"then\": …}");
        foreach (var key in json.EnumerateObject())
            if (key.Name is not ("name" or "note" or "enabled" or "when" or "then")) return RulesProblems.UnknownKey($"{path}.{key.Name}", key.Name, "name, note, enabled, when and then");

        if (!json.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String || name.GetString()?.Trim() is not { Length: > 0 and <= NameMax } title)
            return RulesProblems.Wrong(path + ".name", $"a name of 1 to {NameMax} characters");
        if (!json.TryGetProperty("when", out var condition)) return RulesProblems.Wrong(path + ".when", "a condition");
        if (!json.TryGetProperty("then", out var then)) return RulesProblems.Wrong(path + ".then", "an object of actions");
        if (json.TryGetProperty("enabled", out var enabled) && enabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return RulesProblems.Wrong(path + ".enabled", "true or false");

        var when = ConditionReader.Order(condition, path + ".when");
        if (when.Problem is { } badCondition) return badCondition;
        var actions = ActionReader.Read(then, path + ".then");
        if (actions.Problem is { } badAction) return badAction;
        return new CompiledRule(title, enabled.ValueKind != JsonValueKind.False, when.Value, actions.Value);
    }
}
