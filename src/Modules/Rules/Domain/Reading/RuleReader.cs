using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Actions;
using Entrepot.Rules.Domain.Conditions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>Compiles one rule: <c>{"name", "note", "owner", "enabled", "priority", "from", "until", "scope", "when", "then"}</c>; name, when and then must be there.</summary>
internal sealed class RuleReader(ConditionReader conditions, RuleData data)
{
    private const int NameMax = 120;
    private const int NoteMax = 1_000;
    private const int PriorityMax = 1_000;
    private const string Keys = "name, note, owner, enabled, priority, from, until, scope, when and then";

    private static readonly HashSet<string> Known = ["name", "note", "owner", "enabled", "priority", "from", "until", "scope", "when", "then"];

    public Result<CompiledRule> Read(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "a rule: {\"name\": …, \"when\": …, \"then\": …}");
        foreach (var key in json.EnumerateObject())
            if (!Known.Contains(key.Name)) return RulesProblems.UnknownKey($"{path}.{key.Name}", key.Name, Keys);

        if (Name(json) is not { Length: > 0 and <= NameMax } name) return RulesProblems.Wrong(path + ".name", $"a name of 1 to {NameMax} characters");
        if (!json.TryGetProperty("when", out var condition)) return RulesProblems.Wrong(path + ".when", "a condition");
        if (!json.TryGetProperty("then", out var then)) return RulesProblems.Wrong(path + ".then", "an object of actions");
        if (json.TryGetProperty("enabled", out var enabled) && enabled.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return RulesProblems.Wrong(path + ".enabled", "true or false");

        var when = conditions.Order(condition, path + ".when");
        if (when.Problem is { } badCondition) return badCondition;
        var actions = RuleActionList.Read(then, path + ".then");
        if (actions.Problem is { } badAction) return badAction;
        return Frame(json, path, new(name, enabled.ValueKind != JsonValueKind.False, when.Value, actions.Value));
    }

    /// <summary>The rule's name as far as it can be read.</summary>
    public static string? Name(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()?.Trim() : null;

    /// <summary>When and for what the rule is asked, and whose it is.</summary>
    private Result<CompiledRule> Frame(JsonElement json, string path, CompiledRule rule)
    {
        var (note, owner) = (Words(json, "note", path, NoteMax), Words(json, "owner", path, NameMax));
        if ((note.Problem ?? owner.Problem) is { } tooLong) return tooLong;
        var (from, until) = (Day(json, "from", path), Day(json, "until", path));
        if ((from.Problem ?? until.Problem) is { } noDay) return noDay;
        if (from.Value.Of > until.Value.Of) return RulesProblems.EmptyRange(path + ".until", "day", $"{from.Value.Of:yyyy-MM-dd}", $"{until.Value.Of:yyyy-MM-dd}");

        var priority = 0;
        if (json.TryGetProperty("priority", out var number) && (number.ValueKind != JsonValueKind.Number || !number.TryGetInt32(out priority) || Math.Abs(priority) > PriorityMax))
            return RulesProblems.Wrong(path + ".priority", $"a whole number from {-PriorityMax} to {PriorityMax}; higher ones are asked first");

        rule = rule with { Actions = json.GetProperty("then").GetRawText(), Note = note.Value, Owner = owner.Value, From = from.Value.Of, Until = until.Value.Of, Priority = priority };
        return json.TryGetProperty("scope", out var scope) ? Scoped(rule, scope, path + ".scope") : rule;
    }

    /// <summary><c>{"shops": ["amazon-de"], "countries": ["US", "eu"], "product_lines": ["lighting"]}</c>: each that is there must fit.</summary>
    private Result<CompiledRule> Scoped(CompiledRule rule, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "{\"shops\": […], \"countries\": […], \"product_lines\": […]}");

        var parts = new List<Condition<RuleFacts>>();
        var narrowness = 0;
        foreach (var key in json.EnumerateObject())
        {
            var place = $"{path}.{key.Name}";
            var texts = Operands.Texts(key.Name, key.Value, place);
            if (texts.Problem is { } problem) return problem;
            switch (key.Name)
            {
                case "shops":
                    parts.Add(In("channel", texts.Value));
                    narrowness += 4;
                    break;
                case "countries":
                    var countries = Countries(texts.Value, place);
                    if (countries.Problem is { } unknown) return unknown;
                    parts.Add(In("ship_to.country", countries.Value));
                    narrowness += 2;
                    break;
                case "product_lines":
                    parts.Add(In("lines.category", texts.Value));
                    narrowness += 1;
                    break;
                default:
                    return RulesProblems.UnknownKey(place, key.Name, "shops, countries and product_lines");
            }
        }

        return rule with { When = new All<RuleFacts>([.. parts, rule.When]), Narrowness = narrowness };
    }

    private Condition<RuleFacts> In(string field, string[] values) =>
        conditions.Order(JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["field"] = field, ["in"] = values }), "").Value;

    private Result<string[]> Countries(string[] texts, string path)
    {
        var countries = new List<string>();
        foreach (var text in texts)
        {
            if (Kernel.Countries.IsKnown(text)) countries.Add(text);
            else if (CountryGroups.Find(text, data.Today) is { } group) countries.AddRange(group.Order(StringComparer.Ordinal));
            else return RulesProblems.UnknownGroup(path, text, CountryGroups.Codes(data.Today));
        }

        return countries.ToArray();
    }

    private static Result<string> Words(JsonElement json, string key, string path, int max) =>
        !json.TryGetProperty(key, out var text) ? "" : text.ValueKind == JsonValueKind.String && text.GetString()?.Trim() is { } words && words.Length <= max ? words : RulesProblems.Wrong($"{path}.{key}", $"a text of 1 to {max} characters");

    private static Result<(DateOnly? Of, bool IsGiven)> Day(JsonElement json, string key, string path)
    {
        if (!json.TryGetProperty(key, out var text)) return ((DateOnly?)null, false);
        return text.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(text.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? ((DateOnly?)day, true)
            : RulesProblems.Wrong($"{path}.{key}", "a day, e.g. \"2026-11-27\"");
    }
}
