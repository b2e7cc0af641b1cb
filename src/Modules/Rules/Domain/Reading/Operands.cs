using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>What a field is compared with, read from JSON; a refusal names the place and what would fit.</summary>
internal static class Operands
{
    /// <summary>A list of postcodes or SKUs; longer ones belong into a list of their own.</summary>
    private const int ValuesMax = 2_000;

    public static Result<string> Text(string field, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { } text ? text : RulesProblems.WrongValue(path, field, "a text");

    /// <summary>A part to look for: an empty one is in everything.</summary>
    public static Result<string> Part(string field, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : RulesProblems.WrongValue(path, field, "a text that is not empty");

    public static Result<string[]> Texts(string field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) return RulesProblems.WrongValue(path, field, "a list of texts that is not empty");
        if (value.GetArrayLength() > ValuesMax) return RulesProblems.TooMany(path, "values in a list", ValuesMax);
        var texts = new List<string>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || item.GetString() is not { } text) return RulesProblems.WrongValue(path, field, "a list of texts");
            texts.Add(text);
        }

        return texts.ToArray();
    }

    public static Result<long> Number(string field, JsonElement value, string path) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : RulesProblems.WrongValue(path, field, "a whole number (amounts in minor units, weights in grams)");

    public static Result<long[]> Numbers(string field, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) return RulesProblems.WrongValue(path, field, "a list of whole numbers that is not empty");
        if (value.GetArrayLength() > ValuesMax) return RulesProblems.TooMany(path, "values in a list", ValuesMax);
        var numbers = new List<long>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number)) return RulesProblems.WrongValue(path, field, "a list of whole numbers");
            numbers.Add(number);
        }

        return numbers.ToArray();
    }

    public static Result<bool> Flag(string field, JsonElement value, string path) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : RulesProblems.WrongValue(path, field, "true or false");

    /// <summary>How two numbers are compared; null when there is no such operator.</summary>
    public static Func<long, long, bool>? Comparison(string op) => op switch
    {
        "eq" => (actual, operand) => actual == operand,
        "ne" => (actual, operand) => actual != operand,
        "gt" => (actual, operand) => actual > operand,
        "gte" => (actual, operand) => actual >= operand,
        "lt" => (actual, operand) => actual < operand,
        "lte" => (actual, operand) => actual <= operand,
        _ => null,
    };

    /// <summary>A list for an explanation: its beginning stands for a long one.</summary>
    public static string Short(IReadOnlyList<string> values) => string.Join(", ", values.Take(8)) + (values.Count > 8 ? $", … {values.Count} in all" : "");

    public static string Short(IReadOnlyList<long> values) => Short([.. values.Select(number => number.ToString(CultureInfo.InvariantCulture))]);
}
