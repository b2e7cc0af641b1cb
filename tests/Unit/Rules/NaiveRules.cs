using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Contracts;

namespace Entrepot.Unit.Rules;

/// <summary>The language of rules once more, as slowly and plainly as it can be said: what the compiled rules are compared with.</summary>
internal static class NaiveRules
{
    /// <summary>The names of the rules that match, in the order in which they are asked.</summary>
    public static List<string> Matching(JsonElement document, RuleFacts facts)
    {
        var matched = new List<string>();
        foreach (var rule in document.GetProperty("rules").EnumerateArray().OrderByDescending(rule => rule.TryGetProperty("priority", out var priority) ? priority.GetInt32() : 0))
        {
            if (!Holds(rule.GetProperty("when"), facts)) continue;
            matched.Add(rule.GetProperty("name").GetString()!);
            if (rule.GetProperty("then").TryGetProperty("stop", out var stop) && stop.GetBoolean()) break;
        }

        return matched;
    }

    public static bool Holds(JsonElement json, RuleFacts facts)
    {
        if (json.TryGetProperty("lines", out var quantifier))
        {
            var like = facts.Lines.Count(line => Holds(json.GetProperty("where"), name => Line(line, name), null));
            return quantifier.GetString() switch
            {
                "any" => like > 0,
                "all" => like > 0 && like == facts.Lines.Count,
                "none" => like == 0,
                "count" => Compares(json, like),
                _ => Compares(json, facts.Lines.Where(line => Holds(json.GetProperty("where"), name => Line(line, name), null)).Sum(line => (long)Line(line, json.GetProperty("of").GetString()!)!)),
            };
        }

        return Holds(json, name => Order(facts, name), facts);
    }

    private static bool Holds(JsonElement json, Func<string, object?> fact, RuleFacts? order)
    {
        bool Inner(JsonElement part) => order is null ? Holds(part, fact, null) : Holds(part, order);
        if (json.TryGetProperty("all", out var all)) return all.EnumerateArray().All(Inner);
        if (json.TryGetProperty("any", out var any)) return any.EnumerateArray().Any(Inner);
        if (json.TryGetProperty("none", out var none)) return !none.EnumerateArray().Any(Inner);
        if (json.TryGetProperty("not", out var not)) return !Inner(not);
        if (!json.TryGetProperty("field", out var field)) return true;
        return fact(field.GetString()!) is { } actual && json.EnumerateObject().Where(op => op.Name != "field").All(op => Test(actual, op.Name, op.Value));
    }

    private static bool Test(object actual, string op, JsonElement value)
    {
        var text = Convert.ToString(actual, CultureInfo.InvariantCulture)!.ToUpperInvariant();
        string[] Values() => [.. value.EnumerateArray().Select(item => item.ToString().ToUpperInvariant())];
        string One() => value.ToString().ToUpperInvariant();
        return op switch
        {
            "eq" => text == One(),
            "ne" => text != One(),
            "in" => Values().Contains(text),
            "not_in" => !Values().Contains(text),
            "contains" => text.Contains(One(), StringComparison.Ordinal),
            "contains_any" => Values().Any(word => text.Contains(word, StringComparison.Ordinal)),
            "starts_with" => text.StartsWith(One(), StringComparison.Ordinal),
            "ends_with" => text.EndsWith(One(), StringComparison.Ordinal),
            "gt" => (long)actual > value.GetInt64(),
            "gte" => (long)actual >= value.GetInt64(),
            "lt" => (long)actual < value.GetInt64(),
            "lte" => (long)actual <= value.GetInt64(),
            "between" => (long)actual >= value[0].GetInt64() && (long)actual <= value[1].GetInt64(),
            _ => throw new ArgumentException(op),
        };
    }

    private static bool Compares(JsonElement json, long actual) => json.EnumerateObject().Where(op => op.Name is not ("lines" or "where" or "of")).All(op => Test(actual, op.Name, op.Value));

    private static object? Order(RuleFacts facts, string name) => name switch
    {
        "channel" => facts.Channel,
        "ship_to.country" => facts.ShipTo.Country,
        "total_minor" => facts.TotalMinor,
        "cost_base_minor" => facts.CostBaseMinor,
        _ => throw new ArgumentException(name),
    };

    private static object? Line(RuleLine line, string name) => name switch
    {
        "sku" => line.Sku,
        "category" => line.Category,
        "quantity" => line.Quantity,
        _ => throw new ArgumentException(name),
    };
}
