using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>Reads what a rule does: <c>{"hold": {"code": …, "message": …}, "tag": …, "warehouses": […], "strategy": …, "service": …, "priority": 10, "stop": true}</c>.</summary>
internal static partial class ActionReader
{
    private const int ListMax = 20;
    private const int TextMax = 200;

    /// <summary>Beyond this a priority says nothing more.</summary>
    private const int PriorityMax = 1_000;

    private static readonly string[] Strategies = ["nearest", "cheapest", "fewest-parcels"];

    public static Result<RuleActions> Read(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "an object of actions");

        var actions = new RuleActions();
        foreach (var action in json.EnumerateObject())
        {
            var read = Add(actions, action.Name, action.Value, $"{path}.{action.Name}");
            if (read.Problem is { } problem) return problem;
            actions = read.Value;
        }

        return actions.IsEmpty ? RulesProblems.NoActions(path) : actions;
    }

    private static Result<RuleActions> Add(RuleActions actions, string name, JsonElement value, string path)
    {
        switch (name)
        {
            case "hold":
                return Hold(actions, value, path);
            case "tag":
                var tags = value.ValueKind == JsonValueKind.String ? One(value, path) : Texts(value, path);
                return tags.Problem is { } tag ? tag : actions with { Tags = tags.Value };
            case "warehouses":
                var codes = Texts(value, path);
                return codes.Problem is { } code ? code : actions with { Warehouses = codes.Value };
            case "strategy":
                var strategy = Text(value, path);
                if (strategy.Problem is { } missing) return missing;
                return Strategies.Contains(strategy.Value) ? actions with { Strategy = strategy.Value } : RulesProblems.Wrong(path, $"one of {string.Join(", ", Strategies)}");
            case "service":
                var service = Text(value, path);
                if (service.Problem is { } absent) return absent;
                return ServiceCode().IsMatch(service.Value) ? actions with { Service = service.Value } : RulesProblems.Wrong(path, "carrier and service, e.g. \"ups/standard\"");
            case "priority":
                return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var priority) && priority is > 0 and <= PriorityMax
                    ? actions with { Priority = priority }
                    : RulesProblems.Wrong(path, $"a whole number from 1 to {PriorityMax}; 0 is what an order has without rules");
            case "stop":
                return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? actions with { Stop = value.GetBoolean() } : RulesProblems.Wrong(path, "true or false");
            default:
                return RulesProblems.UnknownKey(path, name, "hold, tag, warehouses, strategy, service, priority and stop");
        }
    }

    private static Result<RuleActions> Hold(RuleActions actions, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "{\"code\": …, \"message\": …}");
        foreach (var key in json.EnumerateObject())
            if (key.Name is not ("code" or "message")) return RulesProblems.UnknownKey($"{path}.{key.Name}", key.Name, "code and message");

        if (!json.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.String || !HoldCode().IsMatch(code.GetString() ?? ""))
            return RulesProblems.Wrong(path + ".code", "a code of lower-case letters, digits and _, e.g. \"high_value\"");
        if (!json.TryGetProperty("message", out var message)) return RulesProblems.Wrong(path + ".message", "what the person who decides must know");
        var text = Text(message, path + ".message");
        return text.Problem is { } problem ? problem : actions with { Hold = Problem.Forbidden("rules." + code.GetString(), $"{text.Value}") };
    }

    private static Result<string[]> One(JsonElement json, string path)
    {
        var text = Text(json, path);
        return text.Problem is { } problem ? problem : new[] { text.Value };
    }

    private static Result<string[]> Texts(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > ListMax) return RulesProblems.Wrong(path, $"a list of 1 to {ListMax} texts");
        var texts = new List<string>();
        foreach (var item in json.EnumerateArray())
        {
            var text = Text(item, $"{path}[{texts.Count}]");
            if (text.Problem is { } problem) return problem;
            texts.Add(text.Value);
        }

        return texts.ToArray();
    }

    private static Result<string> Text(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.String && json.GetString()?.Trim() is { Length: > 0 and <= TextMax } text ? text : RulesProblems.Wrong(path, $"a text of 1 to {TextMax} characters");

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}$", RegexOptions.CultureInvariant)]
    private static partial Regex HoldCode();

    [GeneratedRegex("^[a-z0-9-]{1,32}/[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceCode();
}
