using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Actions;

/// <summary>
/// Everything a rule may do, and nothing that the journey would not carry out:
/// <c>{"hold": {"code": …, "message": …}, "tag": …, "warehouses": […], "block_services": […], "priority": 10, "stop": true}</c>.
/// </summary>
internal static partial class RuleActionList
{
    private const int ListMax = 20;
    private const int TextMax = 200;

    /// <summary>Beyond this a priority says nothing more.</summary>
    private const int PriorityMax = 1_000;

    private static readonly string[] Strategies = ["nearest", "cheapest", "fewest-parcels"];

    public static IReadOnlyList<RuleAction> All { get; } =
    [
        new("hold", [new("code", ArgumentKind.Code), new("message", ArgumentKind.Text) { Most = TextMax }], Hold),
        new("tag", [new("", ArgumentKind.Texts) { Most = ListMax }], (actions, value, path) => Set(value.ValueKind == JsonValueKind.String ? One(Text(value, path)) : Texts(value, path), tags => actions with { Tags = tags })),
        new("note", [new("", ArgumentKind.Text) { Most = TextMax }], (actions, value, path) => Set(Text(value, path), note => actions with { Note = note })),
        new("warehouses", [new("", ArgumentKind.Warehouses) { Most = ListMax }], (actions, value, path) => Set(Texts(value, path), codes => actions with { Warehouses = codes })),
        new("block_warehouses", [new("", ArgumentKind.Warehouses) { Most = ListMax }], (actions, value, path) => Set(Texts(value, path), codes => actions with { BlockedWarehouses = codes })),
        new("strategy", [new("", ArgumentKind.Choice) { Choices = Strategies }], (actions, value, path) => Set(Strategy(value, path), strategy => actions with { Strategy = strategy })),
        new("service", [new("", ArgumentKind.Service)], (actions, value, path) => Set(Service(value, path), service => actions with { Service = service })),
        new("block_services", [new("", ArgumentKind.Services) { Most = ListMax }], (actions, value, path) => Set(Services(value, path), services => actions with { BlockedServices = services })),
        new("priority", [new("", ArgumentKind.Number) { Most = PriorityMax }], Priority),
        new("stop", [new("", ArgumentKind.Flag)], Stop),
    ];

    private static readonly string Known = string.Join(", ", All.Select(action => action.Name));

    public static Result<RuleActions> Read(JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "an object of actions");

        var actions = new RuleActions();
        foreach (var item in json.EnumerateObject())
        {
            if (All.FirstOrDefault(action => action.Name == item.Name) is not { } known) return RulesProblems.UnknownKey($"{path}.{item.Name}", item.Name, Known);
            var read = known.Read(actions, item.Value, $"{path}.{item.Name}");
            if (read.Problem is { } problem) return problem;
            actions = read.Value;
        }

        return actions.IsEmpty ? RulesProblems.NoActions(path, Known) : actions;
    }

    private static Result<RuleActions> Hold(RuleActions actions, JsonElement json, string path)
    {
        if (json.ValueKind != JsonValueKind.Object) return RulesProblems.Wrong(path, "{\"code\": …, \"message\": …}");
        foreach (var key in json.EnumerateObject())
            if (key.Name is not ("code" or "message")) return RulesProblems.UnknownKey($"{path}.{key.Name}", key.Name, "code and message");

        if (!json.TryGetProperty("code", out var code) || code.ValueKind != JsonValueKind.String || !HoldCode().IsMatch(code.GetString() ?? ""))
            return RulesProblems.Wrong(path + ".code", "a code of lower-case letters, digits and _, e.g. \"high_value\"");
        if (!json.TryGetProperty("message", out var message)) return RulesProblems.Wrong(path + ".message", "what the person who decides must know");
        return Set(Text(message, path + ".message"), text => actions with { Hold = Problem.Forbidden("rules." + code.GetString(), $"{text}") });
    }

    private static Result<RuleActions> Priority(RuleActions actions, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var priority) && priority is > 0 and <= PriorityMax
            ? actions with { Priority = priority }
            : RulesProblems.Wrong(path, $"a whole number from 1 to {PriorityMax}; 0 is what an order has without rules");

    private static Result<RuleActions> Stop(RuleActions actions, JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? actions with { Stop = value.GetBoolean() } : RulesProblems.Wrong(path, "true or false");

    private static Result<string> Strategy(JsonElement json, string path)
    {
        var text = Text(json, path);
        return text.Problem is not null || Strategies.Contains(text.Value) ? text : RulesProblems.Wrong(path, $"one of {string.Join(", ", Strategies)}");
    }

    private static Result<string> Service(JsonElement json, string path)
    {
        var text = Text(json, path);
        return text.Problem is not null || ServiceCode().IsMatch(text.Value) ? text : RulesProblems.Wrong(path, "carrier and service, e.g. \"ups/standard\"");
    }

    private static Result<string[]> Services(JsonElement json, string path) => List(json, path, Service);

    private static Result<string[]> Texts(JsonElement json, string path) => List(json, path, Text);

    private static Result<string[]> List(JsonElement json, string path, Func<JsonElement, string, Result<string>> read)
    {
        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() is 0 or > ListMax) return RulesProblems.Wrong(path, $"a list of 1 to {ListMax} texts");
        var texts = new List<string>();
        foreach (var item in json.EnumerateArray())
        {
            var text = read(item, $"{path}[{texts.Count}]");
            if (text.Problem is { } problem) return problem;
            texts.Add(text.Value);
        }

        return texts.ToArray();
    }

    private static Result<string> Text(JsonElement json, string path) =>
        json.ValueKind == JsonValueKind.String && json.GetString()?.Trim() is { Length: > 0 and <= TextMax } text ? text : RulesProblems.Wrong(path, $"a text of 1 to {TextMax} characters");

    private static Result<string[]> One(Result<string> text) => text.Problem is { } problem ? problem : new[] { text.Value };

    private static Result<RuleActions> Set<T>(Result<T> read, Func<T, RuleActions> set) where T : notnull => read.Problem is { } problem ? problem : set(read.Value);

    [GeneratedRegex("^[a-z][a-z0-9_]{0,47}$", RegexOptions.CultureInvariant)]
    private static partial Regex HoldCode();

    [GeneratedRegex("^[a-z0-9-]{1,32}/[a-z0-9-]{1,32}$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceCode();
}
