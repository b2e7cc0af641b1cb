using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Entrepot.Kernel;
using Entrepot.Rules.Domain.Conditions;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Reading;

/// <summary>
/// Turns one operator with its value into a comparison of one field. A field that the order does not have compares as
/// false, whatever the operator.
/// </summary>
internal static class OperatorReader
{
    /// <param name="test">The whole comparison: an operator may have a word beside it (<c>zone</c>).</param>
    public static Result<Condition<T>> Read<T>(Field<T> field, string op, JsonElement value, JsonElement test, string path, RuleData data)
    {
        if (!field.Operators.Contains(op)) return RulesProblems.UnknownOperator(path, field.Name, op, string.Join(", ", field.Operators));
        return field switch
        {
            TextField<T> text => TextOperators.Read(text, op, value, path, data),
            NumberField<T> number => Number(number, op, value, path),
            FlagField<T> flag => Flag(flag, op, value, path),
            ListField<T> list => List(list, op, value, path),
            ChoiceField<T> choice => Choice(choice, op, value, path),
            TimeField<T> time => TimeOperators.Read(time, op, value, test, path),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <param name="actual">The value for the explanation; null where the comparison says it already, or where it is personal.</param>
    public static Test<T> Leaf<T>(Field<T> field, string text, Func<T, bool> test, Func<T, string>? actual) => new(test, $"{field.Name} {text}", field.IsPersonal ? null : actual);

    private static Result<Condition<T>> Number<T>(NumberField<T> field, string op, JsonElement value, string path)
    {
        var get = field.Get;
        Func<T, string> shown = facts => get(facts)?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (op is "in" or "between")
        {
            var list = Operands.Numbers(field.Name, value, path);
            if (list.Problem is { } problem) return problem;
            if (op == "between") return Between(field, list.Value, path, shown);
            var set = list.Value.ToFrozenSet();
            return Leaf(field, $"in [{Operands.Short(list.Value)}]", facts => get(facts) is { } actual && set.Contains(actual), shown);
        }

        var operand = Operands.Number(field.Name, value, path);
        if (operand.Problem is { } wrong) return wrong;
        var than = operand.Value;
        Func<T, bool> test = op switch
        {
            "eq" => facts => get(facts) == than,
            "ne" => facts => get(facts) is { } actual && actual != than,
            "gt" => facts => get(facts) > than,
            "gte" => facts => get(facts) >= than,
            "lt" => facts => get(facts) < than,
            _ => facts => get(facts) <= than,
        };
        return Leaf(field, $"{op} {than.ToString(CultureInfo.InvariantCulture)}", test, op == "eq" ? null : shown);
    }

    private static Result<Condition<T>> Between<T>(NumberField<T> field, long[] bounds, string path, Func<T, string> shown)
    {
        if (bounds.Length != 2) return RulesProblems.WrongValue(path, field.Name, "two numbers, the smaller one first");
        var (get, least, most) = (field.Get, bounds[0], bounds[1]);
        return least > most ? RulesProblems.EmptyRange(path, field.Name, $"{least}", $"{most}") : Leaf(field, $"between {least} and {most}", facts => get(facts) is { } actual && actual >= least && actual <= most, shown);
    }

    private static Result<Condition<T>> Flag<T>(FlagField<T> field, string op, JsonElement value, string path)
    {
        var flag = Operands.Flag(field.Name, value, path);
        if (flag.Problem is { } problem) return problem;
        var (get, wanted) = (field.Get, flag.Value == (op == "eq"));
        return Leaf(field, $"{op} {(flag.Value ? "true" : "false")}", facts => get(facts) == wanted, null);
    }

    private static Result<Condition<T>> List<T>(ListField<T> field, string op, JsonElement value, string path)
    {
        var get = field.Get;
        if (op == "is_empty")
        {
            var flag = Operands.Flag(field.Name, value, path);
            if (flag.Problem is { } problem) return problem;
            var isEmpty = flag.Value;
            return Leaf(field, isEmpty ? "is_empty true" : "is_empty false", facts => get(facts) is { } values && (values.Count == 0) == isEmpty, null);
        }

        if (op == "contains")
        {
            var part = Operands.Part(field.Name, value, path);
            if (part.Problem is { } problem) return problem;
            var one = Set(part.Value);
            return Leaf(field, $"contains '{part.Value}'", facts => get(facts) is { } values && Overlaps(values, one), null);
        }

        var list = Operands.Texts(field.Name, value, path);
        if (list.Problem is { } wrong) return wrong;
        var (set, wanted) = (Set(list.Value), op == "in");
        return Leaf(field, $"{op} [{Operands.Short(list.Value)}]", facts => get(facts) is { } values && Overlaps(values, set) == wanted, null);
    }

    private static FrozenSet<string> Set(params string[] values) => values.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static bool Overlaps(IReadOnlyList<string> values, FrozenSet<string> wanted)
    {
        for (var i = 0; i < values.Count; i++)
            if (wanted.Contains(values[i])) return true;
        return false;
    }

    private static Result<Condition<T>> Choice<T>(ChoiceField<T> field, string op, JsonElement value, string path)
    {
        var listed = op is "in" or "not_in" ? Operands.Texts(field.Name, value, path) : One(Operands.Text(field.Name, value, path));
        if (listed.Problem is { } problem) return problem;
        if (Array.Find(listed.Value, name => !field.Choices.Contains(name)) is { } strange) return RulesProblems.WrongValue(path, field.Name, $"one of {string.Join(", ", field.Choices)}; '{strange}' is none of them");

        var (get, set, wanted) = (field.Get, listed.Value.ToFrozenSet(StringComparer.Ordinal), op is "eq" or "in");
        return Leaf(field, op is "in" or "not_in" ? $"{op} [{Operands.Short(listed.Value)}]" : $"{op} '{listed.Value[0]}'", facts => get(facts) is { } actual && set.Contains(actual) == wanted, op == "eq" ? null : facts => get(facts) ?? "");
    }

    private static Result<string[]> One(Result<string> text) => text.Problem is { } problem ? problem : new[] { text.Value };
}
