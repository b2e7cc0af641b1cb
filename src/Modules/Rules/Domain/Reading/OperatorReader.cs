using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Entrepot.Rules.Domain.Conditions;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Turns one operator with its value into a comparison of one field. Text is compared without regard to case: channels
/// and buyers write as they like.
/// </summary>
internal static class OperatorReader
{
    /// <summary>A list of postcodes or SKUs; longer ones belong into a list of their own.</summary>
    private const int ValuesMax = 2_000;
    private const int PatternLengthMax = 300;

    /// <summary>
    /// The engine that never goes back takes time in proportion to the text, so this is only a second belt.
    /// </summary>
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>No pattern looks further than this into a buyer's note.</summary>
    private const int PatternTextMax = 4_000;

    public static Result<Condition<T>> Read<T>(Field<T> field, string op, JsonElement value, string path) => field switch
    {
        TextField<T> text => Text(text, op, value, path),
        NumberField<T> number => Number(number, op, value, path),
        FlagField<T> flag => Flag(flag, op, value, path),
        ListField<T> list => List(list, op, value, path),
        ChoiceField<T> choice => Choice(choice, op, value, path),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Result<Condition<T>> Text<T>(TextField<T> field, string op, JsonElement value, string path)
    {
        const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;
        var get = field.Get;
        if (op == "is_empty") return Flagged(field, op, value, path, facts => string.IsNullOrWhiteSpace(get(facts)));
        if (op is "in")
        {
            var list = Texts(field.Name, value, path);
            if (list.Problem is { } problem) return problem;
            var set = list.Value.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
            return Leaf(field, $"in [{Short(list.Value)}]", facts => set.Contains(get(facts)), Shown(field));
        }

        if (op is not ("eq" or "ne" or "contains" or "starts_with" or "matches")) return RulesProblems.UnknownOperator(path, field.Name, op, "eq, ne, in, contains, starts_with, matches, is_empty");
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { } operand) return RulesProblems.WrongValue(path, field.Name, "a text");
        if (op is "contains" or "starts_with" && operand.Length == 0) return RulesProblems.WrongValue(path, field.Name, "a text that is not empty");

        var quoted = $"{op} '{operand}'";
        return op switch
        {
            "eq" => Leaf(field, quoted, facts => string.Equals(get(facts), operand, Ignore), null),
            "ne" => Leaf(field, quoted, facts => !string.Equals(get(facts), operand, Ignore), Shown(field)),
            "contains" => Leaf(field, quoted, facts => get(facts).Contains(operand, Ignore), Shown(field)),
            "starts_with" => Leaf(field, quoted, facts => get(facts).StartsWith(operand, Ignore), Shown(field)),
            _ => Matches(field, operand, path),
        };
    }

    private static Result<Condition<T>> Matches<T>(TextField<T> field, string pattern, string path)
    {
        if (pattern.Length > PatternLengthMax) return RulesProblems.BadPattern(path, $"it is longer than {PatternLengthMax} characters.");
        Regex regex;
        try
        {
            regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, PatternTime);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return RulesProblems.BadPattern(path, e.Message);
        }

