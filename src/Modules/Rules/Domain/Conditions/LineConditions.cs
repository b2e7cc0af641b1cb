using System.Globalization;
using System.Text;
using Entrepot.Rules.Contracts;
using Entrepot.Rules.Domain.Facts;

namespace Entrepot.Rules.Domain.Conditions;

/// <summary>One line of the order at least is like that.</summary>
internal sealed class AnyLine(Condition<RuleLine> where) : Condition<RuleFacts>
{
    public override bool Holds(RuleFacts facts)
    {
        var lines = facts.Lines;
        for (var i = 0; i < lines.Count; i++)
            if (where.Holds(lines[i])) return true;
        return false;
    }

    public override void Explain(RuleFacts facts, StringBuilder why)
    {
        var line = facts.Lines.First(where.Holds);
        why.Append("line ").Append(line.Sku).Append(": ");
        where.Explain(line, why);
    }
}

/// <summary>Every line is like that. An order without lines has none that is not, but nobody means that: it does not hold.</summary>
internal sealed class AllLines(Condition<RuleLine> where) : Condition<RuleFacts>
{
    public override bool Holds(RuleFacts facts)
    {
        var lines = facts.Lines;
        for (var i = 0; i < lines.Count; i++)
            if (!where.Holds(lines[i])) return false;
        return lines.Count > 0;
    }

    public override void Explain(RuleFacts facts, StringBuilder why)
    {
        why.Append("every line: ");
        where.Explain(facts.Lines[0], why);
    }
}

/// <summary>So many lines are like that.</summary>
internal sealed class CountLines(Condition<RuleLine> where, Func<long, bool> enough, string text) : Condition<RuleFacts>
{
    public override bool Holds(RuleFacts facts) => enough(Count(facts));

    public override void Explain(RuleFacts facts, StringBuilder why) =>
        why.Append("number of lines ").Append(text).Append(" (is ").Append(Count(facts).ToString(CultureInfo.InvariantCulture)).Append(')');

    private long Count(RuleFacts facts)
    {
        var lines = facts.Lines;
        var count = 0L;
        for (var i = 0; i < lines.Count; i++)
            if (where.Holds(lines[i])) count++;
        return count;
    }
}

/// <summary>A number added up over the lines that are like that. Where one of them does not have it, nobody knows the sum: it does not hold.</summary>
internal sealed class SumLines(Condition<RuleLine> where, NumberField<RuleLine> of, Func<long, bool> enough, string text) : Condition<RuleFacts>
{
    public override bool Holds(RuleFacts facts) => Sum(facts) is { } sum && enough(sum);

    public override void Explain(RuleFacts facts, StringBuilder why) =>
        why.Append("sum of ").Append(of.Name).Append(' ').Append(text).Append(" (is ").Append(Sum(facts)?.ToString(CultureInfo.InvariantCulture)).Append(')');

    private long? Sum(RuleFacts facts)
    {
        var lines = facts.Lines;
        var sum = 0L;
        for (var i = 0; i < lines.Count; i++)
        {
            if (!where.Holds(lines[i])) continue;
            if (of.Get(lines[i]) is not { } value) return null;
            sum = checked(sum + value);
        }

        return sum;
    }
}
