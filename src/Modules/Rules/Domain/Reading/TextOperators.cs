using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entrepot.Kernel;
using Entrepot.Rules.Domain.Conditions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>Comparisons of texts, without regard to case: channels and buyers write as they like.</summary>
internal static class TextOperators
{
    private const StringComparison Ignore = StringComparison.OrdinalIgnoreCase;
    private const int PatternLengthMax = 300;

    /// <summary>The engine that never goes back takes time in proportion to the text, so this is only a second belt.</summary>
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    /// <summary>No pattern looks further than this into a buyer's note.</summary>
    private const int PatternTextMax = 4_000;

    public static Result<Condition<T>> Read<T>(TextField<T> field, string op, JsonElement value, string path, RuleData data)
    {
        switch (op)
        {
            case "is_empty":
                var flag = Operands.Flag(field.Name, value, path);
                if (flag.Problem is { } noFlag) return noFlag;
                var (of, isEmpty) = (field.Get, flag.Value);
                return OperatorReader.Leaf(field, isEmpty ? "is_empty true" : "is_empty false", facts => of(facts) is { } text && string.IsNullOrWhiteSpace(text) == isEmpty, null);
            case "in" or "not_in" or "contains_any" or "postcode_in":
                var list = Operands.Texts(field.Name, value, path);
                return list.Problem is { } noList ? noList : Listed(field, op, list.Value, path);
            default:
                var operand = op is "eq" or "ne" ? Operands.Text(field.Name, value, path) : Operands.Part(field.Name, value, path);
                return operand.Problem is { } noText ? noText : One(field, op, operand.Value, path, data);
        }
    }

    private static Result<Condition<T>> One<T>(TextField<T> field, string op, string operand, string path, RuleData data)
    {
        var get = field.Get;
        switch (op)
        {
            case "matches":
                return Matches(field, operand, path);
            case "in_list" or "not_in_list":
                if (data.Lists.Find(operand) is not { } list) return RulesProblems.UnknownList(path, operand, data.Lists.Codes);
                return Member(field, $"{op} {operand}", list, op == "in_list");
            case "in_group" or "not_in_group":
                if (CountryGroups.Find(operand, data.Today) is not { } group) return RulesProblems.UnknownGroup(path, operand, CountryGroups.Codes(data.Today));
                return Member(field, $"{op} {operand}", group, op == "in_group");
        }

        Func<T, bool> test = op switch
        {
            "eq" => facts => string.Equals(get(facts), operand, Ignore),
            "ne" => facts => get(facts) is { } text && !string.Equals(text, operand, Ignore),
            "contains" => facts => get(facts)?.Contains(operand, Ignore) == true,
            "starts_with" => facts => get(facts)?.StartsWith(operand, Ignore) == true,
            _ => facts => get(facts)?.EndsWith(operand, Ignore) == true,
        };
        return OperatorReader.Leaf(field, $"{op} '{operand}'", test, op == "eq" ? null : Shown(field));
    }

    private static Result<Condition<T>> Listed<T>(TextField<T> field, string op, string[] values, string path)
    {
        var get = field.Get;
        if (op is "in" or "not_in") return Member(field, $"{op} [{Operands.Short(values)}]", values.ToFrozenSet(StringComparer.OrdinalIgnoreCase), op == "in");
        if (op == "postcode_in")
        {
            var ranges = PostcodeRanges.Read(values, field.Name, path);
            if (ranges.Problem is { } problem) return problem;
            var postcodes = ranges.Value;
            return OperatorReader.Leaf(field, $"postcode_in [{Operands.Short(values)}]", facts => get(facts) is { } text && postcodes.Contain(text), Shown(field));
        }

        if (Array.Exists(values, word => word.Length == 0)) return RulesProblems.WrongValue(path, field.Name, "a text that is not empty");
        var words = System.Buffers.SearchValues.Create(values, Ignore);
        return OperatorReader.Leaf(field, $"contains_any [{Operands.Short(values)}]", facts => get(facts) is { } text && text.AsSpan().ContainsAny(words), Shown(field));
    }

    private static Test<T> Member<T>(TextField<T> field, string text, FrozenSet<string> set, bool wanted)
    {
        var get = field.Get;
        return OperatorReader.Leaf(field, text, facts => get(facts) is { } actual && set.Contains(actual) == wanted, Shown(field));
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
        return OperatorReader.Leaf(field, $"matches /{pattern}/", facts => get(facts) is { } text && regex.IsMatch(text.Length > PatternTextMax ? text.AsSpan(0, PatternTextMax) : text), Shown(field));
    }

    private static Func<T, string> Shown<T>(TextField<T> field) => facts => $"'{field.Get(facts)}'";
}