        var get = field.Get;
        return Leaf(field, $"matches /{pattern}/", facts => get(facts) is var text && regex.IsMatch(text.Length > PatternTextMax ? text.AsSpan(0, PatternTextMax) : text), Shown(field));
    }

    private static Result<Condition<T>> Number<T>(NumberField<T> field, string op, JsonElement value, string path)
    {
        var get = field.Get;
        Func<T, string> shown = facts => get(facts).ToString(CultureInfo.InvariantCulture);
        if (op == "in")
        {
            var list = Numbers(field.Name, value, path);
            if (list.Problem is { } problem) return problem;
            var set = list.Value.ToFrozenSet();
            return Leaf(field, $"in [{Short([.. list.Value.Select(number => number.ToString(CultureInfo.InvariantCulture))])}]", facts => set.Contains(get(facts)), shown);
        }

        if (Comparison(op) is not { } compare) return RulesProblems.UnknownOperator(path, field.Name, op, "eq, ne, in, gt, gte, lt, lte");
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var operand)) return RulesProblems.WrongValue(path, field.Name, "a whole number (amounts in minor units, weights in grams)");
        return Leaf(field, $"{op} {operand.ToString(CultureInfo.InvariantCulture)}", facts => compare(get(facts), operand), op == "eq" ? null : shown);
    }

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

    private static Result<Condition<T>> Flag<T>(FlagField<T> field, string op, JsonElement value, string path)
    {
        var get = field.Get;
        return op switch
        {
            "eq" => Flagged(field, op, value, path, get),
            "ne" => Flagged(field, op, value, path, facts => !get(facts)),
            _ => RulesProblems.UnknownOperator(path, field.Name, op, "eq, ne"),
        };
    }

    private static Result<Condition<T>> List<T>(ListField<T> field, string op, JsonElement value, string path)
    {
        var get = field.Get;
        if (op == "is_empty") return Flagged(field, op, value, path, facts => get(facts).Count == 0);
        if (op is not ("contains" or "in")) return RulesProblems.UnknownOperator(path, field.Name, op, "contains, in, is_empty");

        string[] wanted;
        if (op == "contains")
        {
            if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } one) return RulesProblems.WrongValue(path, field.Name, "a text that is not empty");
            wanted = [one];
        }
        else
        {
            var list = Texts(field.Name, value, path);
            if (list.Problem is { } problem) return problem;
            wanted = list.Value;
        }

        var set = wanted.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return Leaf(field, op == "contains" ? $"contains '{wanted[0]}'" : $"in [{Short(wanted)}]", facts => Overlaps(get(facts), set), null);
    }

    private static bool Overlaps(IReadOnlyList<string> values, FrozenSet<string> wanted)
    {
        for (var i = 0; i < values.Count; i++)
            if (wanted.Contains(values[i])) return true;
        return false;
    }

    private static Result<Condition<T>> Choice<T>(ChoiceField<T> field, string op, JsonElement value, string path)
    {
        if (op is not ("eq" or "ne" or "in")) return RulesProblems.UnknownOperator(path, field.Name, op, "eq, ne, in");
        var listed = op == "in" ? Texts(field.Name, value, path) : value.ValueKind == JsonValueKind.String ? new string[] { value.GetString() ?? "" } : RulesProblems.WrongValue(path, field.Name, "a text");
        if (listed.Problem is { } problem) return problem;
        if (Array.Find(listed.Value, name => !field.Choices.Contains(name)) is { } strange) return RulesProblems.WrongValue(path, field.Name, $"one of {string.Join(", ", field.Choices)}; '{strange}' is none of them");

        var (get, set, wanted) = (field.Get, listed.Value.ToFrozenSet(StringComparer.Ordinal), op != "ne");
        return Leaf(field, op == "in" ? $"in [{Short(listed.Value)}]" : $"{op} '{listed.Value[0]}'", facts => set.Contains(get(facts)) == wanted, op == "eq" ? null : get);
    }

    private static Result<Condition<T>> Flagged<T>(Field<T> field, string op, JsonElement value, string path, Func<T, bool> test)
    {
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return RulesProblems.WrongValue(path, field.Name, "true or false");
        return value.GetBoolean() ? Leaf(field, op + " true", test, null) : Leaf(field, op + " false", facts => !test(facts), null);
    }

    private static Result<string[]> Texts(string field, JsonElement value, string path)
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

    private static Result<long[]> Numbers(string field, JsonElement value, string path)
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

    private static Test<T> Leaf<T>(Field<T> field, string text, Func<T, bool> test, Func<T, string>? actual) => new(test, $"{field.Name} {text}", actual);

    private static Func<T, string>? Shown<T>(TextField<T> field) => field.IsPersonal ? null : facts => $"'{field.Get(facts)}'";

    private static string Short(string[] values) => string.Join(", ", values.Take(8)) + (values.Length > 8 ? $", … {values.Length} in all" : "");
}
