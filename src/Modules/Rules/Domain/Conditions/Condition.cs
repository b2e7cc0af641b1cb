using System.Text;

namespace Entrepot.Rules.Domain.Conditions;

/// <summary>One node of a condition, compiled: it asks without allocating, and explains itself only when asked why.</summary>
/// <typeparam name="T">What it asks about: an order's facts, or one line of it.</typeparam>
internal abstract class Condition<T>
{
    public abstract bool Holds(T facts);

    /// <summary>Appends why it holds; called only when it does.</summary>
    public abstract void Explain(T facts, StringBuilder why);
}

/// <summary>Every part holds; an empty list always does.</summary>
internal sealed class All<T>(Condition<T>[] parts) : Condition<T>
{
    public override bool Holds(T facts)
    {
        foreach (var part in parts)
            if (!part.Holds(facts)) return false;
        return true;
    }

    public override void Explain(T facts, StringBuilder why)
    {
        if (parts.Length == 0) why.Append("always");
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0) why.Append("; ");
            parts[i].Explain(facts, why);
        }
    }
}

/// <summary>One part at least holds; an empty list never does.</summary>
internal sealed class Any<T>(Condition<T>[] parts) : Condition<T>
{
    public override bool Holds(T facts)
    {
        foreach (var part in parts)
            if (part.Holds(facts)) return true;
        return false;
    }

    public override void Explain(T facts, StringBuilder why) => Array.Find(parts, part => part.Holds(facts))?.Explain(facts, why);
}

internal sealed class Not<T>(Condition<T> part, string text) : Condition<T>
{
    public override bool Holds(T facts) => !part.Holds(facts);

    public override void Explain(T facts, StringBuilder why) => why.Append("not ").Append(text);
}

/// <summary>One comparison of one field.</summary>
/// <param name="text">As the rule says it, e.g. <c>total_base_minor gt 100000</c>.</param>
/// <param name="actual">The field's value for the explanation; null where the comparison says it already, or where it is personal.</param>
internal sealed class Test<T>(Func<T, bool> test, string text, Func<T, string>? actual) : Condition<T>
{
    public override bool Holds(T facts) => test(facts);

    public override void Explain(T facts, StringBuilder why)
    {
        why.Append(text);
        if (actual is not null) why.Append(" (is ").Append(actual(facts)).Append(')');
    }
}
