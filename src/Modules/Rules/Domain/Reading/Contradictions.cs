using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Finds conditions that no order can meet: under one <c>all</c> (or beside each other on one field) the same field must
/// be two values at once. Such a rule is kept, and whoever writes it is warned. Only documents that compile are looked at.
/// </summary>
internal static class Contradictions
{
    public static IReadOnlyList<Sentence> In(JsonElement document)
    {
        var warnings = new List<Sentence>();
        var number = 0;
        foreach (var rule in document.GetProperty("rules").EnumerateArray())
        {
            var path = $"$.rules[{number++}].when";
            if (rule.ValueKind == JsonValueKind.Object && rule.TryGetProperty("when", out var when)) Walk(when, path, warnings, []);
        }

        return warnings;
    }

    /// <param name="together">What must hold at the same time as this, by field.</param>
    private static void Walk(JsonElement json, string path, List<Sentence> warnings, Dictionary<string, Bounds> together)
    {
        if (json.ValueKind != JsonValueKind.Object) return;
        if (json.TryGetProperty("field", out var name) && name.ValueKind == JsonValueKind.String)
        {
            var field = name.GetString() ?? "";
            if (Facts.RuleFields.Order(field) is Facts.ListField<Contracts.RuleFacts>) return; // It may contain both.
            if (field.StartsWith(Facts.RuleFields.LinePrefix, StringComparison.Ordinal)) together = []; // Another condition may mean another line.
            if (!together.TryGetValue(field, out var bounds)) together[field] = bounds = new();
            if (!bounds.Narrow(json)) warnings.Add($"{path}: no order can meet this: {field} would have to be two things at once.");
            return;
        }

        foreach (var key in json.EnumerateObject())
        {
            var place = $"{path}.{key.Name}";
            if (key.Name is "where" or "not") Walk(key.Value, place, warnings, []);
            else if (key.Name is "all" or "any" or "none" && key.Value.ValueKind == JsonValueKind.Array)
            {
                var i = 0;
                foreach (var part in key.Value.EnumerateArray()) Walk(part, $"{place}[{i++}]", warnings, key.Name == "all" ? together : []);
            }
        }
    }

    /// <summary>What is left for a field by the conditions so far.</summary>
    private sealed class Bounds
    {
        private long least = long.MinValue;
        private long most = long.MaxValue;
        private HashSet<string>? values;

        /// <returns>False when nothing is left.</returns>
        public bool Narrow(JsonElement test)
        {
            foreach (var op in test.EnumerateObject())
            {
                if (op.Value.ValueKind == JsonValueKind.Number && op.Value.TryGetInt64(out var number)) Narrow(op.Name, number);
                else if (op.Name == "between" && op.Value.ValueKind == JsonValueKind.Array && op.Value.GetArrayLength() == 2 && op.Value[0].TryNumber() is { } from && op.Value[1].TryNumber() is { } to)
                    (least, most) = (Math.Max(least, from), Math.Min(most, to));
                else if (op.Name == "eq") Keep([op.Value.ToString()]);
                else if (op.Name == "in" && op.Value.ValueKind == JsonValueKind.Array) Keep([.. op.Value.EnumerateArray().Select(value => value.ToString())]);
            }

            return least <= most && values is not { Count: 0 };
        }

        private void Narrow(string op, long number)
        {
            if (op is "gte" or "eq") least = Math.Max(least, number);
            if (op is "lte" or "eq") most = Math.Min(most, number);
            if (op == "gt") least = Math.Max(least, number < long.MaxValue ? number + 1 : number);
            if (op == "lt") most = Math.Min(most, number > long.MinValue ? number - 1 : number);
        }

        private void Keep(string[] allowed)
        {
            if (values is null) values = new(allowed, StringComparer.OrdinalIgnoreCase);
            else values.IntersectWith(allowed);
        }
    }

    private static long? TryNumber(this JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var number) ? number : null;
}
